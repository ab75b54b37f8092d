"""What is up, measured: against a worker, and against servers that stand for Google's."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
import redis
from pytest_django import Settings

from analysis.engine import ruff
from analysis.engine.catalogue import catalogue
from hefesto_site import probes
from hefesto_site.celery import app
from hefesto_site.probes import Availability, Integration
from hefesto_site.status import Own, overall
from tests.contract import ContractClient, expected, timeless

WORKING = Own(
    analyzers=dict.fromkeys(probes.ANALYZERS, Availability.AVAILABLE),
    services=dict.fromkeys(("database", "redis", "broker", "worker"), Availability.AVAILABLE),
    workers=1,
)
UNUSED = {"bigquery": Integration.DISABLED, "iris": Integration.DISABLED, "gemini_api": Integration.DISABLED}


class Google:
    """A server that stands for BigQuery and for Gemini, and does as it is told."""

    def __init__(self) -> None:
        self.answer = 200
        self.is_silent = False
        self.closed = threading.Event()
        self.asked: list[tuple[str, str | None]] = []
        google = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                google.asked.append((self.path, self.headers.get("x-goog-api-key")))
                if google.is_silent:
                    google.closed.wait(20)
                    return
                body = b'{"datasetReference": {"projectId": "p", "datasetId": "d"}}'
                self.send_response(google.answer)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.closed.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def google(settings: Settings) -> Iterator[Google]:
    google = Google()
    settings.HEFESTO_LICENSE_TIER = "pro"
    settings.HEFESTO_BIGQUERY_PROJECT = "hefesto-test"
    settings.HEFESTO_BIGQUERY_DATASET = "code_analysis"
    settings.HEFESTO_BIGQUERY_ENDPOINT = settings.HEFESTO_GEMINI_ENDPOINT = google.url
    settings.GEMINI_API_KEY = "a-key"
    yield google
    google.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_status_is_the_specifications_answer_and_what_it_adds(
    celery_worker: str, google: Google, settings: Settings
) -> None:
    del celery_worker, google
    settings.HEFESTO_IRIS_WEBHOOK_SECRET = "a webhook's secret"
    response = ContractClient().get("/api/v1/status")
    body = timeless(response.json())
    assert body["data"]["uptime_seconds"] >= 0
    body["data"]["uptime_seconds"] = 3600
    assert body == expected("status")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_status_asks_for_no_credential_and_minds_none(anonymous: ContractClient) -> None:
    assert anonymous.get("/api/v1/status", headers={"authorization": "Bearer nonsense"}).status_code == 200


@pytest.mark.django_db
def test_without_a_worker_the_service_is_degraded(anonymous: ContractClient, redis_client: redis.Redis) -> None:
    redis_client.delete("hefesto:workers")
    data = anonymous.get("/api/v1/status").json()["data"]
    assert (data["status"], data["services"]["worker"], data["workers"]) == ("degraded", "unavailable", 0)


@pytest.mark.django_db
def test_a_status_is_measured_once_for_many_who_ask(anonymous: ContractClient, google: Google) -> None:
    for _ in range(5):
        anonymous.get("/api/v1/status")
    assert len(google.asked) == 2  # each of Google's services once


@pytest.mark.django_db
def test_slow_services_of_others_do_not_hold_status_up(anonymous: ContractClient, google: Google) -> None:
    google.is_silent = True
    began = time.monotonic()
    data = anonymous.get("/api/v1/status").json()["data"]
    assert time.monotonic() - began < 4
    assert (data["integrations"]["bigquery"], data["integrations"]["gemini_api"]) == ("disconnected", "unavailable")


def test_every_analyzer_finds_what_it_must() -> None:
    assert probes.analyzers() == dict.fromkeys(probes.ANALYZERS, Availability.AVAILABLE)


def test_without_ruff_the_analyzers_that_use_it_are_degraded(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_nothing() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(ruff, "find_ruff_bin", find_nothing)
    ruff.executable.cache_clear()
    try:
        states = probes.analyzers()
    finally:
        ruff.executable.cache_clear()
    leaning_on_ruff = {rule.analyzer for rule in catalogue().rules.values() if rule.codes}
    assert {analyzer for analyzer, state in states.items() if state == "degraded"} == leaning_on_ruff
    assert states["complexity"] == "available"


class TestBigQuery:
    @pytest.mark.parametrize("answer", [200, 404])
    def test_it_is_connected_when_it_answers(self, google: Google, answer: int) -> None:
        google.answer = answer
        assert probes.bigquery() == "connected"
        assert google.asked[0][0].startswith("/bigquery/v2/projects/hefesto-test/datasets/code_analysis")

    @pytest.mark.parametrize("answer", [401, 403, 500, 503])
    def test_it_is_disconnected_when_it_refuses_or_fails(self, google: Google, answer: int) -> None:
        google.answer = answer
        assert probes.bigquery() == "disconnected"

    def test_it_is_disconnected_when_nothing_is_there(self, google: Google) -> None:
        google.close()
        began = time.monotonic()
        assert probes.bigquery() == "disconnected"
        assert time.monotonic() - began < 6

    @pytest.mark.parametrize(
        "missing",
        [{"HEFESTO_BIGQUERY_PROJECT": ""}, {"HEFESTO_BIGQUERY_DATASET": ""}, {"HEFESTO_LICENSE_TIER": "free"}],
    )
    def test_it_is_disabled_without_a_dataset_or_a_tier(
        self, google: Google, settings: Settings, missing: dict[str, str]
    ) -> None:
        for name, value in missing.items():
            setattr(settings, name, value)
        assert probes.bigquery() == "disabled"
        assert not google.asked


class TestGemini:
    def test_it_is_available_when_it_takes_the_key(self, google: Google) -> None:
        assert probes.gemini() == "available"
        assert google.asked == [("/v1beta/models?pageSize=1", "a-key")]

    @pytest.mark.parametrize("answer", [400, 403, 500])
    def test_it_is_unavailable_when_it_refuses_the_key(self, google: Google, answer: int) -> None:
        google.answer = answer
        assert probes.gemini() == "unavailable"

    def test_it_is_unavailable_when_nothing_is_there(self, google: Google) -> None:
        google.close()
        assert probes.gemini() == "unavailable"

    def test_it_is_disabled_without_a_key(self, google: Google, settings: Settings) -> None:
        settings.GEMINI_API_KEY = ""
        assert probes.gemini() == "disabled"
        assert not google.asked


class TestIris:
    def test_it_is_enabled_by_its_secret(self, settings: Settings) -> None:
        settings.HEFESTO_IRIS_WEBHOOK_SECRET = "a webhook's secret"
        assert probes.iris() == "enabled"

    def test_it_is_disabled_without(self, settings: Settings) -> None:
        settings.HEFESTO_IRIS_WEBHOOK_SECRET = ""
        assert probes.iris() == "disabled"


class TestServicesThatAreAway:
    """Addresses at which nothing listens."""

    nowhere: ClassVar[str] = "redis://127.0.0.1:1/0"

    def test_redis(self, settings: Settings) -> None:
        settings.REDIS_URL = self.nowhere
        assert probes.redis_and_workers() == ("unavailable", 0)

    def test_the_broker(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(app.conf, "broker_write_url", self.nowhere)
        began = time.monotonic()
        assert probes.broker() == "unavailable"
        assert time.monotonic() - began < 5


def changed(**services: Availability) -> Own:
    return Own(analyzers=WORKING.analyzers, services={**WORKING.services, **services}, workers=1)


def with_analyzers(*states: Availability) -> Own:
    return Own(
        analyzers=dict(zip(probes.ANALYZERS, states, strict=True)), services=WORKING.services, workers=WORKING.workers
    )


AVAILABLE, DEGRADED, UNAVAILABLE = Availability.AVAILABLE, Availability.DEGRADED, Availability.UNAVAILABLE


@pytest.mark.parametrize(
    ("own", "foreign", "expected_status"),
    [
        (WORKING, {}, "operational"),
        (WORKING, {"bigquery": Integration.CONNECTED, "gemini_api": Integration.AVAILABLE}, "operational"),
        (WORKING, {"bigquery": Integration.DISCONNECTED}, "degraded"),
        (WORKING, {"gemini_api": Integration.UNAVAILABLE}, "degraded"),
        (changed(worker=UNAVAILABLE), {}, "degraded"),
        (changed(redis=UNAVAILABLE), {}, "degraded"),
        (changed(broker=UNAVAILABLE), {}, "degraded"),
        (changed(database=UNAVAILABLE), {}, "outage"),
        (with_analyzers(DEGRADED, AVAILABLE, AVAILABLE, AVAILABLE), {}, "degraded"),
        (with_analyzers(AVAILABLE, AVAILABLE, AVAILABLE, UNAVAILABLE), {}, "degraded"),
        (with_analyzers(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE), {}, "outage"),
    ],
)
def test_the_whole_is_judged_by_its_parts(own: Own, foreign: dict[str, Integration], expected_status: str) -> None:
    assert overall(own, UNUSED | foreign) == expected_status
