"""What a running service says while its database or Redis is gone: quickly, and only as long as that is so."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from hefesto_site import embedded
from hefesto_site.embedded import postgres, valkey
from hefesto_site.embedded.sharing import start_by_keeper

pytestmark = pytest.mark.slow


class Service:
    """The web process on servers of its own."""

    def __init__(self, folder: Path) -> None:
        self.servers = embedded.Servers(data_dir=str(folder / "data"), throw_away=True)
        self.hold = embedded.Hold(self.servers)
        self.log = folder / "web.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    @contextmanager
    def running(self) -> Iterator["Service"]:
        """Start it, and stop it in the end."""
        self.hold.take()
        environment = {
            **{name: value for name, value in os.environ.items() if name != "CELERY_BROKER_URL"},
            "DATABASE_URL": embedded.database_url(self.servers),
            "REDIS_URL": embedded.redis_url(self.servers),
        }
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "1"]
        command += ["--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["hefesto_site.wsgi:application"]
        with self.log.open("wb") as log:
            web = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            eventually(lambda: self.ask("/health")[0] == 200, 60)
            yield self
        finally:
            web.terminate()
            web.wait(20)
            self.hold.release()

    def ask(self, path: str, *, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Return the status and the body; 0 if nobody answers."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as web:
            try:
                web.request("GET", path, headers=headers or {})
                response = web.getresponse()
                return response.status, json.loads(response.read())
            except (OSError, http.client.HTTPException):
                return 0, None

    def processes_of_postgres(self) -> list[int]:
        """Return the server's process and its children."""
        leader = int(postgres.status_words(self.servers.places)[0])
        listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout  # noqa: S607
        pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
        return [leader, *(pid for pid, parent in pairs if parent == leader)]

    @contextmanager
    def without_postgres(self) -> Iterator[None]:
        """Have the server stopped."""
        postgres.stop(self.servers.places)
        try:
            yield
        finally:
            start_by_keeper(self.servers)

    @contextmanager
    def with_postgres_asleep(self) -> Iterator[None]:
        """Have the server take connections and questions, and answer none."""
        asleep = self.processes_of_postgres()
        for pid in asleep:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in asleep:
                os.kill(pid, signal.SIGCONT)

    @contextmanager
    def without_redis(self) -> Iterator[None]:
        """Have the server stopped."""
        valkey.stop(self.servers.places)
        try:
            yield
        finally:
            start_by_keeper(self.servers)


def eventually(condition: Callable[[], bool], seconds: float) -> float:
    """Return how long it took until the condition held."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)
    return time.monotonic() - began


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    folder = Path(tempfile.mkdtemp(prefix="hefesto-outages-"))
    folder.chmod(0o711)
    try:
        with Service(folder).running() as service:
            yield service
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def slowest(service: Service, count: int) -> float:
    """Return how long the slowest of some requests for health took."""
    found = 0.0
    for _ in range(count):
        began = time.monotonic()
        service.ask("/health")
        found = max(found, time.monotonic() - began)
    return found


def test_health_tells_within_a_second_that_the_database_stopped_and_came_back(service: Service) -> None:
    with service.without_postgres():
        assert eventually(lambda: service.ask("/health")[0] == 503, 10) < 3  # one second, on a machine at rest
        _, body = service.ask("/health")
        assert body["error"] == {
            "code": "SERVICE_UNAVAILABLE",
            "message": "Database is temporarily unavailable",
            "details": {"service": "database", "reason": "unreachable"},
        }
        assert slowest(service, 20) < 2
    assert eventually(lambda: service.ask("/health")[0] == 200, 10) < 5


def test_health_never_hangs_while_the_database_does(service: Service) -> None:
    eventually(lambda: service.ask("/health")[0] == 200, 10)
    with service.with_postgres_asleep():
        assert eventually(lambda: service.ask("/health")[0] == 503, 10) < 3
        assert service.ask("/health")[1]["error"]["details"] == {"service": "database", "reason": "timeout"}
        assert slowest(service, 20) < 2
    assert eventually(lambda: service.ask("/health")[0] == 200, 15) < 5


def test_an_answer_that_needs_the_database_says_that_it_is_gone(service: Service) -> None:
    key = "hf_abcdefgh_" + "a" * 43
    with service.without_postgres():
        status, body = service.ask("/api/v1/findings", headers={"Authorization": f"Bearer {key}"})
    assert status == 503
    assert body["error"]["details"] == {"service": "database", "reason": "unreachable"}


def test_status_answers_and_tells_what_is_gone(service: Service) -> None:
    def told() -> dict[str, Any]:
        status, body = service.ask("/api/v1/status")
        assert status == 200
        return dict(body["data"])

    assert told()["services"]["database"] == "available"
    with service.without_postgres():
        eventually(lambda: told()["services"]["database"] == "unavailable", 20)
        assert told()["status"] == "outage"
    eventually(lambda: told()["services"]["database"] == "available", 20)
    with service.without_redis():
        eventually(lambda: told()["services"]["redis"] == "unavailable", 20)
        assert told()["services"]["broker"] == "unavailable"
        assert told()["status"] == "degraded"
    eventually(lambda: told()["services"]["redis"] == "available", 20)


def test_a_body_in_chunks_is_read_and_refused_when_it_is_too_long(service: Service) -> None:
    for megabytes, expected in ((1, 401), (11, 413)):
        with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)) as web:
            chunks = (b" " * 1024 * 1024 for _ in range(megabytes))
            headers = {"Content-Type": "application/json"}
            web.request("POST", "/api/v1/analyze", body=chunks, headers=headers, encode_chunked=True)
            response = web.getresponse()
            assert response.status == expected
            assert json.loads(response.read())["success"] is False


def test_head_has_no_body_on_the_wire(service: Service) -> None:
    for path in ("/health", "/api/v1/status"):
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as wire:
            wire.sendall(f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            received = b"".join(iter(lambda: wire.recv(65536), b""))
        head, _, body = received.partition(b"\r\n\r\n")
        assert b"200 OK" in head
        assert b"content-length" in head.lower()
        assert body == b""
