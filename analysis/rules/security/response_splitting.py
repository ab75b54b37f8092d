"""Data from a request goes into a header that nothing checks for line ends.

A line end in the data starts a header, or a whole answer, of the sender's choice. Frameworks refuse such values;
`http.server` and `wsgiref` do not.
"""

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import HEADER, Source
from analysis.engine.flow.rules import flow_rule
from findings.severity import Severity


def _is_no_address(call: Call) -> bool:
    return call.constant(0) not in {"Location", "location"}


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=HEADER,
        levels={Source.REMOTE: Level(Severity.MEDIUM, 0.8)},
        sinks=(
            Sink(".send_header", (0, 1), _is_no_address),
            Sink("start_response", (0, 1)),
        ),
        cleaners=("urllib.parse.quote", "urllib.parse.quote_plus", "email.header.Header"),
    ),
    cwe=113,
    message="goes into a header of `{sink}` with its line ends.",
    recommendation='Take the line ends out: `value.replace("\\r", "").replace("\\n", "")`, or encode with `urllib.parse.quote(value)`.',
)
