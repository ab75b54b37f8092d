"""What git says of a path: commit, branch, whether it was changed since, and which files were renamed.

A repository is code like any other: its own configuration can name programs that git would run (filters,
monitors, diff drivers, transports). So git is asked only for references there; everything else is compared
through a throw-away repository with no configuration that borrows the objects and the index.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TIMEOUT_SECONDS: Final = 10.0
MAXIMUM_BRANCH_CHARACTERS: Final = 500
_OBJECT_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_GITDIR_FILE_LIMIT_BYTES = 4096
_ENVIRONMENT: Final[dict[str, str]] = {
    "PATH": os.environ.get("PATH", os.defpath),
    "HOME": os.devnull,
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",  # the index on disk is never rewritten
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # older gits know no GIT_NO_LAZY_FETCH
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
}


@dataclass(frozen=True, slots=True)
class Revision:
    """Where a path stood when it was looked at; empty outside a git work tree."""

    commit: str = ""
    branch: str = ""
    dirty: bool | None = None


_UNKNOWN: Final = Revision()


class GitFailed(Exception):
    """Git could not answer: not installed, too slow, or the repository is not as it should be."""


def _git(*arguments: str, folder: Path, **environment: str) -> str:
    """Run git without a shell, a terminal, or anybody's configuration; returns what it prints."""
    program = shutil.which("git", path=_ENVIRONMENT["PATH"])
    if program is None:
        raise GitFailed("git is not installed")
    try:
        answer = subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=_ENVIRONMENT | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as failure:
        raise GitFailed(f"git {arguments[0]} failed") from failure
    return os.fsdecode(answer.stdout)


class Checkout:
    """One git work tree, seen from a workspace; paths are POSIX and relative to the workspace."""

    def __init__(self, *, workspace: Path, top: Path, git_folder: Path, scratch: Path) -> None:
        self._workspace = workspace
        self._top = top
        objects, index, exclude, self.commit, reference = _git(
            f"--git-dir={git_folder}",
            "rev-parse",
            *("--git-path", "objects", "--git-path", "index", "--git-path", "info/exclude"),
            *("HEAD", "--symbolic-full-name", "HEAD"),
            folder=top,
        ).splitlines()
        self.branch = _shown(reference.removeprefix("refs/heads/")) if reference.startswith("refs/heads/") else ""
        self._objects, self._index = (top / objects).resolve(), (top / index).resolve()
        self._exclude = top / exclude
        self._scratch = scratch
        _lay_out(scratch, self.commit)

    def stays_inside(self, folder: Path) -> bool:
        """Whether everything that is borrowed from the repository lies below the folder."""
        return self._objects.is_relative_to(folder) and self._index.is_relative_to(folder)

    def _compare(self, *arguments: str, index: Path | None = None) -> str:
        return _git(
            *("-c", f"core.excludesFile={self._exclude}"),
            *arguments,
            folder=self._top,
            GIT_DIR=str(self._scratch),
            GIT_WORK_TREE=str(self._top),
            GIT_INDEX_FILE=str(index or self._index),
            GIT_ALTERNATE_OBJECT_DIRECTORIES=str(self._objects),
        )

    def is_dirty(self, path: str) -> bool:
        """Whether something below the path, untracked files included, differs from the commit."""
        changes = ("status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=all")
        return bool(self._compare(*changes, "--untracked-files=normal", "--", self._there(path)))

    def renames_since(self, commit: str, path: str) -> dict[str, str]:
        """Old path to new for each file that git holds for renamed since the commit.

        A file that was moved without telling git counts as well, if it now lies below the path and is not
        ignored: in a copy of the index it is announced with `add --intent-to-add`.
        """
        if not _OBJECT_NAME.fullmatch(commit):
            return {}
        renames = ("-M", "--diff-filter=R", "--name-status", "-z", commit, "--")
        there = self._there(path)
        if self._compare("ls-files", "--others", "--exclude-standard", "--directory", "-z", "--", there):
            index = self._scratch / "index"
            shutil.copyfile(self._index, index)
            self._compare("add", "--intent-to-add", "--", there, index=index)
            quiet = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
            words = self._compare("diff", *quiet, *renames, index=index)
        else:
            words = self._compare("diff-index", "--cached", *renames)
        return self._pairs(words.split("\0"))

    def _pairs(self, words: list[str]) -> dict[str, str]:
        pairs = ((self._here(old), self._here(new)) for old, new in zip(words[1::3], words[2::3], strict=False))
        return {old: new for old, new in pairs if old is not None and new is not None}

    def _there(self, path: str) -> str:
        return os.path.relpath(self._workspace / path, self._top)

    def _here(self, path: str) -> str | None:
        place = os.path.relpath(self._top / path, self._workspace)
        return None if place.startswith("../") else place


def _shown(name: str) -> str:
    """A name as text: git takes any bytes, and many of them."""
    return os.fsencode(name).decode(errors="replace")[:MAXIMUM_BRANCH_CHARACTERS]


def _lay_out(scratch: Path, commit: str) -> None:
    """Make the least that git takes for a repository."""
    version, extension = (1, "[extensions]\n\tobjectFormat = sha256\n") if len(commit) == 64 else (0, "")
    (scratch / "refs").mkdir()
    (scratch / "objects").mkdir()
    (scratch / "HEAD").write_text(f"{commit}\n")
    (scratch / "config").write_text(f"[core]\n\trepositoryFormatVersion = {version}\n\tbare = false\n{extension}")


def _git_folder(place: Path) -> Path | None:
    """The repository that a folder's `.git` entry is or names."""
    entry = place / ".git"
    if entry.is_dir():
        return entry.resolve()
    if not entry.is_file() or entry.stat().st_size > _GITDIR_FILE_LIMIT_BYTES:
        return None
    word, _, target = entry.read_text(errors="replace").strip().partition(" ")
    return (place / target).resolve() if word == "gitdir:" and target and "\0" not in target else None


def _around(workspace: Path, path: str) -> tuple[Path, Path] | None:
    """The work tree around a path, and its repository."""
    start = (workspace / path).resolve()
    for place in (start, *start.parents):
        if place.is_dir() and (folder := _git_folder(place)) is not None:
            return place, folder
    return None


@contextmanager
def checkout(workspace: Path, path: str) -> Iterator[Checkout | None]:
    """The work tree around a path of the workspace; None outside of git.

    A repository below the workspace that lives elsewhere (a `.git` file or link that leads out) does not
    count: what lies outside the workspace is not told. One at or above the workspace is its operator's.
    """
    workspace = workspace.resolve()
    with tempfile.TemporaryDirectory(prefix="hefesto-git-") as scratch:
        yield _open(workspace, path, Path(scratch))


def _open(workspace: Path, path: str, scratch: Path) -> Checkout | None:
    try:
        found = _around(workspace, path)
        if found is None:
            return None
        top, git_folder = found
        is_guest = top != workspace and top.is_relative_to(workspace)
        if is_guest and not git_folder.is_relative_to(workspace):
            return None
        opened = Checkout(workspace=workspace, top=top, git_folder=git_folder, scratch=scratch)
    except (GitFailed, OSError, ValueError):
        return None
    return None if is_guest and not opened.stays_inside(workspace) else opened


def revision(opened: Checkout | None, path: str) -> Revision:
    """What an analysis of the path records; `dirty` is None where git cannot tell."""
    if opened is None:
        return Revision()
    try:
        return Revision(opened.commit, opened.branch, opened.is_dirty(path))
    except GitFailed:
        return Revision(opened.commit, opened.branch, None)


def renames(
    opened: Checkout | None, path: str, commits: Iterable[str], *, known: Revision = _UNKNOWN
) -> dict[str, str]:
    """Old path to new since any of the commits; of two answers the first commit's counts.

    Nothing has moved below a clean path since its own commit: with what is `known` of it, git need not be asked.
    """
    found: dict[str, str] = {}
    if opened is None:
        return found
    for commit in commits:
        if commit == known.commit and known.dirty is False:
            continue
        try:
            found = opened.renames_since(commit, path) | found
        except (GitFailed, OSError):  # gone from the repository: a rewritten or shallow history
            continue
    return found
