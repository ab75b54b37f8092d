"""Records of files on disk, by what was looked at and by what: a changed file or rule is another entry."""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from analysis.engine.record import Record

_DIGEST_BYTES: Final = 16
_ENTRY: Final = ".record"
_UNFINISHED: Final = ".part"
_BYTES: Final = 512 * 1024 * 1024
_DAY_SECONDS: Final = 24 * 3600
_ABANDONED_SECONDS: Final = 3600
_AGE_SECONDS: Final = 30 * _DAY_SECONDS
_KEPT_SHARE: Final = 0.8  # of the limit, after a pruning: not every analysis should prune


class _Entry(NamedTuple):
    used_at: float
    size: int
    place: Path


class Cache:
    """A folder of records, safe to share between processes, bounded in size and age.

    Entries are written whole under another name and renamed, and carry their own digest: what is broken is not there.
    """

    def __init__(self, folder: Path, version: str, *, limit_bytes: int = _BYTES) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._version = version.encode()
        self._limit_bytes = limit_bytes
        self._stored_bytes = limit_bytes  # since the last pruning; the first entry stored starts one
        self._pruning = threading.Lock()

    def key(self, path: str, data: bytes) -> str:
        """The name of the entry for a file's path and bytes; the path counts, because rules look at it."""
        digest = hashlib.blake2b(f"{path}\0".encode(), digest_size=20, key=self._version)
        digest.update(data)
        return digest.hexdigest()

    def get(self, key: str, path: str) -> Record | None:
        """The record of a file, or None if there is none that can be read."""
        place = self._place(key)
        try:
            with place.open("rb", buffering=0) as file:
                stored = file.readall()
                used_at = os.fstat(file.fileno()).st_mtime
            digest, data = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
            record = Record.from_bytes(path, data) if digest == _digest(data) else None
        except (OSError, ValueError, TypeError, KeyError):
            return None
        if record is not None and time.time() - used_at > _DAY_SECONDS:
            with suppress(OSError):
                os.utime(place)
        return record

    def put(self, key: str, record: Record) -> None:
        """Keep a record; a disk that is full or read-only keeps nothing, and nobody is told."""
        place = self._place(key)
        unfinished = place.with_suffix(f".{os.getpid()}.{threading.get_ident()}{_UNFINISHED}")
        data = record.to_bytes()
        try:
            try:
                unfinished.write_bytes(_digest(data) + data)
            except FileNotFoundError:
                place.parent.mkdir(mode=0o700, exist_ok=True)
                unfinished.write_bytes(_digest(data) + data)
            unfinished.replace(place)
        except OSError:
            with suppress(OSError):
                unfinished.unlink()
        self._stored_bytes += len(data)

    def prune(self) -> None:
        """Remove what is old, and the least used beyond the limit; does nothing where little was stored since."""
        if self._stored_bytes < self._limit_bytes * (1 - _KEPT_SHARE) or not self._pruning.acquire(blocking=False):
            return
        try:
            self._stored_bytes = 0
            entries = sorted(self._entries())
            size = sum(entry.size for entry in entries)
            oldest = time.time() - _AGE_SECONDS
            excess = size - self._limit_bytes * _KEPT_SHARE if size > self._limit_bytes else 0
            for entry in entries:
                if entry.used_at > oldest and excess <= 0:
                    break
                excess -= entry.size
                with suppress(OSError):
                    entry.place.unlink()
        finally:
            self._pruning.release()

    def _entries(self) -> Iterator[_Entry]:
        """Every entry; what a process that died left unfinished counts as old after an hour."""
        for place in self._folder.glob("*/*"):
            with suppress(OSError):
                status = place.lstat()
                abandoned = place.suffix == _UNFINISHED and time.time() - status.st_mtime > _ABANDONED_SECONDS
                yield _Entry(0 if abandoned else status.st_mtime, status.st_size, place)

    def _place(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}{_ENTRY}"


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
