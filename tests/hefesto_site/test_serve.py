"""The whole service as `make run` starts it: a process group of its own, on its own data."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hefesto_site.serve import CannotServe, check_port, url_host

pytestmark = pytest.mark.slow

READY = "stop     Ctrl-C"
NOT_INHERITED = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "HEFESTO_QUEUE", "HEFESTO_WORKSPACE")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


class Service:
    """One data folder and port, and the processes on it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.log = data_dir.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None
        # Not this checkout, which a first start would analyse.
        self.workspace: Path | None = data_dir.parent

    def environment(self, **variables: str) -> dict[str, str]:
        """Return the environment of its processes."""
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        own = {"HEFESTO_ENV": "development", "HEFESTO_DATA_DIR": str(self.data_dir), "PORT": str(self.port)}
        if self.workspace:
            own["HEFESTO_WORKSPACE"] = str(self.workspace)
        return {**kept, **own, **variables}

    def start(self) -> None:
        """Start it, and return when it serves."""
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "hefesto_site.serve"]
            self.process = subprocess.Popen(
                command, env=self.environment(), stdout=log, stderr=log, start_new_session=True
            )
        wait_for(lambda: READY in self.text() or self.process_ended(), "it does not serve")
        assert READY in self.text(), self.text()

    def process_ended(self) -> bool:
        """Tell whether the parent has ended."""
        return self.process is not None and self.process.poll() is not None

    def stop(self, how: signal.Signals) -> int:
        """Send the parent a signal, and return its exit code."""
        assert self.process
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def text(self) -> str:
        """Return everything it has printed."""
        return self.log.read_text(errors="replace")

    def told(self, word: str) -> str:
        """Return what it told under a word."""
        found = re.search(rf"^hefesto \| {word} +(.*)$", self.text(), re.MULTILINE)
        return found[1] if found else ""

    def processes(self) -> dict[int, str]:
        """Return the running processes that know its data folder, by their environment or their command."""
        mark = os.fsencode(self.data_dir)
        shown = subprocess.run(
            ["/bin/ps", "-e", "-ww", "-o", "pid=,stat=,args="], capture_output=True, text=True, check=True
        ).stdout
        found = {}
        for line in shown.splitlines():
            pid, state, arguments = line.split(maxsplit=2)
            is_other = int(pid) != os.getpid() and not state.startswith("Z")
            if is_other and (mark in os.fsencode(arguments) or mark in environment_of(int(pid))):
                found[int(pid)] = arguments
        return found

    def get(self, path: str) -> int:
        """Return the status of a page."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as web:
            web.request("GET", path)
            return web.getresponse().status

    def refusal(self, **variables: str) -> str:
        """Return the one line that a start with these variables ends with."""
        ended = subprocess.run(
            [sys.executable, "-m", "hefesto_site.serve"],
            env=self.environment(**variables),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 1
        [line] = ended.stderr.splitlines()
        return line


def environment_of(pid: int) -> bytes:
    """Return a process' environment where the system shows it."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


@pytest.fixture
def service() -> Iterator[Service]:
    """Return a service that was not started yet; nothing of it is left afterwards."""
    folder = Path(os.environ["HEFESTO_TEST_FOLDER"])
    found = Service(folder / f"serve-{os.getpid()}-{time.monotonic_ns()}")
    yield found
    if found.process and found.process.poll() is None:
        found.process.kill()
        found.process.wait()
    wait_for(lambda: not found.processes(), "something still runs", 30)


def test_it_serves_stops_without_a_trace_and_serves_again(service: Service) -> None:
    service.workspace = None
    service.start()
    login = service.told(r"admin +http\S+  admin")
    assert re.fullmatch(r"hf_\w{8}_[\w-]{43}  \(shown this once\)", service.told("api key"))
    assert service.get("/health") == 200
    assert service.get("/admin/login/") == 200
    wait_for(lambda: "own source is analysed" in service.text(), "the first analysis does not come")
    assert service.stop(signal.SIGTERM) == 0
    assert service.processes() == {}
    assert list((service.data_dir / "run").iterdir()) == []

    service.start()
    assert service.told(r"admin +http\S+  admin") == login != ""
    assert "api key" not in service.text()
    assert "hefesto | ended" not in service.text()
    assert service.stop(signal.SIGINT) == 0
    assert service.processes() == {}


def test_only_one_service_runs_on_a_data_folder_and_a_port(service: Service) -> None:
    service.start()
    other_port = str(free_port())
    assert service.refusal(PORT=other_port) == (
        f"hefesto: Hefesto already runs on {service.data_dir}; another needs its own HEFESTO_DATA_DIR."
    )
    assert service.refusal() == (
        f"hefesto: cannot listen on 127.0.0.1 port {service.port}: Address already in use; PORT chooses another."
    )
    assert service.get("/health") == 200


def test_a_killed_worker_is_replaced_and_a_killed_parent_takes_everything_along(service: Service) -> None:
    service.start()
    wait_for(lambda: " ready." in service.text(), "the worker does not start")
    [worker] = [pid for pid, command in service.processes().items() if "celery" in command and "worker" in command]
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: service.text().count(" ready.") == 2, "the worker is not started again")
    assert service.get("/health") == 200
    assert service.process
    service.process.kill()
    wait_for(lambda: not service.processes(), "a process outlives its parent", 30)


def test_a_database_that_ends_ends_the_service_with_a_clear_line(service: Service) -> None:
    service.start()
    postgres = int((service.data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(postgres, signal.SIGINT)
    assert service.process
    assert service.process.wait(timeout=60) == 1
    assert "hefesto: the embedded PostgreSQL or Valkey has ended; its log is in" in service.text()
    assert service.processes() == {}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"PORT": "eighty"}, "hefesto: PORT must be a whole number, not 'eighty'."),
        ({"DATABASE_URL": "sqlite:///x"}, "hefesto: DATABASE_URL must begin with one of postgres:, postgresql:"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "hefesto: REDIS_URL: Redis does not answer: "),
        ({"CELERY_BROKER_URL": "amqp://127.0.0.1:1//"}, "hefesto: CELERY_BROKER_URL: the broker does not answer: "),
        ({"DATABASE_URL": "postgres://a:hunter2@127.0.0.1:1/x"}, "hefesto: the database cannot be used: "),
        ({"HEFESTO_DATA_DIR": "/dev/null/data"}, "hefesto: HEFESTO_DATA_DIR: "),
        ({"HEFESTO_ENV": "production"}, "hefesto: HEFESTO_SECRET_KEY must be set"),
    ],
)
def test_what_is_missing_is_told_in_one_line(service: Service, variables: dict[str, str], expected: str) -> None:
    line = service.refusal(**variables)
    assert line.startswith(expected)
    assert "hunter2" not in line


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    with pytest.raises(CannotServe, match=r"^cannot listen on 192\.0\.2\.1 port 8080"):
        check_port("192.0.2.1", 8080)
    with pytest.raises(CannotServe, match="HEFESTO_HOST"):
        check_port("no.such.host.invalid", 8080)


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("box", "box")],  # noqa: S104 - only read
)
def test_the_address_told_can_be_opened(host: str, shown: str) -> None:
    assert url_host(host) == shown
