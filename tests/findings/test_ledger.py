"""The counts that the database keeps by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from findings import ledger
from findings.models import DayLedgerEntry, Finding, LedgerEntry
from findings.severity import Severity
from findings.tasks import compact_ledgers
from tests.findings.conftest import Recorder, issue, many

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda: Finding.objects.filter(line__gt=15).update(status="ignored"),
        lambda: Finding.objects.update(severity=1, cwe=None, rule="x", analyzer="y"),
        lambda: Finding.objects.update(last_seen=datetime.now(UTC) + timedelta(days=400)),
        lambda: Finding.objects.filter(line=12).delete(),
        lambda: Finding.objects.all().delete(),
        lambda: Finding.objects.filter(line=-1).update(status="ignored"),
    ],
)
def test_whatever_is_done_to_the_table_is_counted(analysis: Recorder, change: Callable[[], object]) -> None:
    analysis(*many(40))
    change()
    assert ledger.differences() == []


@pytest.mark.django_db(transaction=True)
def test_an_emptied_table_counts_nothing(analysis: Recorder) -> None:
    analysis(*many(5))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE findings_finding CASCADE")
    assert ledger.differences() == []
    assert not LedgerEntry.objects.exists()
    assert not DayLedgerEntry.objects.exists()


def test_compaction_waits_until_it_is_worth_it(analysis: Recorder) -> None:
    analysis(issue())
    analysis(issue())
    assert ledger.compact() == 0


def test_compaction_leaves_one_entry_of_each_kind(analysis: Recorder) -> None:
    for number in range(30):
        analysis(*(issue(rule=f"rule_{rule}", line=rule + 1) for rule in range(number % 9, 10)))
    kinds = Finding.objects.values("project", "status", "severity", "analyzer", "rule", "cwe").distinct().count()
    days = Finding.objects.values("project", "status", "seen_on").distinct().count()
    entries = LedgerEntry.objects.count() + DayLedgerEntry.objects.count()
    assert ledger.compact(at_least=1) == entries - kinds - days
    assert (LedgerEntry.objects.count(), DayLedgerEntry.objects.count()) == (kinds, days)
    assert not LedgerEntry.objects.filter(n=0).exists()
    assert ledger.differences() == []
    assert ledger.compact(at_least=1) == 0


def test_beat_compacts_what_a_busy_minute_leaves(analysis: Recorder) -> None:
    for number in range(ledger.WORTH_COMPACTING // 10):
        analysis(*many(10, severity=list(Severity)[number % 4]))
    assert compact_ledgers() == 0
    for number in range(ledger.WORTH_COMPACTING // 3):
        analysis(*many(10, severity=list(Severity)[number % 4]))
    assert compact_ledgers() >= ledger.WORTH_COMPACTING


def check(*arguments: str) -> str:
    out = StringIO()
    call_command("check_ledger", *arguments, stdout=out)
    return out.getvalue()


def test_a_wrong_count_is_told_and_put_right(analysis: Recorder) -> None:
    analysis(*many(5))
    assert check() == "Every count is right.\n"
    LedgerEntry.objects.update(n=7)
    DayLedgerEntry.objects.all().delete()
    told = StringIO()
    with pytest.raises(CommandError, match=r"Wrong counts: 2\. --repair puts them right\."):
        call_command("check_ledger", stdout=told)
    assert "security sql_injection 89: 7 instead of 5" in told.getvalue()
    assert check("--repair").endswith("Counts put right: 2.\n")
    assert check() == "Every count is right.\n"
