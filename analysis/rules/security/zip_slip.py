"""An archive chooses where its members are unpacked.

A member named `../../etc/cron.d/x` is written outside the folder that was meant. Before Python 3.14
`tarfile.extractall` follows such names unless it is given `filter="data"`; and so does code that joins the names of
members to a folder itself. `zipfile.extractall` takes `..` out of names itself and is silent.
"""

from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import ARCHIVE, Source
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import kind_of
from analysis.engine.flow.values import Value
from findings.severity import Severity

_ANY = {
    Source.UNKNOWN: Level(Severity.HIGH, 0.8),
    Source.PARAMETER: Level(Severity.HIGH, 0.8),
    Source.MEMBER: Level(Severity.HIGH, 0.9),
    Source.REMOTE: Level(Severity.HIGH, 0.9),
    Source.LOCAL: Level(Severity.HIGH, 0.8),
    Source.STORED: Level(Severity.HIGH, 0.8),
}


def _is_tar(value: Value | None, name: str) -> bool:
    kind = kind_of(value) or ""
    return kind == "tarfile" or (kind == "" and bool(words(name) & {"tar", "tf", "tarball", "tarfile", "tgz"}))


def _unpacks_all(call: Call) -> bool:
    if not _is_tar(call.receiver, call.receiver_name) or call.extra is not None:
        return False
    chosen = call.keywords.get("filter") or (call.arguments[3] if len(call.arguments) > 3 else None)
    if chosen is not None:
        return chosen.is_const and chosen.const in {None, "fully_trusted"}
    return call.argument(1, "members") is None


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=ARCHIVE,
        levels={Source.MEMBER: Level(Severity.HIGH, 0.85)},
        sinks=(
            Sink("open", (0, "file")),
            Sink("io.open", (0, "file")),
            Sink("os.rename", (1, "dst")),
            Sink("shutil.move", (1, "dst")),
            Sink("shutil.copyfile", (1, "dst")),
            *(
                Sink(f".{name}", ("self",), packages=("pathlib",))
                for name in ("write_bytes", "write_text", "symlink_to")
            ),
            Sink(".extractall", ("self",), _unpacks_all, _ANY),
            Sink(
                "shutil.unpack_archive",
                (0, "filename"),
                lambda call: "filter" not in call.keywords,
                {Source.REMOTE: Level(Severity.HIGH, 0.8)},
            ),
        ),
        cleaners=("os.path.basename",),
    ),
    cwe=22,
    aliases=("S202", "B202"),
    message="is written where the archive says by `{sink}`.",
    recommendation='Write `archive.extractall(folder, filter="data")`; for names of your own, check the resolved path with `is_relative_to(folder)`.',
)
