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
from analysis.engine.pool import Pool
from analysis.engine.record import finished, unread
from analysis.engine.report import Diagnostic, Report, Source, Suppression
from analysis.engine.text import Unreadable, decode, refuse_unwritten
from analysis.engine.version import engine_version
from analysis.engine.worker_process import WorkersFailed
from findings.severity import Severity

__all__ = ["Diagnostic", "Engine", "Limits", "Report", "Source", "Suppression", "WorkersFailed"]

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
            self._gather(sources, batch, tell)
            self._look(batch, tell)
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

    def _gather(self, sources: Iterable[Source], batch: Batch, tell: Callable[[int], None]) -> None:
        """Take in every file: what is known of it already, why it cannot be looked at, or its text."""
        cache = self._ready_cache()
        for source in sources:
            batch.sources[source.path] = source.data
            if cache is not None:
                key = batch.keys[source.path] = cache.key(source.path, source.data)
                if (record := cache.get(key, source.path)) is not None:
                    batch.records[source.path] = record
                    batch.cache_hits += 1
                    tell(1)
                    continue
            try:
                text = decode(source.data)
                refuse_unwritten(text)
            except Unreadable as error:
                diagnostic = Diagnostic(source.path, error.kind, error.message, error.line)
                batch.records[source.path] = unread(source.path, diagnostic)
                tell(1)
            else:
                batch.texts[source.path] = text

    def _look(self, batch: Batch, tell: Callable[[int], None]) -> None:
        """Look at every text: ruff at all of them at once, the processes at each, both at the same time."""
        if not batch.texts:
            return
        cache = self._ready_cache()
        known = catalogue()
        size = sum(map(len, batch.texts.values()))
        with Mirror(size) as mirror, ThreadPoolExecutor(1, "hefesto-ruff") as beside:
            for path, text in batch.texts.items():
                mirror.add(path, text)
            linting = beside.submit(lint, mirror, known.by_ruff_code, self._limits)
            for path, examined in self._ready_pool().run(list(batch.texts.items())):
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
