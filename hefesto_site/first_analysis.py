"""What the first start does once it serves: it analyses its own source, so that there is something to look at."""

import http.client
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

import orjson

TRY_EVERY_SECONDS = 1.0
GIVE_UP_SECONDS = 600.0
TIMEOUT_SECONDS = 5.0
# The samples that rules are tested with are bad on purpose.
ORDER = {"path": ".", "severity_threshold": "LOW", "exclude_patterns": ["tests/analysis/rules/samples/"]}


def ask(
    address: tuple[str, int],
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> tuple[int, bytes]:
    """Send one request to the service; the status is 0 if nobody answers."""
    with closing(http.client.HTTPConnection(*address, timeout=TIMEOUT_SECONDS)) as web:
        try:
            web.request(method, path, body=body, headers=dict(headers or {}))
            answer = web.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""


class FirstAnalysis:
    """Asks for the analysis as any client would, and tells when it is done."""

    def __init__(
        self,
        address: tuple[str, int],
        key: str,
        *,
        is_worker_present: Callable[[], bool],
        tell: Callable[[str], None],
    ) -> None:
        self.is_worker_present = is_worker_present
        self.address = address
        self.headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Prefer": "respond-async",
        }
        self.tell = tell
        self.identity = ""
        self.is_done = False
        self.next_try = time.monotonic()
        self.given_up_at = time.monotonic() + GIVE_UP_SECONDS

    def step(self) -> None:
        """Do what is next, if it is time for it."""
        now = time.monotonic()
        if self.is_done or now < self.next_try:
            return
        self.next_try = now + TRY_EVERY_SECONDS
        if now > self.given_up_at:
            self.is_done = True
        elif self.identity:
            self.look()
        else:
            self.order()

    def order(self) -> None:
        """Ask for the analysis, once a worker is there; a service that is busy is asked again."""
        if not self.is_worker_present():
            return
        status, body = ask(self.address, "POST", "/api/v1/analyze", self.headers, orjson.dumps(ORDER))
        if status in {200, 202}:
            self.identity = data_of(body)["analysis_id"]
        elif 400 <= status < 500:
            self.is_done = True
            self.tell(f"the first analysis was refused ({status})")

    def look(self) -> None:
        """See whether the analysis is done."""
        status, body = ask(self.address, "GET", f"/api/v1/analyze/{self.identity}", self.headers)
        if status == 200:
            self.is_done = True
            self.tell(f"Hefesto's own source is analysed: {data_of(body)['summary']['total_issues']} findings")
        elif status and status != 202:
            self.is_done = True
            self.tell(f"the first analysis failed ({status})")


def data_of(body: bytes) -> dict[str, Any]:
    """Return what an answer's envelope holds."""
    data: dict[str, Any] = orjson.loads(body)["data"]
    return data
