"""The folder whose code may be analysed."""

import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path

from pathspec import GitIgnoreSpec

from analysis.engine.report import Source
from analysis.exceptions import InvalidExcludePattern, InvalidFilePath
from analysis.sources.ignoring import Ignoring, compiled, is_ignored
from analysis.sources.opening import Descent, NamedFile, Refused, descent, read
from analysis.sources.paths import components
from analysis.sources.walking import Selection, SourceLimits, Walk, is_python_file, read_ignore_file, too_large


class Workspace:
    """The root of all paths; nothing outside is ever opened or told about."""

    def __init__(self, root: Path | str, *, limits: SourceLimits | None = None) -> None:
        self.root = Path(os.path.realpath(root))
        self.limits = limits or SourceLimits()

    def select(self, path: str, exclude: Sequence[str] = ()) -> Selection:
        """The Python files that a file's or folder's path stands for; raises InvalidFilePath, InvalidExcludePattern.

        Exclude patterns are gitignore's, relative to the workspace or to the folder asked for.
        """
        patterns = _request_patterns(exclude)
        with self._descend(path) as way:
            real = "/".join(way.names)
            if way.file is not None:
                return self._select_file(path, way.file, real, patterns)
            selection = Selection(real, is_file=False)
            excluded = _excluded(real, patterns) if exclude else []
            Walk(self.limits, selection, excluded).run(way.folders[-1], _ignored_above(way))
        return selection

    def locate(self, path: str, exclude: Sequence[str] = ()) -> str:
        """Where a path really leads; raises what `select` would, without walking a folder."""
        patterns = _request_patterns(exclude)
        with self._descend(path) as way:
            real = "/".join(way.names)
            if way.file is not None:
                self._select_file(path, way.file, real, patterns)
            return real

    def gone(self, paths: Iterable[str], *, exclude: Sequence[str] = (), under: str = "") -> set[str]:
        """Those of some once known files that are files no more, without what a request for `under` excludes."""
        excluded = _excluded(under, _request_patterns(exclude)) if exclude else []
        return {path for path in paths if not is_ignored(path, excluded) and self._is_gone(path)}

    def _is_gone(self, path: str) -> bool:
        try:
            with self._descend(path) as way:
                is_file = way.file is not None and stat.S_ISREG(way.file.status.st_mode)
                return not is_file or "/".join(way.names) != path
        except InvalidFilePath as refused:
            return refused.reason in {"file_not_found", "outside_workspace"}

    def read(self, path: str) -> bytes:
        """The bytes of one file; raises InvalidFilePath."""
        with self._descend(path) as way:
            if way.file is None:
                raise InvalidFilePath(path, "not_a_regular_file")
            return self._read(path, way.file)

    def sources(self, selection: Selection) -> Iterator[Source]:
        """The selected files with their bytes; one that is gone or locked meanwhile becomes a diagnostic."""
        for folder, paths in groupby(selection.files, key=lambda path: path.rpartition("/")[0]):
            unread = deque(paths)
            while unread:  # a file that fails ends the descent; the next one starts another
                try:
                    yield from self._sources_in(folder, unread)
                except (InvalidFilePath, Refused):
                    selection.tells(unread.popleft(), "not_readable", "The file could not be read when its turn came.")

    def _sources_in(self, folder: str, unread: deque[str]) -> Iterator[Source]:
        """The files of one folder, taken off `unread` as they are read; raises InvalidFilePath or Refused."""
        with self._descend(folder) as way:
            while unread:
                data = read(way.folders[-1], unread[0].rpartition("/")[2], limit=self.limits.file_bytes)
                yield Source(unread.popleft(), data)

    def _descend(self, path: str) -> AbstractContextManager[Descent]:
        return descent(str(self.root), path, components(path))

    def _read(self, path: str, file: NamedFile) -> bytes:
        try:
            return read(file.folder, file.name, limit=self.limits.file_bytes)
        except Refused as refused:
            raise InvalidFilePath(path, refused.reason) from refused

    def _select_file(self, path: str, file: NamedFile, real: str, patterns: GitIgnoreSpec) -> Selection:
        selection = Selection(real, is_file=True)
        if patterns.match_file(real):
            selection.tells(real, "excluded", "The request's own patterns exclude the file.")
        elif file.status.st_size > self.limits.file_bytes:
            selection.tells(real, "too_large", too_large(self.limits))
        else:
            self._read(path, file)  # what may not be read is refused here, before anything is queued
            if is_python_file(file.folder, file.name, file.status):
                selection.files.append(real)
            else:
                selection.tells(real, "unsupported_language", "Only Python source is analysed.")
        return selection


def _ignored_above(way: Descent) -> list[Ignoring]:
    """The `.gitignore`s of the folders above the one asked for, unless they ignore that folder itself.

    Who asks for an ignored folder by name means it.
    """
    if not way.names:
        return []
    bases = ["", *(f"{'/'.join(way.names[: depth + 1])}/" for depth in range(len(way.names)))]
    above = [
        patterns
        for folder, base in zip(way.folders[:-1], bases, strict=False)
        for patterns in read_ignore_file(folder, base)
    ]
    return [] if is_ignored(bases[-1], above) else above


def _excluded(under: str, patterns: GitIgnoreSpec) -> list[Ignoring]:
    """A request's patterns as they count below the folder it asks for."""
    return [Ignoring(base, patterns) for base in sorted({"", f"{under}/" if under else ""})]


def _request_patterns(patterns: Sequence[str]) -> GitIgnoreSpec:
    compiled_patterns = []
    for index, pattern in enumerate(patterns):
        if (made := compiled(pattern)) is None:
            raise InvalidExcludePattern(index)
        compiled_patterns.append(made)
    return GitIgnoreSpec(compiled_patterns)
