"""Data from outside becomes part of an XPath expression.

A quote in the data ends the literal and changes what is selected. lxml takes the data as a variable instead:
`tree.xpath("//user[@name = $name]", name=name)`.
"""

import re
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import XPATH, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.values import skeleton
from findings.severity import Severity

_EXPRESSION: Final = re.compile(r"\s*\.{0,2}/|.*\[[@\w.()]+\s*=", re.DOTALL)


def _is_expression(call: Call) -> bool:
    value = call.argument(0, "path", "match")
    return value is not None and len(skeleton(value)) < 4000 and _EXPRESSION.match(skeleton(value)) is not None


def _levelled(flow: Flow, level: Level) -> Level | None:
    return level if flow.source is not Source.PARAMETER or _EXPRESSION.match(skeleton(flow.value)) else None


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "value"
    return f'Pass it as a variable: `tree.xpath("//node[@name = $value]", value={name})`.'


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=XPATH,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.9), Source.PARAMETER: Level(Severity.MEDIUM, 0.5)},
        sinks=(
            Sink(".xpath", (0, "path")),
            *(Sink(f"lxml.etree.{name}", (0, "path")) for name in ("XPath", "ETXPath", "XPathEvaluator")),
            *(Sink(f"elementpath.{name}", (1, "path")) for name in ("select", "iter_select", "Selector")),
            *(
                Sink(
                    f".{name}",
                    (0, "path", "match"),
                    _is_expression,
                    packages=("xml", "lxml", "defusedxml", "elementpath"),
                )
                for name in ("find", "findall", "findtext", "iterfind")
            ),
        ),
    ),
    cwe=643,
    message="becomes part of the XPath expression of `{sink}`.",
    recommendation='Pass the data as a variable: `tree.xpath("//node[@name = $value]", value=value)`.',
    advise=_advice,
    judge=_levelled,
)
