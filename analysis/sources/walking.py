"""Walking a folder: which of its files are source that somebody here wrote."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from analysis.engine.report import Diagnostic
from analysis.sources.ignoring import Ignoring, ignoring, is_ignored
from analysis.sources.opening import FOLDER_FLAGS, Refused, read, read_start
from analysis.sources.paths import is_plain_name

IGNORE_FILE: Final = ".gitignore"
_IGNORE_FILE_BYTES: Final = 256 * 1024
_PYTHON_SUFFIXES: Final = (".py", ".pyw")
_SHEBANG_BYTES: Final = 128
_VENDORED: Final = frozenset(
    {"_vendor", "_vendored", "bower_components", "dist-packages", "node_modules", "site-packages", "third_party"}
    | {"vendor", "vendored"}
)
_NEVER_SOURCE: Final = frozenset(
    {".git", ".hg", ".svn", ".bzr", ".jj", "CVS", "__pycache__", "__pypackages__", ".venv", "venv", "virtualenv"}
    | {".tox", ".nox", ".eggs", ".direnv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints"}
)
_VIRTUAL_ENVIRONMENT: Final = "pyvenv.cfg"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLimits:
    """How much one analysis takes."""

    file_bytes: int = 2 * 1024 * 1024
    total_bytes: int = 256 * 1024 * 1024
    files: int = 20_000
    entries: int = 1_000_000  # of any kind, source or not
    depth: int = 100  # folders below the one asked for; each holds a descriptor while it is walked


@dataclass(slots=True)
class Selection:
    """The files that a path stands for."""

    path: str  # as it really is: without links, `.` and doubled slashes; "" is the workspace
    is_file: bool
    files: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)  # reason to number of files and folders

    def passes_over(self, reason: str) -> None:
        """Count what nobody would ask about."""
        self.passed_over[reason] = self.passed_over.get(reason, 0) + 1

    def tells(self, path: str, kind: str, message: str) -> None:
        """Say why something that looks like source is not analysed."""
        self.passes_over(kind)
        self.diagnostics.append(Diagnostic(path, kind, message))


class Full(Exception):
    """The analysis holds as much as it may."""


class Walk:
    """One walk below an opened folder, into a selection."""

    def __init__(self, limits: SourceLimits, selection: Selection, excluded: Sequence[Ignoring]) -> None:
        self._limits = limits
        self._selection = selection
        self._excluded = excluded
        self._bytes = 0
        self._entries = 0

    def run(self, folder: int, ignored: Sequence[Ignoring]) -> None:
        """Select what lies below the folder; what is too much for one analysis is told and left out."""
        base = f"{self._selection.path}/" if self._selection.path else ""
        try:
            self._folder(folder, base, tuple(ignored), depth=0)
        except Full as full:
            self._selection.tells(self._selection.path, "too_many_files", str(full))

    def _folder(self, folder: int, base: str, ignored: tuple[Ignoring, ...], depth: int) -> None:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        self._count(len(entries))
        names = {entry.name for entry in entries}
        if depth and _VIRTUAL_ENVIRONMENT in names:
            self._selection.passes_over("environment")
            return
        if IGNORE_FILE in names:
            ignored = (*ignored, *read_ignore_file(folder, base))
        for entry in entries:
            if not is_plain_name(entry.name):
                shown = entry.name.encode(errors="replace").decode()
                self._selection.tells(f"{base}{shown!a}", "unsupported_name", "The name is not plain text.")
            elif entry.is_symlink():
                self._selection.passes_over("link")
            elif entry.is_dir(follow_symlinks=False):
                self._subfolder(folder, entry.name, base, ignored, depth + 1)
            else:
                self._file(folder, entry, base, ignored)

    def _subfolder(self, parent: int, name: str, base: str, ignored: tuple[Ignoring, ...], depth: int) -> None:
        path = f"{base}{name}/"
        if name in _NEVER_SOURCE:
            self._selection.passes_over("environment")
        elif not self._passes(path, ignored):
            return
        elif depth > self._limits.depth:
            self._selection.tells(path, "too_deep", f"Folders are walked {self._limits.depth} levels down.")
        else:
            try:
                folder = os.open(name, FOLDER_FLAGS, dir_fd=parent)
            except OSError:
                self._selection.tells(path, "not_readable", "The folder could not be opened.")
                return
            try:
                if name in _VENDORED:
                    self._vendored(folder, path)
                else:
                    self._folder(folder, path, ignored, depth)
            finally:
                os.close(folder)

    def _vendored(self, folder: int, path: str) -> None:
        """Count other people's code, and tell of it where somebody could have expected it to be analysed."""
        if _holds_python(folder):
            self._selection.tells(path, "vendored", "Other people's code is analysed only if its path is asked for.")
        else:
            self._selection.passes_over("vendored")

    def _file(self, folder: int, entry: os.DirEntry[str], base: str, ignored: tuple[Ignoring, ...]) -> None:
        path = base + entry.name
        if not self._looks_like_python(folder, entry):
            self._selection.passes_over("other_kind")
        elif self._passes(path, ignored):
            status = entry.stat(follow_symlinks=False)
            if not stat.S_ISREG(status.st_mode):
                self._selection.tells(path, "not_readable", "Not a regular file.")
            elif status.st_size > self._limits.file_bytes:
                self._selection.tells(path, "too_large", too_large(self._limits))
            else:
                self._select(path, status.st_size)

    def _looks_like_python(self, folder: int, entry: os.DirEntry[str]) -> bool:
        if entry.name.endswith(_PYTHON_SUFFIXES):
            return True
        return "." not in entry.name and is_python_file(folder, entry.name, entry.stat(follow_symlinks=False))

    def _passes(self, path: str, ignored: tuple[Ignoring, ...]) -> bool:
        if any(patterns.says(path) for patterns in self._excluded):
            self._selection.passes_over("excluded")
        elif is_ignored(path, ignored):
            self._selection.passes_over("ignored")
        else:
            return True
        return False

    def _select(self, path: str, size: int) -> None:
        if len(self._selection.files) == self._limits.files:
            raise Full(f"One analysis takes {self._limits.files} files; the rest was not analysed.")
        self._bytes += size
        if self._bytes > self._limits.total_bytes:
            megabytes = self._limits.total_bytes // 2**20
            raise Full(f"One analysis takes {megabytes} MB of source; the rest was not analysed.")
        self._selection.files.append(path)

    def _count(self, entries: int) -> None:
        self._entries += entries
        if self._entries > self._limits.entries:
            raise Full(f"One analysis looks at {self._limits.entries} files and folders; the rest was not analysed.")


def _holds_python(folder: int, *, levels: int = 2) -> bool:
    """Whether Python lies in a folder or right below it."""
    with os.scandir(folder) as listing:
        entries = list(listing)
    if any(entry.name.endswith(_PYTHON_SUFFIXES) for entry in entries):
        return True
    below = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)] if levels > 1 else []
    return any(_subfolder_holds_python(folder, name, levels - 1) for name in below)


def _subfolder_holds_python(parent: int, name: str, levels: int) -> bool:
    try:
        folder = os.open(name, FOLDER_FLAGS, dir_fd=parent)
    except OSError:
        return False
    try:
        return _holds_python(folder, levels=levels)
    finally:
        os.close(folder)


def read_ignore_file(folder: int, base: str) -> Iterator[Ignoring]:
    """The patterns of a folder's `.gitignore`, if it has a readable one."""
    try:
        data = read(folder, IGNORE_FILE, limit=_IGNORE_FILE_BYTES)
    except Refused:
        return
    yield ignoring(base, data.decode(errors="replace").splitlines())


def too_large(limits: SourceLimits) -> str:
    """The words for a file beyond the limit."""
    return f"Files of more than {limits.file_bytes // 1024} KB are not analysed."


def is_python_file(folder: int, name: str, status: os.stat_result) -> bool:
    """Whether a file is Python by its suffix, or an executable script whose first line says so."""
    if name.endswith(_PYTHON_SUFFIXES):
        return True
    if not stat.S_ISREG(status.st_mode) or not status.st_mode & 0o111 or "." in name:
        return False
    try:
        start = read_start(folder, name, size=_SHEBANG_BYTES)
    except Refused:
        return False
    return start.startswith(b"#!") and b"python" in start.split(b"\n", 1)[0]
