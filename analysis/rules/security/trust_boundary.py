"""Data from a request is kept in the session as if it had been checked.

What reads the session later takes it for the program's own. Who chooses the key can overwrite any entry, such as the
one that says who is logged in.
"""

from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import SESSION, Source
from analysis.engine.flow.rules import flow_rule
from findings.severity import Severity

_KEY: Final = {Source.REMOTE: Level(Severity.MEDIUM, 0.85)}


def _is_session(call: Call) -> bool:
    return call.receiver_name == "session"


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=SESSION,
        levels={Source.REMOTE: Level(Severity.LOW, 0.5)},
        sinks=(
            Sink(".__setitem__", (0,), _is_session, _KEY),
            Sink(".__setitem__", (1,), _is_session),
            Sink(".setdefault", (0,), _is_session, _KEY),
        ),
    ),
    cwe=501,
    message="is kept in the session unchecked.",
    recommendation="Check the data first, and keep what the check found (the user's id from the database) under a constant key.",
)
