"""A request chooses which attributes of a record are set.

`User(**request.json)` also sets `is_admin`, if the sender says so. Name the fields that may be set.
"""

from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import FIELDS, Source
from analysis.engine.flow.rules import flow_rule
from findings.severity import Severity

_WRITING: Final = frozenset({"create", "update", "get_or_create", "update_or_create", "insert"})


def _is_record(call: Call) -> bool:
    """Whether the call makes or changes a record: a model's class, or a method of its manager."""
    name = call.name or ""
    if call.method is not None and call.method in _WRITING:
        return "objects" in name.split(".") or "query" in name.split(".")
    last = name.rsplit(".", 1)[-1]
    return last[:1].isupper() and "models" in name.split(".") and not name.startswith("django.")


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=FIELDS,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.75)},
        sinks=(
            Sink("**", ("**",), _is_record),
            Sink("setattr", (1,)),
        ),
    ),
    cwe=915,
    message="chooses the fields that `{sink}` sets.",
    recommendation='Name the fields: `User(name=data["name"], email=data["email"])`, or validate with a form or serializer.',
)
