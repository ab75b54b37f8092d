"""Latency of analyses through HTTP, Celery and Postgres, as `make run` serves them: `python -m bench.analyze [REQUESTS]`.

The whole service is started on a folder that is thrown away afterwards; the code is Django's installed package.
"""

import contextlib
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import django
import orjson

_START_SECONDS: Final = 120
_ONE_FILE_MS: Final = 150.0
_PACKAGE: Final = Path(django.__file__).parent
_FILE: Final = "utils/html.py"  # 511 lines


class Caller:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=300)

    def call(self, method: str, address: str, body: Any = None) -> tuple[int, Any]:
        """Status and `data`."""
        self._connection.request(
            method, address, orjson.dumps(body) if body else None, {"Content-Type": "application/json"}
        )
        response = self._connection.getresponse()
        envelope = orjson.loads(response.read())
        if not envelope["success"]:
            raise SystemExit(f"{method} {address}: {envelope['error']}")
        return response.status, envelope["data"]

    def analyze(self, path: str) -> dict[str, Any]:
        """The result, waited for however long it takes."""
        status, data = self.call("POST", "/api/v1/analyze", {"path": path, "severity_threshold": "LOW"})
        address = f"/api/v1/analyze/{data['analysis_id']}"
        while status == 202:
            time.sleep(0.02)
            status, data = self.call("GET", address)
        return dict(data)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The whole service on a folder of its own; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    variables = {"PORT": str(port), "HEFESTO_DATA_DIR": str(folder / "data"), "HEFESTO_WORKSPACE": str(folder / "code")}
    variables |= {"HEFESTO_ENV": "development", "HEFESTO_LOG_LEVEL": "warning"}
    others = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "hefesto_site.serve"], env=others | variables, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Until a worker takes analyses."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        with contextlib.suppress(OSError, SystemExit, ValueError):
            Caller(port).analyze(_FILE)
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("the service does not start")
        time.sleep(0.2)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def tell(name: str, times: list[float]) -> None:
    """Print one line."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    line = f"{name:44}{len(times):5} runs   p50 {statistics.median(times):8.1f} ms   p95 {p95:8.1f} ms"
    sys.stdout.write(f"{line}   max {ordered[-1]:8.1f} ms\n")
    sys.stdout.flush()


def one_file(caller: Caller, file: Path, path: str, runs: int) -> list[float]:
    """Times of one file that is new to the engine's cache each time."""
    source = file.read_text()
    times: list[float] = []
    for number in range(runs):
        file.write_text(f"{source}\n# {time.time_ns()} {number}\n")
        times.append(timed(lambda: caller.analyze(path)))
    file.write_text(source)
    return times


def many_callers(port: int, path: str, callers: int, runs: int) -> tuple[list[float], float]:
    """Times of one unchanged file from several callers at once, and analyses a second."""
    times: list[float] = []

    def call() -> None:
        caller = Caller(port)
        times.extend(timed(lambda: caller.analyze(path)) for _ in range(runs))

    threads = [threading.Thread(target=call) for _ in range(callers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, callers * runs / (time.perf_counter() - started)


def main() -> int:
    """Measure; exit 1 if a single file takes too long."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    folder = Path(tempfile.mkdtemp(prefix="hefesto-bench-"))
    folder.chmod(0o711)
    try:
        shutil.copytree(_PACKAGE, folder / "code", ignore=shutil.ignore_patterns("__pycache__", "*.po", "*.mo"))
        with serving(folder) as port:
            return measure(port, folder / "code", runs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(port: int, code: Path, runs: int) -> int:
    """Each kind of analysis, one after the other."""
    caller = Caller(port)
    one_file(caller, code / _FILE, _FILE, 10)
    changed = one_file(caller, code / _FILE, _FILE, runs)
    tell("one file of 511 lines, changed each time", changed)
    tell("the same, unchanged", [timed(lambda: caller.analyze(_FILE)) for _ in range(runs)])
    times, rate = many_callers(port, _FILE, 8, max(1, runs // 8))
    tell(f"the same, 8 callers at once ({rate:.0f} a second)", times)
    tell("contrib, a folder, first time", [timed(lambda: caller.analyze("contrib"))])
    tell("all of Django, first time", [timed(lambda: caller.analyze("."))])
    tell("all of Django, unchanged", [timed(lambda: caller.analyze(".")) for _ in range(3)])
    answer = caller.analyze(".")
    metadata = answer["metadata"]
    sys.stdout.write(
        f"{metadata['files_analyzed']:,} files, {metadata['lines_analyzed']:,} lines, "
        f"{answer['summary']['total_issues']:,} findings\n"
    )
    return 0 if statistics.median(changed) < _ONE_FILE_MS else 1


if __name__ == "__main__":
    sys.exit(main())
