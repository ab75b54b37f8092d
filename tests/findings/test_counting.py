"""Totals are exact, whichever way they are found."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings import ledger
from findings.counting import stamp_and_total
from findings.criteria import STATUSES, Criteria
from findings.listing import Page, rows_of
from findings.models import Finding, Status
from findings.services import Actor, change_status_of_many
from findings.severity import Severity
from hefesto_site.access.models import Project
from tests.findings.conftest import START, Recorder, many

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(analysis: Recorder) -> Project:
    """Two projects, some days, and findings of every status."""
    project = Project.objects.create(slug="other", name="Other")
    elsewhere = Recorder(project)
    for day in range(5):
        analysis.now = elsewhere.now = START + timedelta(days=day, hours=day)
        part = [one for number, one in enumerate(many(100)) if number % 5 >= day]
        analysis(*part, *many(20, rule=f"of_day_{day}", severity=Severity.LOW, cwe=None))
        elsewhere(*many(10, analyzer="complexity"))
    for number, status in enumerate(Status):
        ids = list(Finding.objects.order_by("pk").values_list("pk", flat=True)[number::7])
        change_status_of_many(finding_ids=ids, to=status, by=Actor("Anna"))
    return project


def counted(criteria: Criteria) -> int:
    """By looking at every finding."""
    rows, _ = rows_of(Page(criteria=criteria, ordering="first_seen", limit=1000, offset=0), total=1000)
    return len(rows)


def test_of_every_combination_of_filters(other: Project) -> None:
    choices: dict[str, list[Any]] = {
        "project_ids": [None, (other.pk,), ()],
        "status": [None, "open", "resolved", "ignored"],
        "severity": [None, Severity.LOW],
        "since": [None, START + timedelta(days=1), datetime(2025, 10, 22, tzinfo=UTC)],
        "until": [None, START + timedelta(days=3), datetime(2025, 10, 22, 23, 59, 59, 999999, tzinfo=UTC)],
        "path_prefix": [None, "src/module_1"],
    }
    for values in product(*choices.values()):
        criteria = Criteria(**dict(zip(choices, values, strict=True)))
        assert stamp_and_total(criteria)[1] == counted(criteria), criteria


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(analyzer="complexity"),
        Criteria(rule="of_day_2", status="open"),
        Criteria(cwe=89),
        Criteria(cwe=1),
        Criteria(file_path="src/module_1.py"),
        Criteria(q="module"),
        Criteria(q="module 3", status="open"),
        Criteria(q="?"),
        Criteria(since=START, until=START),
    ],
)
def test_of_each_filter_alone(other: Project, criteria: Criteria) -> None:
    del other
    assert stamp_and_total(criteria)[1] == counted(criteria)


def test_stay_what_they_are_when_the_ledger_is_compacted(other: Project) -> None:
    del other
    criteria = [Criteria(status=status, since=since) for status in (None, "open") for since in (None, START)]
    before = [stamp_and_total(one)[1] for one in criteria]
    assert ledger.compact(at_least=1) > 0
    assert [stamp_and_total(one)[1] for one in criteria] == before


def test_the_ledgers_need_one_statement_for_kinds_and_two_for_days(other: Project) -> None:
    del other
    for criteria, expected in (
        (Criteria(status="open", cwe=89), 1),
        (Criteria(since=datetime(2025, 10, 22, tzinfo=UTC)), 2),
    ):
        with CaptureQueriesContext(connection) as queries:
            stamp_and_total(criteria)
        assert len(queries) == expected
        assert not any("findings_finding " in query["sql"] for query in queries)


def test_a_stamp_is_another_after_any_change_and_the_same_without(analysis: Recorder) -> None:
    analysis(*many(3))
    stamps = [stamp_and_total(Criteria())[0] for _ in range(2)]
    assert stamps[0] == stamps[1]
    analysis(*many(3))
    assert stamp_and_total(Criteria())[0] != stamps[0]


def test_criteria_know_every_status() -> None:
    assert set(STATUSES) == set(Status.values)
