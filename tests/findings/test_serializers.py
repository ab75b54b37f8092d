"""What the fast answers say is what the serializers declare, field by field."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from rest_framework.serializers import Serializer

from findings.criteria import Criteria
from findings.listing import Page, Row, rows_of
from findings.models import Finding, FindingEvent
from findings.selectors import finding_seen_by, related_to
from findings.serializers import (
    FindingAnswer,
    FindingsAnswer,
    FindingsPagination,
    ListedFinding,
    answer_of,
    detailed,
    details_of,
    listed,
)
from findings.severity import Severity
from hefesto_site.api import envelope
from tests.findings.conftest import Recorder, issue, many

pytestmark = pytest.mark.django_db


def as_json(data: Any) -> Any:
    return orjson.loads(envelope.dumps(data))


def names(serializer: type[Serializer[Any]]) -> list[str]:
    return [str(name) for name in serializer().fields]


def a_page(**changes: Any) -> Page:
    return Page(**{"criteria": Criteria(), "ordering": "-first_seen", "limit": 5, "offset": 0, **changes})


def slow(row: Row) -> dict[str, Any]:
    """The finding as its serializer renders it from the model."""
    finding = Finding.objects.get(pk=row.id)
    values: dict[str, Any] = {name: getattr(finding, name) for name in names(ListedFinding) if hasattr(finding, name)}
    values |= {"id": finding.public_id, "timestamp": finding.last_seen, "severity": Severity(finding.severity).name}
    return dict(ListedFinding(values).data)


def test_a_listed_finding_is_what_its_serializer_makes_of_it(analysis: Recorder) -> None:
    analysis(*many(20))
    rows, has_more = rows_of(a_page(), total=20)
    assert has_more
    assert as_json([listed(row) for row in rows]) == as_json([slow(row) for row in rows])
    assert list(listed(rows[0])) == names(ListedFinding)


def test_a_page_is_what_its_serializer_makes_of_it(analysis: Recorder) -> None:
    analysis(*many(20))
    for page in (a_page(), a_page(offset=15), a_page(offset=18)):
        rows, has_more = rows_of(page, total=20)
        answer = answer_of(page, rows, has_more=has_more, total=20)
        assert as_json(answer) == as_json(FindingsAnswer(answer).data)
        assert list(answer["pagination"]) == names(FindingsPagination)


def test_a_finding_is_what_its_serializer_makes_of_it(analysis: Recorder) -> None:
    analysis(*many(5, rule="same"))
    finding = finding_seen_by(None, analysis.one(*many(5, rule="same")).public_id)
    answer = detailed(finding, finding.history.all(), related_to(finding))
    assert answer["related_findings"]
    assert as_json(answer) == as_json(FindingAnswer(answer).data)
    assert list(answer) == [name for name in names(FindingAnswer) if name != "complexity_score"]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (FindingEvent(action="created", to_value="open"), "Initial detection"),
        (FindingEvent(action="resolved", actor="Anna", from_value="open", to_value="resolved"), "Status changed from open to resolved"),
        (FindingEvent(action="resolved", from_value="open", to_value="resolved"), "No longer found by an analysis that looked for it"),
        (FindingEvent(action="ignored", actor="Anna", from_value="open", to_value="ignored", comment="{0}"), "Status changed from open to ignored: {0}"),
        (FindingEvent(action="moved", from_value="{a}.py", to_value="b.py"), "File renamed from {a}.py to b.py"),
        (FindingEvent(action="imported", from_value="a", to_value="b"), "Status changed from a to b"),
    ],
)  # fmt: skip
def test_what_happened_is_told_in_words(event: FindingEvent, words: str) -> None:
    event.timestamp = datetime.now(UTC)
    assert details_of(event) == words


def test_a_list_of_a_thousand_is_made_in_one_go(analysis: Recorder) -> None:
    analysis(*many(1000))
    rows, has_more = rows_of(a_page(limit=1000), total=1000)
    assert (len(rows), has_more) == (1000, False)
    assert len(as_json(answer_of(a_page(limit=1000), rows, has_more=False, total=1000))["findings"]) == 1000


def test_a_public_id_is_the_same_everywhere(analysis: Recorder) -> None:
    finding = analysis.one(issue())
    rows, _ = rows_of(a_page(), total=1)
    assert listed(rows[0])["id"] == finding.public_id == detailed(finding, [], [])["id"]
