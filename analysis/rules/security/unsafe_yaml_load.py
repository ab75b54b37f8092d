"""YAML is loaded with a loader that builds any Python object.

`!!python/object/apply:os.system` in the document then runs a command. `yaml.safe_load` knows plain data only.
"""

from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import YAML, Source
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import Named
from findings.severity import Severity

_UNSAFE: Final = frozenset({"Loader", "UnsafeLoader", "CLoader", "CUnsafeLoader", "FullLoader", "CFullLoader"})
_FULL: Final = frozenset({"FullLoader", "CFullLoader"})


def _loader(call: Call) -> str | None:
    """The last name of the loader; None where it is one of the file's own or not known."""
    given = call.argument(1, "Loader")
    if given is None:
        return "Loader"
    return given.shape.name.rsplit(".", 1)[-1] if isinstance(given.shape, Named) else None


def _builds_objects(call: Call) -> bool:
    return _loader(call) in _UNSAFE - _FULL


def _nearly_builds_objects(call: Call) -> bool:
    return _loader(call) in _FULL


_NEARLY = {Source.REMOTE: Level(Severity.MEDIUM, 0.5)}

check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=YAML,
        levels={
            Source.REMOTE: Level(Severity.CRITICAL, 0.95),
            Source.MEMBER: Level(Severity.HIGH, 0.9),
            Source.LOCAL: Level(Severity.HIGH, 0.8),
            Source.STORED: Level(Severity.HIGH, 0.8),
            Source.PARAMETER: Level(Severity.HIGH, 0.8),
            Source.UNKNOWN: Level(Severity.HIGH, 0.8),
        },
        sinks=(
            *(Sink(f"yaml.{name}", (0, "stream"), _builds_objects) for name in ("load", "load_all")),
            *(Sink(f"yaml.{name}", (0, "stream"), _nearly_builds_objects, _NEARLY) for name in ("load", "load_all")),
            *(Sink(f"yaml.{name}", (0, "stream")) for name in ("unsafe_load", "unsafe_load_all")),
        ),
    ),
    cwe=502,
    aliases=("S506", "B506"),
    message="is loaded by `{sink}` with a loader that builds any object.",
    recommendation="Write `yaml.safe_load(stream)`.",
)
