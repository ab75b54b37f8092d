"""The analysis that a first start asks for."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from hefesto_site import first_analysis
from hefesto_site.first_analysis import FirstAnalysis, ask

Answer = tuple[int, dict[str, Any]]


class Desk(HTTPServer):
    """A service that answers as it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str, Any]] = []


class Clerk(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Desk

    def answer(self) -> None:
        """Give the next answer."""
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        self.server.asked.append((f"{self.command} {self.path}", self.headers.get("Authorization", ""), body))
        status, data = self.server.answers.pop(0)
        content = json.dumps({"success": True, "data": data}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer  # noqa: N815 - the names that the library looks for

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return a desk that is open."""
    monkeypatch.setattr(first_analysis, "TRY_EVERY_SECONDS", 0.0)
    with Desk() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def steps(desk: Desk, answers: list[Answer], *, worker: bool = True) -> list[str]:
    """Let the analysis go as far as the answers lead, and return what it told."""
    desk.answers = answers
    told: list[str] = []
    address = ("127.0.0.1", desk.server_port)
    first = FirstAnalysis(address, "hf_key", is_worker_present=lambda: worker, tell=told.append)
    for _ in range(len(answers) + 1):
        first.step()
    return told


def test_it_is_asked_for_once_a_worker_is_there(desk: Desk) -> None:
    assert steps(desk, [], worker=False) == []
    assert desk.asked == []


def test_it_is_asked_for_followed_and_told(desk: Desk) -> None:
    accepted: Answer = (202, {"analysis_id": "a-1"})
    done: Answer = (200, {"summary": {"total_issues": 3}})
    assert steps(desk, [(503, {}), accepted, (202, {}), done]) == ["Hefesto's own source is analysed: 3 findings"]
    assert [asked[0] for asked in desk.asked] == [
        "POST /api/v1/analyze",
        "POST /api/v1/analyze",
        "GET /api/v1/analyze/a-1",
        "GET /api/v1/analyze/a-1",
    ]
    assert {asked[1] for asked in desk.asked} == {"Bearer hf_key"}
    assert desk.asked[0][2] == first_analysis.ORDER


def test_a_refusal_is_told_and_ends_it(desk: Desk) -> None:
    assert steps(desk, [(422, {})]) == ["the first analysis was refused (422)"]


def test_a_failure_is_told_and_ends_it(desk: Desk) -> None:
    assert steps(desk, [(202, {"analysis_id": "a-1"}), (500, {})]) == ["the first analysis failed (500)"]


def test_nobody_at_the_address_is_no_error() -> None:
    assert ask(("127.0.0.1", 1), "GET", "/health") == (0, b"")
