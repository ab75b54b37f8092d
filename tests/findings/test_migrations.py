"""What migrations leave in the database, forwards and backwards."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from findings import ledger
from findings.models import Finding, LedgerEntry
from hefesto_site.api.identifiers import uuid7
from tests.findings.conftest import START, Recorder, issue, many

pytestmark = pytest.mark.django_db(transaction=True)


def names(query: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


OURS = """
    SELECT tgname FROM pg_trigger WHERE tgrelid::regclass::text LIKE 'findings_finding%' AND NOT tgisinternal
    UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE 'findings\\_%'
    UNION ALL SELECT conname FROM pg_constraint WHERE conname IN ('findingevent_finding', 'finding_id_of_first_sight')
    UNION ALL SELECT indexname FROM pg_indexes WHERE indexname = 'finding_by_words'
"""


def test_the_ledger_counts_what_was_there_before_it(analysis: Recorder) -> None:
    there = names(OURS)
    call_command("migrate", "findings", "0001", verbosity=0)
    try:
        assert len(there) == 14
        assert names(OURS) == set()
        analysis(*many(25))
        assert not LedgerEntry.objects.exists()
    finally:
        call_command("migrate", "findings", verbosity=0)
    assert names(OURS) == there
    assert ledger.differences() == []
    analysis(*many(25))
    assert ledger.differences() == []


def test_ids_are_in_the_order_of_first_sight(analysis: Recorder) -> None:
    finding = analysis.one(issue())
    assert finding.pk.int >> 80 == int(START.timestamp() * 1000)
    fields = {field.name: getattr(finding, field.name) for field in Finding._meta.fields if not field.generated}
    with pytest.raises(IntegrityError, match="finding_id_of_first_sight"), transaction.atomic():
        Finding.objects.create(**{**fields, "id": uuid7(), "fingerprint": b"another"})
    made = Finding.objects.create(**{**fields, "id": None, "fingerprint": b"another"})
    assert made.pk.int >> 80 == finding.pk.int >> 80
