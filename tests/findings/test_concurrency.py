"""Several at once: on connections of their own, as in a service."""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from findings import ledger
from findings.exceptions import ImpossibleTransition
from findings.issues import Issue
from findings.models import Finding, FindingEvent, Status
from findings.services import Actor, Recorded, Scope, change_status, change_status_of_many, lock_project, record
from findings.severity import Severity
from hefesto_site.access.models import Project
from tests.findings.conftest import ANALYZERS, many

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ISSUES = many(120)
ANNA = Actor("Anna")
_BREAK_WAITING = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%pg_advisory_xact_lock%'
"""


@pytest.fixture
def projects() -> list[Project]:
    return [Project.objects.get_or_create(slug=slug, defaults={"name": slug})[0] for slug in ("default", "other")]


def on_its_own_connection(work: Callable[[], object]) -> object:
    try:
        return work()
    finally:
        connection.close()


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gives, all begun at the same moment; raises what any raises."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        barrier.wait(10)
        return on_its_own_connection(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(run, work) for work in works]]


def see(project: Project, issues: Sequence[Issue] = ISSUES) -> Recorded:
    scope = Scope(examined=frozenset(one.file_path for one in ISSUES), analyzers=ANALYZERS, threshold=Severity.LOW)
    return record(project=project, issues=issues, scope=scope, seen_at=datetime.now(UTC))


def test_two_first_analyses_at_once_make_each_finding_once(projects: list[Project]) -> None:
    one, other = at_once(lambda: see(projects[0]), lambda: see(projects[0]))
    assert isinstance(one, Recorded)
    assert isinstance(other, Recorded)
    assert one.ids == other.ids
    assert sorted((one.created, other.created)) == [0, 120]
    assert set(Finding.objects.values_list("occurrence_count", flat=True)) == {2}
    assert FindingEvent.objects.count() == 120
    assert ledger.differences() == []


def test_two_analyses_that_see_different_things_end_as_if_one_came_after_the_other(projects: list[Project]) -> None:
    see(projects[0])
    at_once(lambda: see(projects[0], ISSUES[:60]), lambda: see(projects[0], ISSUES[60:]))
    assert Finding.objects.count() == 120
    still_open = set(Finding.objects.filter(status="open").values_list("code_snippet", flat=True))
    halves = [{one.code_snippet for one in half} for half in (ISSUES[:60], ISSUES[60:])]
    assert still_open in halves
    assert ledger.differences() == []


def test_a_decision_made_while_an_analysis_records_is_kept(projects: list[Project]) -> None:
    ids = see(projects[0]).ids
    for pk in ids[:20]:
        at_once(partial(see, projects[0], []), partial(change_status, finding_id=pk, to=Status.IGNORED, by=ANNA))
        see(projects[0])
    assert set(Finding.objects.filter(pk__in=ids[:20]).values_list("status", flat=True)) == {"ignored"}
    assert ledger.differences() == []


def analyse_often(project: Project, chance: random.Random) -> None:
    for _ in range(8):
        moved = [replace(one, line=one.line + chance.randrange(5)) for one in ISSUES]
        see(project, chance.sample(moved, 90))


def decide_often(ids: list[UUID], chance: random.Random) -> None:
    for _ in range(30):
        to = chance.choice(list(Status))
        if chance.random() < 0.3:
            change_status_of_many(finding_ids=chance.sample(ids, 40), to=to, by=ANNA)
            continue
        with suppress(ImpossibleTransition):
            change_status(finding_id=chance.choice(ids), to=to, by=ANNA)


def compact_often() -> None:
    for _ in range(30):
        ledger.compact()
        assert ledger.differences() == []


def test_whatever_happens_at_once_nobody_waits_in_a_circle_and_every_count_is_right(projects: list[Project]) -> None:
    ids = [pk for project in projects for pk in see(project).ids]
    chances = [random.Random(seed) for seed in range(4)]  # noqa: S311 - no secret hangs on it
    at_once(
        partial(analyse_often, projects[0], chances[0]),
        partial(analyse_often, projects[1], chances[1]),
        partial(decide_often, ids, chances[2]),
        partial(decide_often, ids, chances[3]),
        compact_often,
    )
    assert ledger.differences() == []
    assert Finding.objects.count() == 240
    for finding in Finding.objects.prefetch_related("history"):
        changes = [(event.from_value, event.to_value) for event in finding.history.all()]
        assert changes[-1][1] == finding.status


def break_what_waits() -> None:
    deadline = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees who waits as it saw it first
            cursor.execute(_BREAK_WAITING)
            if cursor.rowcount:
                return
            time.sleep(0.01)
    raise TimeoutError("nobody waits")


def test_an_analysis_whose_connection_breaks_stores_nothing_and_can_be_recorded_again(projects: list[Project]) -> None:
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        lock_project(projects[0])
        broken = pool.submit(on_its_own_connection, partial(see, projects[0]))
        break_what_waits()
        with pytest.raises(OperationalError):
            broken.result(30)
    assert not Finding.objects.exists()
    assert see(projects[0]).created == 120
