"""Records of files on disk, by what was looked at and by what: a changed file or rule is another entry."""

import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from analysis.engine.record import Record

T = TypeVar("T")
FILE: Final = "records.sqlite3"
_DIGEST_BYTES: Final = 16
_BYTES: Final = 512 * 1024 * 1024
_DAY_SECONDS: Final = 24 * 3600
_DAYS: Final = 30  # that an entry is kept unused
_KEPT_SHARE: Final = 0.8  # of the limit, after a pruning: not every analysis should prune
_PENDING: Final = 256  # entries written at once
_WAIT_SECONDS: Final = 2.0  # for another process that writes
_SCHEMA: Final = (
    "PRAGMA auto_vacuum = INCREMENTAL",  # before anything else is in the file
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = OFF",  # what a power cut breaks is found by its digest, and looked at again
    "CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, day INTEGER, record BLOB) WITHOUT ROWID",
)


class Cache:
    """A file of records that threads and processes share, bounded in size and age.

    One file with all of them, because making a small file for each costs more than looking at some of the sources.
    An entry carries its digest: what is broken is not there. A file that is no cache any more is begun anew.
    """

    def __init__(self, folder: Path, version: str, *, limit_bytes: int = _BYTES) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / FILE
        self._version = version.encode()
        self._limit_bytes = limit_bytes
        self._stored_bytes = limit_bytes  # since the last pruning; the first analysis prunes
        self._pending: dict[bytes, bytes] = {}
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._pid = 0

    def key(self, path: str, data: bytes) -> bytes:
        """The key of the entry for a file's path and bytes; the path counts, because rules look at it."""
        digest = hashlib.blake2b(f"{path}\0".encode(), digest_size=20, key=self._version)
        digest.update(data)
        return digest.digest()

    def get(self, key: bytes, path: str) -> Record | None:
        """The record of a file, or None if there is none that can be read."""
        row = self._do(lambda to: to.execute("SELECT record, day FROM records WHERE key = ?", (key,)).fetchone())
        if row is None:
            return None
        stored, day = row
        try:
            digest, data = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
            record = Record.from_bytes(path, data) if digest == _digest(data) else None
        except (ValueError, TypeError, KeyError):
            return None
        if record is not None and day != _today():
            self._do(lambda to: to.execute("UPDATE records SET day = ? WHERE key = ?", (_today(), key)))
        return record

    def put(self, key: bytes, record: Record) -> None:
        """Keep a record, from the next `flush` on at the latest."""
        data = record.to_bytes()
        with self._lock:
            self._pending[key] = _digest(data) + data
            is_much = len(self._pending) >= _PENDING
        if is_much:
            self.flush()

    def flush(self) -> None:
        """Write what was put; a disk that is full or read-only keeps nothing, and nobody is told."""
        with self._lock:
            pending, self._pending = self._pending, {}
        rows = [(key, _today(), data) for key, data in pending.items()]
        if rows:
            self._do(lambda to: to.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", rows))
            self._stored_bytes += sum(map(len, pending.values()))

    def prune(self) -> None:
        """Remove what was long not used, and what was used least beyond the limit, if much was stored since."""
        if self._stored_bytes < self._limit_bytes * (1 - _KEPT_SHARE):
            return
        self._stored_bytes = 0
        self._do(lambda to: to.execute("DELETE FROM records WHERE day < ?", (_today() - _DAYS,)))
        self._do(self._shrink)

    def _shrink(self, to: sqlite3.Connection) -> None:
        """Remove the entries used longest ago until the rest is well within the limit, and give the space back."""
        (size,) = to.execute("SELECT COALESCE(SUM(LENGTH(record)), 0) FROM records").fetchone()
        if size > self._limit_bytes:
            excess = size - self._limit_bytes * _KEPT_SHARE
            to.execute(
                "DELETE FROM records WHERE key IN (SELECT key FROM ("
                " SELECT key, SUM(LENGTH(record)) OVER (ORDER BY day, key) - LENGTH(record) AS before FROM records"
                ") WHERE before < ?)",
                (excess,),
            )
        to.execute("PRAGMA incremental_vacuum")

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Work on the file, in one transaction; None if that fails, after which a broken file is begun anew."""
        with self._lock:
            try:
                connection = self._connected()
                with connection:
                    return work(connection)
            except sqlite3.OperationalError:  # locked, full, read-only: the next time may do
                return None
            except sqlite3.DatabaseError:
                self._begin_anew()
                return None

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None or self._pid != os.getpid():  # a connection does not survive a fork
            self._connection = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, check_same_thread=False)
            self._pid = os.getpid()
            for statement in _SCHEMA:
                self._connection.execute(statement)
        return self._connection

    def _begin_anew(self) -> None:
        self._disconnect()
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(FILE + suffix).unlink()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None and self._pid == os.getpid():
            self._connection.close()
        self._connection = None


def _today() -> int:
    return int(time.time() // _DAY_SECONDS)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
