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
    failing = PULSE.value()
    if failing is None:
        raise ServiceUnavailable("Database is temporarily unavailable", service="database", reason="timeout")
    if failing:
        raise failing[0]
    return {"status": "healthy", "version": VERSION, "timestamp": datetime.now(UTC)}


def database_failure() -> ServiceUnavailable | None:
    """None if the database answers on this thread's connection, or on a new one if that was cut."""
    for _ in range(2):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except (DatabaseError, InterfaceError):
            connection.close()
        else:
            return None
    return ServiceUnavailable("Database is temporarily unavailable", service="database", reason="unreachable")


@cache
def analyzer_failure() -> ServiceUnavailable | None:
    """None if every analyzer's rules load, which they do or do not once for this process."""
    try:
        catalogue()
    except Exception as error:  # whatever a rule's module raises
        log.exception("analyzers cannot be loaded")
        return ServiceUnavailable(
            "Analyzer service is temporarily unavailable",
            service=f"{analyzer_behind(error)}_analyzer",
            reason="initialization_failed",
        )
    return None


def analyzer_behind(error: Exception) -> str:
    """The analyzer whose rules an error came from, by the innermost place that its traceback or its words name."""
    places = _RULE_PLACE.findall("".join(traceback.format_exception(error)))
    return "".join(places[-1]) if places else "code"


def _measure() -> list[ServiceUnavailable]:
    return [failure for failure in (analyzer_failure(), database_failure()) if failure is not None]


def close_connection() -> None:
    """Give back the connection of the thread that calls this."""
    connection.close()


PULSE: Final = Pulse(
    _measure, renewed_after_seconds=0.5, fresh_seconds=1.0, patience_seconds=0.9, rest=close_connection
)
