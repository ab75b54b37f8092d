"""The service whose pages are looked at: all of it, on data that is thrown away afterwards."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

from docs.screenshots.exceptions import NoPicture

_CHECKOUT: Final = Path(__file__).parent.parent.parent
_START_SECONDS: Final = 300.0
_TOLD: Final = {
    "login": re.compile(r"^hefesto \| admin .* (\S+) / (\S+)$"),
    "key": re.compile(r"^hefesto \| api key +(\S+) "),
    "ready": re.compile(r"^hefesto \| Hefesto's own source is analysed"),
}


@dataclass
class Service:
    """A running service, and the way into it."""

    port: int
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Send one request with the first key; return the answer's `data`."""
        web = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Authorization": f"Bearer {self.told['key'][0]}", "Content-Type": "application/json"}
        web.request(method, path, json.dumps(body) if body else None, headers)
        answer = json.loads(web.getresponse().read())
        web.close()
        if not answer["success"]:
            raise NoPicture(f"{method} {path}: {answer['error']['message']}")
        return answer["data"]

    def analyze(self, path: str) -> str:
        """Analyse a path, and return the analysis' id when it is done."""
        data = self.call("POST", "/api/v1/analyze", {"path": path, "severity_threshold": "LOW"})
        while "findings" not in data:
            time.sleep(0.2)
            data = self.call("GET", f"/api/v1/analyze/{data['analysis_id']}")
        return str(data["analysis_id"])

    def first_finding(self, query: str) -> str:
        """Return the path in the admin of the first finding that the API lists."""
        found = self.call("GET", f"/api/v1/findings?limit=1&{query}")["findings"]
        if not found:
            raise NoPicture(f"There is no finding to show of {query}.")
        return f"/admin/findings/finding/?q={found[0]['id']}&status=all"


@contextmanager
def serving(folder: Path) -> Iterator[Service]:
    """Run the whole service on a folder of its own, until its own source is analysed and as long as it is used."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        service = Service(probe.getsockname()[1])
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("HEFESTO_", "DATABASE_", "REDIS_"))}
    variables = {"PORT": str(service.port), "HEFESTO_DATA_DIR": str(folder), "HEFESTO_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "hefesto_site.serve"]
    process = subprocess.Popen(command, cwd=_CHECKOUT, env=kept | variables, stdout=subprocess.PIPE, text=True)
    try:
        listen(process, service)
        yield service
    finally:
        process.terminate()
        process.communicate(timeout=60)


def listen(process: "subprocess.Popen[str]", service: Service) -> None:
    """Read what the service tells a newcomer, until it is ready."""
    deadline = time.monotonic() + _START_SECONDS
    for line in process.stdout or ():
        for name, pattern in _TOLD.items():
            if found := pattern.search(line.rstrip()):
                service.told[name] = found.groups()
        if "ready" in service.told:
            return
        if time.monotonic() > deadline:
            break
    raise NoPicture("The service did not get as far as analysing its own source.")
