"""Opening what lies below a folder name by name, so that no link, race or device leads anywhere else."""

import errno
import io
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from analysis.exceptions import InvalidFilePath, PathReason

FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK, opening a pipe waits for its writer.
FILE_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_LINKS: Final = 40  # as many as Linux follows in one path
_NOT_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG})


class Refused(Exception):
    """Something may not be opened, for the reason a caller may be told."""

    def __init__(self, reason: PathReason) -> None:
        super().__init__(reason)
        self.reason: PathReason = reason


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file, or what else is no folder, in an opened folder."""

    folder: int
    name: str
    status: os.stat_result


class Descent:
    """The way from the workspace down to a folder or file: a descriptor for each folder, held until it is closed.

    Links are followed by hand, and only where they stay below the root: each name is opened relative to the folder
    that is already open, never following a link, so what was checked is what is opened, whoever renames meanwhile.
    """

    def __init__(self, root: str, path: str) -> None:
        self.names: list[str] = []  # the real names below the root
        self.file: NamedFile | None = None  # None: the way ends at a folder
        self._root = root
        self._path = path  # as it was asked for
        self._links = 0
        self.folders: list[int] = []  # the root's descriptor, then one for each name of a folder

    def go(self, names: Iterable[str]) -> None:
        """Descend; raises InvalidFilePath."""
        pending = deque(names)
        try:
            self.folders.append(os.open(self._root, FOLDER_FLAGS))
            while pending:
                self._step(pending.popleft(), pending)
        except OSError as error:
            raise InvalidFilePath(self._path, _reason(error)) from error
        except Refused as refused:
            raise InvalidFilePath(self._path, refused.reason) from refused

    def close(self) -> None:
        """Let go of every folder."""
        self._rise_to(0)

    def _step(self, name: str, pending: deque[str]) -> None:
        if self.file is not None:
            raise Refused("file_not_found")  # a file with something below it
        if name in {"", "."}:
            return
        if name == "..":  # only links say so: a request is refused for it
            if not self.names:
                raise Refused("outside_workspace")
            self._rise_to(len(self.folders) - 1)
            self.names.pop()
            return
        status = os.stat(name, dir_fd=self.folders[-1], follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            self._follow(name, pending)
        elif stat.S_ISDIR(status.st_mode):
            self.folders.append(os.open(name, FOLDER_FLAGS, dir_fd=self.folders[-1]))
            self.names.append(name)
        else:
            self.file = NamedFile(self.folders[-1], name, status)
            self.names.append(name)

    def _follow(self, name: str, pending: deque[str]) -> None:
        self._links += 1
        if self._links > _LINKS:
            raise Refused("file_not_found")
        target = os.readlink(name, dir_fd=self.folders[-1])
        if target.startswith("/"):
            if target != self._root and not target.startswith(f"{self._root}/"):
                raise Refused("outside_workspace")
            target = target[len(self._root) :]
            self._rise_to(1)
            self.names.clear()
        pending.extendleft(reversed(target.split("/")))

    def _rise_to(self, depth: int) -> None:
        while len(self.folders) > depth:
            os.close(self.folders.pop())


@contextmanager
def descent(root: str, path: str, names: Iterable[str]) -> Iterator[Descent]:
    """The way down to a path, held open; raises InvalidFilePath."""
    way = Descent(root, path)
    try:
        way.go(names)
        yield way
    finally:
        way.close()


def read(folder: int, name: str, *, limit: int) -> bytes:
    """The bytes of a regular file in an opened folder; raises Refused, also for a file longer than the limit."""
    with _regular_file(folder, name) as file:
        if os.fstat(file.fileno()).st_size > limit:
            raise Refused("too_large")
        data = file.read(limit + 1)
    if data is None or len(data) > limit:  # it grew
        raise Refused("too_large")
    return data


def read_start(folder: int, name: str, *, size: int) -> bytes:
    """At most the first `size` bytes of a regular file in an opened folder; raises Refused."""
    with _regular_file(folder, name) as file:
        return file.read(size) or b""


@contextmanager
def _regular_file(folder: int, name: str) -> Iterator[io.FileIO]:
    try:
        descriptor = os.open(name, FILE_FLAGS, dir_fd=folder)
    except OSError as error:
        is_special = error.errno in {errno.ENXIO, errno.EOPNOTSUPP}  # a socket
        raise Refused("not_a_regular_file" if is_special else _reason(error)) from error
    with io.FileIO(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused("not_a_regular_file")
        try:
            yield file
        except OSError as error:
            raise Refused("not_readable") from error


def _reason(error: OSError) -> PathReason:
    return "file_not_found" if error.errno in _NOT_THERE else "not_readable"
