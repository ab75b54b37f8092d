"""How a rule says what it looks for in flows, and how a flow becomes a hit."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from analysis.engine.flow.analysis import outcome
from analysis.engine.flow.hazards import REGISTRY, Hazard, Level
from analysis.engine.flow.kinds import Source
from analysis.engine.flow.machine import Flow
from analysis.engine.module import Module
from analysis.engine.rule import Declaration, Hit, rule

Advice = Callable[[Flow, Module], str | None]
Judge = Callable[[Flow, Level], Level | None]
_SUBJECTS: Final[Mapping[Source, str]] = {
    Source.REMOTE: "`{origin}` from the request",
    Source.MEMBER: "The archive's `{origin}`",
    Source.LOCAL: "`{origin}`",
    Source.STORED: "What `{origin}` returns",
    Source.PARAMETER: "The parameter `{origin}`",
    Source.UNKNOWN: "A value that is no constant",
}
DOUBT = 0.7  # what is left of the confidence after a function that was not seen


def flow_rule(
    hazard: Hazard,
    *,
    cwe: int,
    message: str,
    recommendation: str,
    aliases: Sequence[str] = (),
    advise: Advice | None = None,
    judge: Judge | None = None,
) -> Declaration:
    """Declare a rule that reports data from outside in a sink.

    `message` goes on where "`request.args["id"]` from the request" ends, and may name `{sink}`.
    `advise` makes the recommendation of one flow, `judge` its level: None drops the flow.
    """
    REGISTRY.add(hazard)
    levels = hazard.levels
    worst = levels[max(levels, key=lambda source: source.rank)]

    def check(_node: ast.Module, module: Module) -> Iterator[Hit]:
        for flow in module.memo(outcome).flows:
            if flow.hazard is not hazard:
                continue
            level = _level(flow, judge)
            if level is not None:
                yield _hit(flow, level, message, advise(flow, module) if advise else None)

    return rule(
        ast.Module,
        severity=worst.severity,
        confidence=worst.confidence,
        recommendation=recommendation,
        cwe=cwe,
        aliases=tuple(aliases),
    )(check)


def _level(flow: Flow, judge: Judge | None) -> Level | None:
    level = flow.level
    if flow.taint is not None and flow.taint.doubtful:
        level = Level(level.severity, round(level.confidence * DOUBT, 2))
    return level if judge is None else judge(flow, level)


def _hit(flow: Flow, level: Level, message: str, advice: str | None) -> Hit:
    origin = flow.taint.label if flow.taint is not None else ""
    subject = _SUBJECTS[flow.source].format(origin=origin)
    return Hit(
        flow.node,
        f"{subject} {message.format(sink=flow.sink)}",
        severity=level.severity,
        confidence=level.confidence,
        recommendation=advice,
        metadata={"source": flow.source.name.lower(), "sink": flow.sink, "flow": list(_steps(flow))},
    )


def _steps(flow: Flow) -> Iterator[dict[str, object]]:
    """The way the data took, line by line."""
    for line, description in flow.taint.steps if flow.taint is not None else ():
        yield {"line": line, "description": description}
    yield {"line": getattr(flow.node, "lineno", 1), "description": f"reaches `{flow.sink}`"}


def proven_clean(module: Module) -> set[tuple[str, int]]:
    """Rules and lines of this file where the flow analysis saw that nothing dangerous can arrive."""
    return {(hazard.rule_name, line) for hazard, line in module.memo(outcome).clean}
