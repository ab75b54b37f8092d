"""A worker process as its parent sees it: started, asked, and ended."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import orjson

import analysis
from analysis.engine.examining import Examined
from analysis.engine.frames import receive, send
from analysis.engine.limits import Limits

_ROOT: Final = str(Path(analysis.__file__).parent.parent)
_BOOT: Final = (
    "import sys; root, descriptor, seconds, space, peak = sys.argv[1:]; sys.path.insert(0, root); "
    "from analysis.engine.worker import main; main(int(descriptor), float(seconds), int(space), int(peak))"
)
_START_SECONDS: Final = 60
_WALL_SHARE: Final = 10  # how much longer than its processor time a file may take on a busy machine
_LAST_WORDS: Final = 500

End = Literal["retired", "timeout", "crashed"]


class WorkersFailed(Exception):
    """No worker process can be started; the message says why."""


class WorkerEnded(Exception):
    """The process ended before it answered."""

    def __init__(self, how: End) -> None:
        super().__init__(how)
        self.how: End = how


@dataclass(frozen=True, slots=True)
class _Running:
    process: subprocess.Popen[bytes]
    connection: socket.socket


class WorkerProcess:
    """One process, started when it is needed and not there; asked by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._running: _Running | None = None

    @property
    def pid(self) -> int | None:
        """The process's id while there is one."""
        return self._running.process.pid if self._running else None

    def start(self) -> None:
        """Have a process that is ready; raises WorkersFailed."""
        if self._running is not None and self._running.process.poll() is None:
            return
        self.end()
        ours, theirs = socket.socketpair()
        limits = self._limits
        arguments = (theirs.fileno(), limits.file_seconds, limits.worker_bytes, limits.worker_peak_bytes)
        with theirs:
            # `-I`: neither the environment nor a folder decides what is imported. No descriptor but the socket's goes
            # along, so no connection to a database is ever shared.
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT, _ROOT, *map(str, arguments)],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd="/",
                env={},
            )
        self._running = _Running(process, ours)
        try:
            ours.settimeout(_START_SECONDS)
            receive(ours)
        except (EOFError, OSError) as error:
            raise WorkersFailed(self._last_words(process)) from error
        ours.settimeout(self._limits.file_seconds * _WALL_SHARE)

    def ask(self, files: Iterable[tuple[str, str]]) -> None:
        """Send files, given as (path, text), of which each is answered on its own; raises WorkerEnded."""
        try:
            send(self._connected(), orjson.dumps(list(files)))
        except OSError as error:
            raise WorkerEnded(self._how()) from error

    def answer(self) -> Examined:
        """What the process found in the next of its files; raises WorkerEnded."""
        try:
            return Examined.from_bytes(receive(self._connected()))
        except TimeoutError as error:
            self.end()
            raise WorkerEnded("timeout") from error
        except (EOFError, OSError) as error:
            raise WorkerEnded(self._how()) from error

    def interrupt(self) -> None:
        """Have the process killed, from another thread than the one that asks it, which then sees it ended."""
        if (running := self._running) is not None:
            running.process.kill()

    def end(self) -> None:
        """Kill the process, if there is one."""
        running, self._running = self._running, None
        if running is not None:
            running.connection.close()
            running.process.kill()
            running.process.wait()
            if running.process.stderr is not None:
                running.process.stderr.close()

    def _connected(self) -> socket.socket:
        if self._running is None:
            raise WorkerEnded("retired")
        return self._running.connection

    def _how(self) -> End:
        """How the process ended that does not answer any more."""
        status: int | None = None
        if self._running is not None:
            with suppress(subprocess.TimeoutExpired):
                status = self._running.process.wait(timeout=1)
        self.end()
        if status == 0:
            return "retired"
        return "timeout" if status == -signal.SIGPROF else "crashed"

    def _last_words(self, process: subprocess.Popen[bytes]) -> str:
        """The last line of the traceback of a process that did not come up."""
        process.kill()
        _, said = process.communicate()
        lines = said[-_LAST_WORDS:].decode(errors="replace").strip().splitlines()
        self.end()
        return lines[-1] if lines else "A worker process did not start."
