"""What workers do, beyond one analysis that goes well."""

import time
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, OperationalError
from django.utils import timezone

from analysis.models import Analysis
from analysis.tasks import analyze, requeue_abandoned
from hefesto_site.access.selectors import project_for
from hefesto_site.celery import app
from tests.analysis.conftest import CLEAN, Writer
from tests.contract import ContractClient


def stored(**fields: Any) -> Analysis:
    """An analysis in the database."""
    made = {"path": "a.py", "location": "a.py", "analyzers": ["security"], "severity_threshold": 2} | fields
    return Analysis.objects.create(project=project_for(".", None, None), **made)


def ended(api: ContractClient, analysis: Analysis) -> Any:
    """The first answer that is not 202."""
    deadline = time.monotonic() + 30
    while (response := api.get(f"/api/v1/analyze/{analysis.pk}")).status_code == 202 and time.monotonic() < deadline:
        time.sleep(0.05)
    return response


def test_whatever_is_on_the_schedule_is_a_task() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_a_task_is_acknowledged_when_it_has_ended() -> None:
    assert analyze.acks_late is True


@pytest.mark.django_db(transaction=True)
def test_an_analysis_sent_twice_runs_once(api: ContractClient, write: Writer, celery_worker: str) -> None:
    write("a.py", CLEAN)
    analysis = stored()
    for _ in range(5):
        analyze.delay(str(analysis.pk))
    assert ended(api, analysis).status_code == 200
    analysis.refresh_from_db()
    assert analysis.attempts == 1


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_analysis_is_not_there_any_more_does_nothing(
    api: ContractClient, write: Writer, celery_worker: str
) -> None:
    write("a.py", CLEAN)
    analyze.delay(str(uuid.uuid4()))
    assert api.post("/api/v1/analyze", {"path": "a.py"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_our_own_fails_the_analysis_and_tells_nothing_of_itself(
    api: ContractClient, write: Writer, celery_worker: str
) -> None:
    write("a.py", CLEAN)
    analysis = stored(severity_threshold=9)
    analyze.delay(str(analysis.pk))
    response = ended(api, analysis)
    assert response.status_code == 500
    assert response.json()["error"] == {
        "code": "ANALYSIS_FAILED",
        "message": "Analysis execution failed",
        "details": {"analysis_id": str(analysis.pk), "reason": "internal_error"},
    }


@pytest.mark.django_db(transaction=True)
def test_what_nobody_takes_care_of_is_sent_again(api: ContractClient, write: Writer, celery_worker: str) -> None:
    write("a.py", CLEAN)
    lost = stored(lease_expires_at=timezone.now())
    requeue_abandoned()
    assert ended(api, lost).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "state"), [(OperationalError("gone"), "running"), (DataError("bad"), "failed")])
def test_a_database_that_was_away_is_no_reason_to_give_up(error: Exception, state: str) -> None:
    analysis = stored(state="running", attempts=1)
    analyze.on_failure(error, "id", (str(analysis.pk),), {}, None)
    analysis.refresh_from_db()
    assert analysis.state == state
