"""A request chooses a regular expression.

Some expressions take exponential time on some texts: one request then holds a worker for minutes. `re.escape` makes
the data plain text.
"""

from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import REGEX, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from findings.severity import Severity


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "text"
    return f"Write `re.escape({name})` where it is meant as text."


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=REGEX,
        levels={Source.REMOTE: Level(Severity.MEDIUM, 0.8)},
        sinks=tuple(
            Sink(f"{package}.{name}", (0, "pattern"))
            for package in ("re", "regex")
            for name in ("compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer")
        ),
        cleaners=("re.escape", "regex.escape"),
    ),
    cwe=1333,
    message="is used as a regular expression by `{sink}`.",
    recommendation="Write `re.escape(text)` where the data is meant as text, or offer a constant list of expressions.",
    advise=_advice,
)
