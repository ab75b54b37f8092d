"""One look at the code below a path: which files, what the engine says of them, and what git says."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from analysis import revisions
from analysis.engine.report import Diagnostic, Report, Source
from analysis.engine.run import Engine, WorkersFailed
from analysis.engine.version import engine_version
from analysis.exceptions import AnalysisFailed, AnalysisTimedOut
from analysis.revisions import Revision
from analysis.sources import Selection, Workspace
from findings.issues import MAX_PATH_BYTES, storable
from findings.severity import Severity

ANALYZERS: Final = ("complexity", "security", "code_smells", "best_practices")
Progress = Callable[[int, int], None]
"""Called with the number of files done, and of all files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be looked at, and for what."""

    path: str
    analyzers: tuple[str, ...]
    threshold: Severity
    exclude_patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one look came to."""

    order: Order
    selection: Selection
    report: Report
    diagnostics: list[Diagnostic]
    revision: Revision
    renames: dict[str, str]  # old path to new, of files that now are examined
    digest: bytes  # of all that was read
    engine_version: str


def examine(
    order: Order,
    *,
    workspace: Workspace,
    engine: Engine,
    since: Callable[[], Iterable[str]] = tuple,
    time_limit_seconds: float | None = None,
    progress: Progress | None = None,
) -> Examination:
    """Look once; `since` gives the commits that earlier looks saw. Raises InvalidFilePath, AnalysisFailed."""
    deadline = time.monotonic() + time_limit_seconds if time_limit_seconds else None
    selection = select(order, workspace)
    with revisions.checkout(workspace.root, selection.path) as opened:
        revision = revisions.revision(opened, selection.path)
        renames = revisions.renames(opened, selection.path, since() if opened else (), known=revision)

    done = 0

    def check(more: int) -> None:
        nonlocal done
        done += more
        if deadline is not None and time.monotonic() > deadline:
            raise AnalysisTimedOut(limit_seconds=time_limit_seconds)
        if progress is not None:
            progress(done, len(selection.files))

    check(0)
    digest = blake2b(digest_size=16)
    try:
        report = engine.analyze(
            _hashed(workspace.sources(selection), digest),
            analyzers=order.analyzers,
            threshold=order.threshold,
            progress=check,
        )
    except WorkersFailed as error:
        raise AnalysisFailed(reason="engine_unavailable") from error
    found = [*selection.diagnostics, *report.diagnostics]
    return Examination(
        order=order,
        selection=selection,
        report=replace(report, issues=[storable(issue) for issue in report.issues]),
        diagnostics=sorted(found, key=lambda diagnostic: (diagnostic.path, diagnostic.line or 0, diagnostic.kind)),
        revision=revision,
        renames=_followed(renames, selection, workspace),
        digest=digest.digest(),
        engine_version=engine_version(),
    )


def select(order: Order, workspace: Workspace) -> Selection:
    """The files of an order, without those whose paths no index of findings can hold."""
    selection = workspace.select(order.path, order.exclude_patterns)
    for path in [path for path in selection.files if len(path.encode()) > MAX_PATH_BYTES]:
        selection.files.remove(path)
        selection.tells(path, "unsupported_name", f"The path is longer than {MAX_PATH_BYTES} bytes.")
    return selection


def digest_of(order: Order, workspace: Workspace) -> bytes:
    """What `Examination.digest` would be if one looked now."""
    digest = blake2b(digest_size=16)
    for _ in _hashed(workspace.sources(select(order, workspace)), digest):
        pass
    return digest.digest()


def _hashed(sources: Iterable[Source], digest: "blake2b") -> Iterator[Source]:
    for source in sources:
        digest.update(f"{source.path}\0{len(source.data)}\0".encode())
        digest.update(source.data)
        yield source


def _followed(renames: dict[str, str], selection: Selection, workspace: Workspace) -> dict[str, str]:
    """The renames of files that are looked at now, and no longer where they were."""
    examined = set(selection.files)
    candidates = {old: new for old, new in renames.items() if new in examined and old not in examined}
    gone = workspace.gone(candidates)
    return {old: new for old, new in candidates.items() if old in gone}
