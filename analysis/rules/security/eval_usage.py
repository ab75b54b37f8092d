"""A value that is no constant is run as Python code.

`eval`, `exec` and `compile` run whatever they are given with all rights of the program. Reported is every value
that is not made of constants; data from a request is critical. Values that a guard has shown to be harmless (a
number, a member of a constant list, a quoted literal) are silent, and so is `ast.literal_eval`.
"""

from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import CODE, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from findings.severity import Severity

_OUTSIDE = {Source.REMOTE: Level(Severity.CRITICAL, 0.9), Source.LOCAL: Level(Severity.MEDIUM, 0.6)}


def _advice(flow: Flow, _module: object) -> str | None:
    name = flow.taint.label if flow.taint is not None else None
    return f"Write `ast.literal_eval({name})` for data, or choose from a dict of functions." if name else None


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=CODE,
        levels={
            Source.REMOTE: Level(Severity.CRITICAL, 0.95),
            Source.MEMBER: Level(Severity.HIGH, 0.8),
            Source.LOCAL: Level(Severity.HIGH, 0.8),
            Source.STORED: Level(Severity.MEDIUM, 0.7),
            Source.PARAMETER: Level(Severity.HIGH, 0.6),
            Source.UNKNOWN: Level(Severity.MEDIUM, 0.5),
        },
        sinks=(
            Sink("eval", (0, "source")),
            Sink("exec", (0, "source")),
            Sink("builtins.eval", (0, "source")),
            Sink("builtins.exec", (0, "source")),
            Sink("compile", (0, "source"), None, _OUTSIDE),
            Sink("timeit.timeit", (0, 1, "stmt", "setup"), None, _OUTSIDE),
            Sink("numexpr.evaluate", (0,), None, _OUTSIDE),
            Sink("pandas.eval", (0, "expr"), None, _OUTSIDE),
            Sink("sympy.sympify", (0,), None, _OUTSIDE),
            Sink(".runsource", (0,), None, _OUTSIDE),
            Sink(".runcode", (0,), None, _OUTSIDE),
        ),
        cleaners=("ast.literal_eval",),
    ),
    cwe=95,
    aliases=("S102", "S307", "B102", "B307", "PGH001"),
    message="is run as code by `{sink}`.",
    recommendation="Write `ast.literal_eval(…)` for data, `getattr` with a constant list of names or a dict of functions for a choice.",
    advise=_advice,
)
