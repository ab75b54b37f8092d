"""Whether this process can do its work: the database answers, and every analyzer loads."""

import re
import traceback
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import structlog
from django.db import DatabaseError, InterfaceError, connection

import hefesto_site
from analysis.engine.catalogue import catalogue
from hefesto_site.api.errors import ServiceUnavailable
from hefesto_site.pulse import Pulse

VERSION: Final = hefesto_site.VERSION
_RULE_PLACE: Final = re.compile(r"(?:analysis[./]rules[./]|\bRule )([a-z_]+)[./]|\b([a-z_]+)/from_ruff\.toml")

log = structlog.get_logger(__name__)


def health() -> dict[str, Any]:
    """The data of `GET /health`. Raises `ServiceUnavailable` naming the service that fails, within a second."""
    if analyzer := broken_analyzer():
        raise ServiceUnavailable(
            "Analyzer service is temporarily unavailable",
            service=f"{analyzer}_analyzer",
            reason="initialization_failed",
        )
    if not (is_answering := DATABASE.value()):
        reason = "timeout" if is_answering is None else "unreachable"
        raise ServiceUnavailable("Database is temporarily unavailable", service="database", reason=reason)
    return {"status": "healthy", "version": VERSION, "timestamp": datetime.now(UTC)}


@cache
def broken_analyzer() -> str | None:
    """The analyzer whose rules cannot be loaded; None if all can, which they do or do not once for this process."""
    try:
        catalogue()
    except Exception as error:  # whatever a rule's module raises
        log.exception("analyzers cannot be loaded")
        return analyzer_behind(error)
    return None


def analyzer_behind(error: Exception) -> str:
    """The analyzer whose rules an error came from, by the innermost place that its traceback or its words name."""
    places = _RULE_PLACE.findall("".join(traceback.format_exception(error)))
    return "".join(places[-1]) if places else "code"


def is_database_answering() -> bool:
    """Whether the database answers on this thread's connection, or on a new one if that was cut."""
    for _ in range(2):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except (DatabaseError, InterfaceError):
            connection.close()
        else:
            return True
    return False


def close_connection() -> None:
    """Give back the connection of the thread that calls this."""
    connection.close()


DATABASE: Final = Pulse(
    is_database_answering, renewed_after_seconds=0.5, fresh_seconds=1.0, patience_seconds=0.9, rest=close_connection
)
