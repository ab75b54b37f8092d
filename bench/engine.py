"""Speed and memory of the engine alone, on Django's installed package: `python -m bench.engine [--without-memory]`.

Figures are medians; what else runs on the machine shows in them.
"""

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

import django

from analysis.engine import ruff
from analysis.engine.catalogue import catalogue
from analysis.engine.run import Engine, Report, Source
from analysis.sources import SourceLimits, Workspace
from findings.severity import Severity

_PACKAGE: Final = Path(django.__file__).parent
_FILE: Final = "django/utils/html.py"  # 511 lines
_WORKERS: Final = 2
_MANY_FILES: Final = 5_000
_ROUNDS: Final = 3
_COLD_SECONDS: Final = 3.0
_WARM_SECONDS: Final = 0.5
_TIMES_RUFF: Final = 10.0
_FILE_MS: Final = 60.0
_MEMORY_MB: Final = 400.0


def analyze(engine: Engine, workspace: Workspace, path: str) -> Report:
    """Everything on a path: walked, read, looked at."""
    selection = workspace.select(path)
    return engine.analyze(workspace.sources(selection), analyzers=catalogue().analyzers, threshold=Severity.LOW)


def median_seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The median time that some work takes."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


@contextmanager
def cached_engine() -> Iterator[Engine]:
    """An engine with processes that are ready and a cache that is empty."""
    with tempfile.TemporaryDirectory() as folder, Engine(workers=_WORKERS, cache_folder=Path(folder)) as engine:
        engine.warm()
        yield engine


def cold_seconds(workspace: Workspace) -> float:
    """The median time of an analysis that knows nothing, by processes that are ready."""
    taken = []
    for _ in range(_ROUNDS):
        with cached_engine() as engine:
            taken.append(median_seconds(lambda: analyze(engine, workspace, "django"), rounds=1))
    return statistics.median(taken)


def ruff_seconds() -> float:
    """The median time of ruff alone, with the rules that the engine has it look for, on the same files."""
    options = ["--isolated", "--no-cache", "--ignore-noqa", "--no-respect-gitignore", "--config=exclude=[]", "--quiet"]
    command = [ruff.executable(), "check", *options, f"--select={','.join(catalogue().by_ruff_code)}", str(_PACKAGE)]
    return median_seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False), rounds=7)


def file_ms(engine: Engine, workspace: Workspace) -> float:
    """The median time of one file that was never seen before, in milliseconds."""
    text = workspace.read(_FILE)
    numbers = count()

    def look() -> None:
        source = Source(_FILE, text + f"# {next(numbers)}\n".encode())
        engine.analyze([source], analyzers=catalogue().analyzers, threshold=Severity.LOW)

    look()
    return 1000 * median_seconds(look, rounds=21)


def many(workspace: Workspace) -> Iterator[Source]:
    """As many files as a large project has: Django's, again and again, none equal to another."""
    files = workspace.select("django").files
    for number in range(_MANY_FILES):
        path = files[number % len(files)]
        yield Source(f"{number // len(files)}/{path}", workspace.read(path) + f"\n# {number}\n".encode())


def peak_mb(engine: Engine, sources: Iterator[Source]) -> float:
    """The most memory that this process and its workers hold together while they work (proportional set size)."""
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.1):
            peak = max(peak, sum(_proportional_mb(pid) for pid in ("self", *map(str, engine.pids))))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        engine.analyze(sources, analyzers=catalogue().analyzers, threshold=Severity.LOW)
    finally:
        done.set()
        watching.join()
    return peak


def _proportional_mb(pid: str) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it has just ended, or this is not Linux
        return 0.0
    return int(rollup.partition("\nPss:")[2].split()[0]) / 1024


def tell(what: str, figure: float, unit: str, limit: float) -> bool:
    """Print a figure beside its limit; returns whether it is met."""
    met = figure <= limit
    sys.stdout.write(f"{what:<58}{figure:>9.2f} {unit:<3} (limit {limit:g}){'' if met else '  MISSED'}\n")
    sys.stdout.flush()
    return met


def main() -> None:
    """Measure, and exit with 1 where a limit is missed."""
    workspace = Workspace(_PACKAGE.parent, limits=SourceLimits(files=100_000))
    with cached_engine() as engine:
        report = analyze(engine, workspace, "django")
        sys.stdout.write(
            f"{report.files} files, {report.lines} lines, {len(report.issues)} issues, {_WORKERS} workers\n"
        )
        warm = median_seconds(lambda: analyze(engine, workspace, "django"))
    cold, alone = cold_seconds(workspace), ruff_seconds()
    with Engine(workers=_WORKERS) as engine:
        one = file_ms(engine, workspace)
    met = [
        tell("nothing known of any file", cold, "s", _COLD_SECONDS),
        tell(f"the same, as often as ruff alone ({alone:.2f} s)", cold / alone, "x", _TIMES_RUFF),
        tell("every file known", warm, "s", _WARM_SECONDS),
        tell("one file of 511 lines", one, "ms", _FILE_MS),
    ]
    if "--without-memory" not in sys.argv:
        with cached_engine() as engine:
            met.append(tell(f"memory for {_MANY_FILES} files", peak_mb(engine, many(workspace)), "MB", _MEMORY_MB))
    raise SystemExit(not all(met))


if __name__ == "__main__":
    main()
