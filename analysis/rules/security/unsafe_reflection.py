"""A request chooses which module is imported or which attribute is used.

The sender then reaches code that was never meant to be called from outside. A choice out of a constant dict or
list is safe and silent.
"""

from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import IMPORT, Source
from analysis.engine.flow.rules import flow_rule
from findings.severity import Severity

_NAMED = {Source.REMOTE: Level(Severity.MEDIUM, 0.6)}

check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=IMPORT,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.85)},
        sinks=(
            Sink("importlib.import_module", (0, "name")),
            Sink("__import__", (0, "name")),
            Sink("runpy.run_module", (0, "mod_name")),
            Sink("runpy.run_path", (0, "path_name")),
            Sink("django.utils.module_loading.import_string", (0,)),
            Sink("pydoc.locate", (0,)),
            Sink("getattr", (1,), None, _NAMED),
        ),
    ),
    cwe=470,
    message="chooses what `{sink}` loads.",
    recommendation='Choose from a constant dict: `HANDLERS = {"csv": export_csv}`, then `HANDLERS[name]`.',
)
