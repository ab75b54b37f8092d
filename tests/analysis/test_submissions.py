"""Handing analyses to the workers: none there, the queue away, too many who wait."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from celery import Celery
from django.db import connection
from pytest_django.fixtures import Settings

from analysis import submissions, wakeups
from analysis.models import Analysis, Batch
from hefesto_site.celery import app
from hefesto_site.presence import SignOfLife, start_up
from tests.analysis.conftest import CLEAN, Writer
from tests.contract import ContractClient
from tests.servers import numbered_redis

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/api/v1/analyze"


@pytest.fixture
def no_worker(settings: Settings, redis_client: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for workers in a Redis database where none ever was, long after the service has started."""
    del redis_client
    monkeypatch.setattr(start_up, "_ends_at", 0.0)
    settings.REDIS_URL = numbered_redis(settings.REDIS_URL, 15)


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Celery]:
    """Point the queue at an address where nothing listens."""
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # it would win over the app's configuration
    before = app.conf.broker_url
    app.conf.update(broker_url="redis://127.0.0.1:1/0")
    _forget_connections()
    yield app
    app.conf.update(broker_url=before)
    _forget_connections()


def _forget_connections() -> None:
    # Kept in private attributes of the library, which has no public way to change a broker's address while running.
    vars(app)["_pool"] = None
    vars(app.amqp)["_producer_pool"] = None


@pytest.mark.usefixtures("no_worker")
def test_without_a_worker_nothing_is_stored_and_that_is_told_at_once(api: ContractClient, write: Writer) -> None:
    write("a.py")
    started = time.monotonic()
    for address, body in ((URL, {"path": "a.py"}), (f"{URL}/batch", {"paths": ["a.py"]})):
        response = api.post(address, body)
        assert response.status_code == 503
        assert response.json()["error"] == {
            "code": "ANALYZER_UNAVAILABLE",
            "message": "Analyzer service is temporarily unavailable",
            "details": {"reason": "no_worker"},
        }
        assert response["Retry-After"] == "5"
    assert time.monotonic() - started < 3  # the first request of a process takes longest
    assert (Analysis.objects.count(), Batch.objects.count()) == (0, 0)


@pytest.mark.usefixtures("no_worker")
def test_who_asks_while_the_service_starts_waits_for_its_worker(
    api: ContractClient, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.py", CLEAN)
    monkeypatch.setattr(start_up, "_ends_at", time.monotonic() + 20)
    sign = SignOfLife()
    threading.Timer(0.5, sign.start).start()
    try:
        assert api.post(URL, {"path": "a.py"}, headers={"Prefer": "respond-async"}).status_code == 202
    finally:
        sign.stop()


@pytest.mark.usefixtures("no_worker")
def test_a_bad_path_is_told_even_without_a_worker(api: ContractClient) -> None:
    assert api.post(URL, {"path": "../x"}).status_code == 400


def test_without_redis_nothing_is_stored_and_that_is_told_at_once(
    api: ContractClient, write: Writer, settings: Settings
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    write("a.py")
    started = time.monotonic()
    response = api.post(URL, {"path": "a.py"})
    assert time.monotonic() - started < 3  # the first request of a process takes longest
    assert response.status_code == 503
    assert response.json()["error"]["details"] == {"reason": "queue_unreachable"}
    assert Analysis.objects.count() == 0


@pytest.mark.usefixtures("celery_worker", "no_broker")
def test_when_the_queue_refuses_nothing_stays_stored(api: ContractClient, write: Writer) -> None:
    write("a.py")
    started = time.monotonic()
    for address, body in ((URL, {"path": "a.py"}), (f"{URL}/batch", {"paths": ["a.py", "a.py"]})):
        response = api.post(address, body)
        assert response.status_code == 503
        assert response.json()["error"]["details"] == {"reason": "queue_unreachable"}
    assert time.monotonic() - started < 5
    assert (Analysis.objects.count(), Batch.objects.count()) == (0, 0)


@pytest.mark.usefixtures("celery_worker")
def test_who_finds_no_place_to_wait_is_answered_at_once(api: ContractClient, write: Writer, settings: Settings) -> None:
    write("a.py", CLEAN)
    places = [submissions._waiters.acquire(blocking=False) for _ in range(settings.HEFESTO_WEB_THREADS - 1)]
    try:
        assert all(places)
        started = time.monotonic()
        response = api.post(URL, {"path": "a.py"})
        assert time.monotonic() - started < 3  # the first request of a process takes longest
        assert response.status_code == 202
    finally:
        for _ in places:
            submissions._waiters.release()
    assert api.post(URL, {"path": "a.py"}).status_code == 200


@pytest.mark.usefixtures("celery_worker")
def test_more_callers_than_places_all_get_an_answer(api: ContractClient, write: Writer) -> None:
    write("a.py")
    statuses: list[int] = []

    def ask() -> None:
        try:
            statuses.append(api.post(URL, {"path": "a.py"}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(statuses) == 12
    assert set(statuses) <= {200, 202}
    assert 200 in statuses
    deadline = time.monotonic() + 30
    while Analysis.objects.unfinished().exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert Analysis.objects.completed().count() == 12


def test_an_end_that_came_before_anybody_waited_is_not_missed(redis_client: redis.Redis) -> None:
    analysis = Analysis(path="a.py")
    wakeups.announce(analysis.pk)
    assert wakeups.wait(analysis.pk, 5) is True
    assert wakeups.wait(analysis.pk, 0.1) is False
    assert wakeups.wait(analysis.pk, 0) is False


def test_a_wakeup_does_not_stay_for_ever(redis_client: redis.Redis) -> None:
    analysis = Analysis(path="a.py")
    wakeups.announce(analysis.pk)
    assert 0 < int(redis_client.ttl(f"hefesto:analysis:{analysis.pk}:done")) <= 60


def test_a_redis_that_is_away_fails_neither_worker_nor_waiter(settings: Settings, servers: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    analysis = Analysis(path="a.py")
    wakeups.announce(analysis.pk)
    assert wakeups.wait(analysis.pk, 1) is False


@pytest.mark.usefixtures("celery_worker")
def test_an_answer_takes_few_queries(api: ContractClient, write: Writer, django_assert_num_queries: Any) -> None:
    write("a.py")
    first = api.post(URL, {"path": "a.py"})
    # The key, the project, the insert, the answer.
    with django_assert_num_queries(4):
        assert api.post(URL, {"path": "a.py"}).status_code == 200
    # The key, the answer.
    with django_assert_num_queries(2):
        api.get(f"{URL}/{first.json()['data']['analysis_id']}")
    batch = api.post(f"{URL}/batch", {"paths": ["a.py"] * 5})
    # The key, the batch, its analyses.
    with django_assert_num_queries(3):
        api.get(batch["Location"])
