"""Running every analyzer over source files: the engine's front door."""

import os
import threading
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from analysis.engine.batch import Batch, report
from analysis.engine.cache import Cache
from analysis.engine.catalogue import catalogue
from analysis.engine.limits import Limits
from analysis.engine.linting import lint
from analysis.engine.mirror import Mirror, sweep
from analysis.engine.pool import Job, Pool
from analysis.engine.record import finished, unread
from analysis.engine.report import Diagnostic, Report, Source, Suppression
from analysis.engine.text import Unreadable, decode, refuse_unwritten
from analysis.engine.version import engine_version
from analysis.engine.worker_process import WorkersFailed
from findings.severity import Severity

__all__ = ["Diagnostic", "Engine", "Limits", "Report", "Source", "Suppression", "WorkersFailed"]

_HANDED_OVER: Final = 512 * 1024  # characters that the processes get at a time
_WORKERS: Final = 8  # at most, unless asked for: more of them wait for the disk and the parent


class Engine:
    """Looks at source files with processes of its own; several threads may ask it at once."""

    def __init__(
        self, *, workers: int | None = None, cache_folder: Path | None = None, limits: Limits | None = None
    ) -> None:
        self._workers = workers or min(_cores(), _WORKERS)
        self._cache_folder = cache_folder
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._pool_pid = 0
        self._cache: Cache | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def analyze(
        self,
        sources: Iterable[Source],
        *,
        analyzers: Collection[str],
        threshold: Severity,
        progress: Callable[[int], None] | None = None,
    ) -> Report:
        """Look at files and report what some analyzers say of at least some severity.

        `progress` is called with the number of files that were just done. Raises WorkersFailed where no process can
        be started, and whatever `sources` or `progress` raise; the files already looked at stay in the cache.
        """
        tell = progress or (lambda _: None)
        batch = Batch()
        try:
            with Job(self._ready_pool) as job:
                self._gather(sources, batch, job, tell)
                self._look(batch, job, tell)
        finally:
            if (cache := self._ready_cache()) is not None:
                cache.flush()
                cache.prune()
        return report(batch, catalogue(), frozenset(analyzers), threshold)

    def warm(self) -> None:
        """Start the processes before anybody waits for them; raises WorkersFailed."""
        self._ready_pool().warm()

    @property
    def pids(self) -> list[int]:
        """The ids of the processes that are there now."""
        return self._pool.pids if self._pool is not None else []

    def close(self) -> None:
        """End the processes; the engine starts others when it is asked again."""
        with self._lock:
            pool, self._pool = self._pool, None
            cache, self._cache = self._cache, None
        if cache is not None:
            cache.close()
        if pool is not None and self._pool_pid == os.getpid():
            pool.close()

    def _gather(self, sources: Iterable[Source], batch: Batch, job: Job, tell: Callable[[int], None]) -> None:
        """Take in every file: what is known of it already, why it cannot be looked at, or its text for the processes."""
        waiting: list[tuple[str, str]] = []
        characters = 0
        for source in sources:
            if source.path in batch.sources:
                continue  # one file, named twice
            if (text := self._taken_in(source, batch)) is None:
                tell(1)
                continue
            waiting.append((source.path, text))
            characters += len(text)
            if characters > _HANDED_OVER:  # the processes begin while the rest is read
                job.add(waiting)
                waiting, characters = [], 0
        job.add(waiting)

    def _taken_in(self, source: Source, batch: Batch) -> str | None:
        """The text of a file that must be looked at."""
        path = source.path
        batch.sources[path] = source.data
        cache = self._ready_cache()
        if cache is not None:
            key = batch.keys[path] = cache.key(path, source.data)
            if (record := cache.get(key, path)) is not None:
                batch.records[path] = record
                batch.cache_hits += 1
                return None
        try:
            text = decode(source.data)
            refuse_unwritten(text)
        except Unreadable as error:
            batch.records[path] = unread(path, Diagnostic(path, error.kind, error.message, error.line))
            return None
        batch.texts[path] = text
        return text

    def _look(self, batch: Batch, job: Job, tell: Callable[[int], None]) -> None:
        """Have ruff look at all texts at once, while the processes look at each, and put both together."""
        if not batch.texts:
            return
        cache = self._ready_cache()
        known = catalogue()
        size = sum(map(len, batch.texts.values()))
        with Mirror(size) as mirror, ThreadPoolExecutor(1, "hefesto-ruff") as beside:
            for path, text in batch.texts.items():
                mirror.add(path, text)
            linting = beside.submit(lint, mirror, known.by_ruff_code, self._limits)
            for path, examined in job.results():
                record = finished(path, batch.texts.pop(path), examined, linting.result(), known)
                batch.records[path] = record
                if cache is not None and record.cacheable:
                    cache.put(batch.keys[path], record)
                tell(1)

    def _ready_pool(self) -> Pool:
        with self._lock:
            if self._pool is None or self._pool_pid != os.getpid():  # threads and sockets do not survive a fork
                sweep()
                self._pool = Pool(self._workers, self._limits)
                self._pool_pid = os.getpid()
            return self._pool

    def _ready_cache(self) -> Cache | None:
        with self._lock:
            if self._cache is None and self._cache_folder is not None:
                self._cache = Cache(self._cache_folder, engine_version())
            return self._cache


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
