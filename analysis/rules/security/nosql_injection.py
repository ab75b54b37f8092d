"""Data from a request becomes part of a MongoDB query, operators included.

JSON may hold `{"$ne": null}` where a text was meant, and `$where` runs JavaScript. `str(…)` leaves no operators.
"""

import re
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import NOSQL, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import Table
from analysis.engine.flow.values import skeleton
from findings.severity import Severity

_STRUCTURED: Final = re.compile(r"request\.(json|get_json|data|body|media|DATA)|\w+$")
_METHODS: Final = (
    "find", "find_one", "find_one_and_update", "find_one_and_delete", "find_one_and_replace", "update_one", "update_many",
    "delete_one", "delete_many", "count_documents", "aggregate", "replace_one", "distinct",
)  # fmt: skip


def _is_query(call: Call) -> bool:
    value = call.argument(0, "filter", "pipeline")
    if value is None:
        return False
    return isinstance(value.shape, Table) or call.method != "find" or bool(value.taint and value.text is None)


def _levelled(flow: Flow, level: Level) -> Level | None:
    """Text from a form is text; only what may be a dict can hold an operator."""
    shape = flow.value.shape
    if isinstance(shape, Table) and "$where" in shape.items and shape.items["$where"].taint:
        return Level(Severity.CRITICAL, 0.9)
    if flow.taint is None or len(skeleton(flow.value)) > 1:
        return None
    return level if _STRUCTURED.match(flow.taint.label) and "request" in flow.taint.label else None


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "value"
    return f'Write `{{"field": str({name})}}`, so that it cannot hold an operator.'


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=NOSQL,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.7)},
        sinks=tuple(Sink(f".{name}", (0, "filter", "pipeline"), _is_query) for name in _METHODS),
    ),
    cwe=943,
    message="becomes part of the query of `{sink}`, operators included.",
    recommendation='Make text of it: `{"name": str(name)}`, or check its type first.',
    advise=_advice,
    judge=_levelled,
)
