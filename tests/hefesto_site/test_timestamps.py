"""The fast loader of timestamps."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from hefesto_site.timestamps import IsoTimestampLoader


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-01-31 12:00:00+00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31 12:00:00.5+00", datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-01-31 12:00:00.000001+02", datetime(2026, 1, 31, 10, 0, 0, 1, tzinfo=UTC)),
        ("0001-01-01 00:00:00+00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31 23:59:59.999999+00", datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_a_timestamp_is_read_as_it_was_written(written: str, expected: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [written])
        assert cursor.fetchone() == (expected,)


@pytest.mark.django_db
def test_every_cursor_of_the_connection_reads_with_the_fast_loader() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        loader = cursor.connection.adapters.get_loader(1184, 0)
        cursor_loader = cursor.cursor.adapters.get_loader(1184, 0)
    assert loader is IsoTimestampLoader
    assert cursor_loader is IsoTimestampLoader
