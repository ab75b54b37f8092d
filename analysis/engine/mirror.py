"""A private copy of the texts that an analysis looks at, for programs that read files."""

import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_PREFIX: Final = "hefesto-mirror-"
ABANDONED_SECONDS: Final = 3600
# Writing hundreds of small files to a disk takes longer than ruff does. What is made in it is a private folder.
_MEMORY: Final = Path("/dev/shm")  # noqa: S108
_SPARE_SHARE: Final = 8
_TAME_PATH: Final = re.compile(r"[\w+@ -][\w+@. -]*(?:/[\w+@ -][\w+@. -]*)*\.py")
_PATH_CHARACTERS: Final = 1000
_ODD: Final = "odd-names"


class Mirror:
    """A folder that only this process's user can enter, removed at the end.

    It holds UTF-8 whatever the encoding of the files, no links, no configuration, and no name that a program could
    take for an option or a pattern: a file with an odd name gets a tame one.
    """

    def __init__(self, characters: int = 0) -> None:
        place = _MEMORY if _has_room(_MEMORY, characters) else None
        self.folder = Path(os.path.realpath(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place)))
        self._names: dict[str, str] = {}  # in the mirror to in the workspace
        self._folders: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def names(self) -> list[str]:
        """The names of all files, relative to the folder."""
        return list(self._names)

    def add(self, path: str, text: str) -> None:
        """Write one file's text."""
        name = path if _is_tame(path) else f"{_ODD}/{len(self._names)}/module.py"
        parent = name.rpartition("/")[0]
        if parent not in self._folders:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        (self.folder / name).write_bytes(text.encode())
        self._names[name] = path

    def original(self, name: str) -> str | None:
        """The path in the workspace of a name in the mirror."""
        return self._names.get(name)


def _is_tame(path: str) -> bool:
    return len(path) <= _PATH_CHARACTERS and _TAME_PATH.fullmatch(path) is not None and not path.startswith(f"{_ODD}/")


def _has_room(place: Path, characters: int) -> bool:
    """Whether a file system in memory is there, and can spare what the mirror may take."""
    try:
        status = os.statvfs(place)
    except OSError:
        return False
    return os.access(place, os.W_OK | os.X_OK) and status.f_bavail * status.f_frsize > _SPARE_SHARE * characters


def sweep() -> None:
    """Remove the mirrors of processes that were killed."""
    for folder in chain(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"), _MEMORY.glob(f"{_PREFIX}*")):
        with suppress(OSError):
            status = folder.lstat()
            if status.st_uid == os.geteuid() and time.time() - status.st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
