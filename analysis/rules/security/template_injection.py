"""Data from outside becomes the source of a template.

A template engine runs what stands in `{{ … }}`, in Jinja2 up to any Python code. Pass the data as a variable of a
constant template instead: then it is only shown.
"""

from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import TEMPLATE, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.values import skeleton
from findings.severity import Severity


def _levelled(flow: Flow, level: Level) -> Level | None:
    """A function that is handed a whole template does what it is for."""
    built = flow.source in {Source.PARAMETER, Source.UNKNOWN}
    return level if not built or len(skeleton(flow.value)) > 1 else None


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "value"
    return (
        f'Keep the template constant and pass the data: `render_template_string("… {{{{ value }}}} …", value={name})`.'
    )


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=TEMPLATE,
        levels={
            Source.REMOTE: Level(Severity.CRITICAL, 0.95),
            Source.PARAMETER: Level(Severity.MEDIUM, 0.5),
            Source.UNKNOWN: Level(Severity.MEDIUM, 0.45),
        },
        sinks=(
            *(Sink(name, (0, "source")) for name in ("flask.render_template_string", "quart.render_template_string")),
            *(
                Sink(name, (0, "source", "text", "template_string"))
                for name in (
                    "jinja2.Template",
                    "django.template.Template",
                    "mako.template.Template",
                    "tornado.template.Template",
                    "bottle.SimpleTemplate",
                    "django.template.base.Template",
                    "jinja2.environment.Template",
                )
            ),
            Sink(".from_string", (0, "source")),
        ),
    ),
    cwe=1336,
    message="becomes part of the template of `{sink}`.",
    recommendation="Keep the template constant and pass the data as its variables.",
    advise=_advice,
    judge=_levelled,
)
