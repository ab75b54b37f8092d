"""Who takes care of an analysis, and what happens when nobody does any more."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django
import pytest
from django.db import connection, transaction
from django.utils import timezone
from kombu import Queue
from pytest_django.fixtures import Settings

from analysis import leases, services, tasks
from analysis.engine.run import Engine
from analysis.leases import LeaseLost
from analysis.models import Analysis, Occurrence
from findings.models import Finding
from hefesto_site.access.selectors import project_for
from hefesto_site.celery import app
from tests.analysis.conftest import MANY_PARAMETERS, Writer
from tests.contract import ContractClient

pytestmark = pytest.mark.django_db(transaction=True)


def queued(path: str = "a.py", **fields: object) -> Analysis:
    """A stored analysis that waits."""
    made = {"analyzers": ["code_smells"], "severity_threshold": 2, "location": path} | fields
    return Analysis.objects.create(project=project_for(".", None, None), path=path, **made)


def ago(seconds: float) -> datetime:
    """A moment that is past."""
    return timezone.now() - timedelta(seconds=seconds)


def test_an_analysis_is_claimed_once() -> None:
    analysis = queued()
    claimed = leases.claim(analysis.pk)
    assert claimed is not None
    assert (claimed.state, claimed.attempts) == ("running", 1)
    assert claimed.lease_expires_at is not None
    assert timedelta(seconds=25) < claimed.lease_expires_at - timezone.now() < timedelta(seconds=31)
    assert leases.claim(analysis.pk) is None


@pytest.mark.parametrize("state", ["completed", "failed"])
def test_what_is_done_is_not_claimed(state: str) -> None:
    assert leases.claim(queued(state=state).pk) is None
    assert leases.claim(uuid.uuid4()) is None


def test_many_workers_that_claim_at_once_get_it_once() -> None:
    analysis = queued()
    won: list[Analysis | None] = []

    def claim() -> None:
        try:
            won.append(leases.claim(analysis.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(claimed is not None for claimed in won) == {True: 1, False: 7}


def test_a_lease_that_ended_lets_another_worker_in() -> None:
    analysis = queued(state="running", attempts=1, lease_expires_at=ago(1))
    claimed = leases.claim(analysis.pk)
    assert claimed is not None
    assert claimed.attempts == 2


def test_a_living_worker_moves_its_lease_on(settings: Settings) -> None:
    settings.HEFESTO_ANALYSIS_LEASE_SECONDS = 0.3
    claimed = leases.claim(queued().pk)
    assert claimed is not None
    with leases.kept(claimed) as lease:
        for _ in range(4):
            time.sleep(0.2)
            assert not Analysis.objects.abandoned().exists()
        lease.check()


def test_a_worker_that_was_only_asleep_learns_that_its_analysis_is_anothers(settings: Settings) -> None:
    settings.HEFESTO_ANALYSIS_LEASE_SECONDS = 0.3
    claimed = leases.claim(queued().pk)
    assert claimed is not None
    Analysis.objects.update(attempts=2)
    with leases.kept(claimed) as lease:
        time.sleep(0.4)
        with pytest.raises(LeaseLost):
            lease.check()
    with transaction.atomic(), pytest.raises(LeaseLost):
        leases.hold_for_end(claimed)


def test_what_a_sleeping_worker_found_is_thrown_away(write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    sleeper = leases.claim(queued().pk)
    assert sleeper is not None
    Analysis.objects.update(lease_expires_at=ago(1))
    other = leases.claim(sleeper.pk)
    assert other is not None
    with Engine() as engine:
        services.run(sleeper, engine=engine)
        assert Analysis.objects.get().state == "running"
        assert Finding.objects.count() == 0
        services.run(other, engine=engine)
    assert Analysis.objects.get().state == "completed"
    assert Finding.objects.get().occurrence_count == 1


def test_the_abandoned_are_found_and_the_others_left_alone() -> None:
    lost = queued("lost.py", lease_expires_at=ago(1))
    left = queued("left.py", state="running", attempts=2, lease_expires_at=ago(1))
    queued("waiting.py", lease_expires_at=ago(-30))
    queued("running.py", state="running", attempts=1, lease_expires_at=ago(-5))
    queued("done.py", state="completed", lease_expires_at=ago(1))
    assert set(services.take_abandoned()) == {lost.pk, left.pk}
    assert services.take_abandoned() == []
    left.refresh_from_db()
    assert (left.state, left.attempts) == ("queued", 2)


def test_one_that_killed_every_worker_is_given_up_with_a_reason(api: ContractClient) -> None:
    analysis = queued(state="running", attempts=leases.MAXIMUM_ATTEMPTS, lease_expires_at=ago(1))
    assert services.take_abandoned() == []
    response = api.get(f"/api/v1/analyze/{analysis.pk}")
    assert response.status_code == 500
    assert response.json()["error"] == {
        "code": "ANALYSIS_FAILED",
        "message": "Analysis was given up: its worker was lost again and again",
        "details": {"analysis_id": str(analysis.pk), "reason": "worker_lost", "attempts": 3},
    }


def test_beats_that_look_at_once_send_each_analysis_once() -> None:
    for number in range(20):
        queued(f"{number}.py", lease_expires_at=ago(1))
    found: list[uuid.UUID] = []

    def take() -> None:
        try:
            found.extend(services.take_abandoned())
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(set(found)) == 20


@contextmanager
def worker_of_its_own(queue: str, lease_seconds: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker that takes from a queue of its own, and may be killed."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    variables = {"DATABASE_URL": address, "HEFESTO_QUEUE": queue, "HEFESTO_ANALYSIS_LEASE_SECONDS": str(lease_seconds)}
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "hefesto_site", "worker", "--pool", "threads"]
    with (Path(os.environ["HEFESTO_TEST_FOLDER"]) / f"{queue}.log").open("w") as log:
        worker = subprocess.Popen(
            [*command, "--concurrency", "2", "--without-gossip", "--without-mingle"],
            env={**os.environ, **variables},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield worker
        finally:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            with app.connection_for_write() as broker:
                Queue(queue).bind(broker).delete()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_what_a_killed_worker_left_is_taken_up_by_another(
    api: ContractClient, workspace: Path, celery_worker: str
) -> None:
    shutil.copytree(Path(django.__file__).parent / "contrib", workspace / "contrib")
    shutil.copytree(Path(django.__file__).parent / "db", workspace / "db")
    analysis = queued(".", location="", lease_expires_at=ago(-60))
    queue = f"doomed-{uuid.uuid4().hex}"
    with worker_of_its_own(queue, lease_seconds=1) as worker:
        tasks.analyze.apply_async((str(analysis.pk),), queue=queue)
        until(lambda: Analysis.objects.filter(pk=analysis.pk, state="running").exists())
        os.killpg(worker.pid, signal.SIGKILL)
    assert api.get(f"/api/v1/analyze/{analysis.pk}").status_code == 202
    until(lambda: Analysis.objects.abandoned().exists())
    tasks.requeue_abandoned()
    until(lambda: api.get(f"/api/v1/analyze/{analysis.pk}").status_code != 202)
    data = api.get(f"/api/v1/analyze/{analysis.pk}").json()["data"]
    analysis.refresh_from_db()
    assert (analysis.state, analysis.attempts) == ("completed", 2)
    assert data["summary"]["total_issues"] == Finding.objects.count() == Occurrence.objects.count() > 50
    assert set(Finding.objects.values_list("occurrence_count", flat=True)) == {1}
