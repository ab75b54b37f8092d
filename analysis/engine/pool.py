"""Worker processes that look at files, warm and killable: what one file does to its process, no other file feels."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Self

from analysis.engine.examining import Examined
from analysis.engine.limits import Limits
from analysis.engine.worker_process import WorkerEnded, WorkerProcess, WorkersFailed

_CHUNK_CHARACTERS: Final = 64 * 1024
_Files = deque[tuple[str, str]]  # (path, text)
_Result = tuple[str, Examined] | WorkersFailed
_WARM_SECONDS: Final = 60
_FIRST: Final = -1
_CLOSED: Final = "The engine was closed."


@dataclass(order=True, slots=True)
class _Chunk:
    """Some files of one job; a job's first chunk goes before every other's second, so that small jobs do not wait."""

    rank: int
    job: int
    files: _Files = field(compare=False)
    deliver: Callable[[_Result], None] = field(compare=False)
    given_up: threading.Event = field(compare=False)


class Pool:
    """A number of threads that take chunks of files off one queue, each with a process of its own."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self._chunks: queue.PriorityQueue[_Chunk] = queue.PriorityQueue()
        self._jobs = count()
        self._closed = threading.Event()
        self._attendants = [_Attendant(self._chunks, self._closed, limits) for _ in range(workers)]
        for attendant in self._attendants:
            attendant.start()

    @property
    def pids(self) -> list[int]:
        """The ids of the processes that are there now."""
        return [pid for attendant in self._attendants if (pid := attendant.process.pid) is not None]

    def take(self, chunk: _Chunk) -> None:
        """Queue a part of a job."""
        self._chunks.put(chunk)
        if self._closed.is_set():
            self._refuse_waiting()

    def next_job(self) -> int:
        """A number for a job; earlier jobs go first where ranks are equal."""
        return next(self._jobs)

    def warm(self) -> None:
        """Start every process before the first file comes; raises WorkersFailed."""
        results: queue.SimpleQueue[_Result] = queue.SimpleQueue()
        everyone = threading.Barrier(len(self._attendants))  # so that none takes the nothing that is for another

        def deliver(result: _Result) -> None:
            results.put(result)
            with suppress(threading.BrokenBarrierError):
                everyone.wait(_WARM_SECONDS)

        for _ in self._attendants:
            nothing: _Files = deque([("nothing.py", "")])
            self._chunks.put(_Chunk(_FIRST, next(self._jobs), nothing, deliver, threading.Event()))
        for _ in self._attendants:
            if isinstance(result := results.get(), WorkersFailed):
                raise result

    def close(self) -> None:
        """End the processes; what was not looked at yet is refused."""
        self._closed.set()
        for _ in self._attendants:
            self._chunks.put(_Chunk(_FIRST, next(self._jobs), deque(), lambda _: None, self._closed))
        for attendant in self._attendants:
            attendant.process.interrupt()
        for attendant in self._attendants:
            attendant.join()
        self._refuse_waiting()

    def _refuse_waiting(self) -> None:
        with suppress(queue.Empty):
            while True:
                self._chunks.get_nowait().deliver(WorkersFailed(_CLOSED))


class Job:
    """Files that belong together: added as they come, answered in any order, given up when it is left."""

    def __init__(self, pool: Callable[[], Pool]) -> None:
        self._pool = pool  # asked for only if there are files
        self._results: queue.SimpleQueue[_Result] = queue.SimpleQueue()
        self._given_up = threading.Event()
        self._ranks = count()
        self._number: int | None = None
        self._unanswered = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._given_up.set()

    def add(self, files: Sequence[tuple[str, str]]) -> None:
        """Have files looked at, given as (path, text)."""
        if not files:
            return
        pool = self._pool()
        if self._number is None:
            self._number = pool.next_job()
        self._unanswered += len(files)
        for part in _parts(files):
            pool.take(_Chunk(next(self._ranks), self._number, part, self._results.put, self._given_up))

    def results(self) -> Iterator[tuple[str, Examined]]:
        """What was found in each file, as it comes; raises WorkersFailed."""
        while self._unanswered:
            result = self._results.get()
            if isinstance(result, WorkersFailed):
                raise result
            self._unanswered -= 1
            yield result


class _Attendant(threading.Thread):
    """The thread of one process: hands it chunks, passes its answers on, and replaces it."""

    def __init__(self, chunks: "queue.PriorityQueue[_Chunk]", closed: threading.Event, limits: Limits) -> None:
        super().__init__(name="hefesto-engine", daemon=True)
        self.process = WorkerProcess(limits)
        self._chunks = chunks
        self._closed = closed

    def run(self) -> None:
        """Work until the pool is closed."""
        while not self._closed.is_set():
            chunk = self._chunks.get()
            try:
                self._look_at(chunk)
            except WorkersFailed as error:
                chunk.deliver(error)
        self.process.end()

    def _look_at(self, chunk: _Chunk) -> None:
        blamed: str | None = None  # a file is blamed for the end of a process when it ended two
        while chunk.files and not chunk.given_up.is_set():
            if self._closed.is_set():
                raise WorkersFailed(_CLOSED)
            try:
                self._pass_on(chunk)
            except WorkerEnded as end:
                path, _ = chunk.files[0]
                if end.how == "timeout" or (end.how == "crashed" and blamed == path):
                    chunk.files.popleft()
                    chunk.deliver((path, _lost(end.how)))
                elif end.how == "crashed":
                    blamed = path

    def _pass_on(self, chunk: _Chunk) -> None:
        """Have the files of a chunk answered, each taken off when its answer is there; raises WorkerEnded."""
        self.process.start()
        self.process.ask(chunk.files)
        while chunk.files:
            examined = self.process.answer()
            path, _ = chunk.files.popleft()
            chunk.deliver((path, examined))


def _lost(how: str) -> Examined:
    """What is known of a file that ended its process."""
    message = {
        "timeout": "Looking at the file took too long; only ruff's rules have an answer.",
        "crashed": "The process that looked at the file ended; only ruff's rules have an answer.",
    }[how]
    return Examined(diagnostics=[(how, message, None)], complete=False)


def _parts(files: Sequence[tuple[str, str]]) -> Iterator[_Files]:
    """Files in parts of about equal work, the largest first, so that no long one is left for the end."""
    part: _Files = deque()
    size = 0
    for file in sorted(files, key=lambda file: len(file[1]), reverse=True):
        part.append(file)
        size += len(file[1])
        if size >= _CHUNK_CHARACTERS:
            yield part
            part, size = deque(), 0
    if part:
        yield part
