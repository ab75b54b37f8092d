"""Running ruff over a folder of files: one process, exactly the rules of the catalogue, nobody's configuration."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final, cast

import orjson
from ruff import find_ruff_bin

NEWEST_PYTHON: Final = "py315"  # ruff reads newer syntax than the interpreter
HITS_OF_A_FILE: Final = 5_000
SYNTAX_ERROR: Final = "invalid-syntax"
_OPTIONS: Final = (
    "check",
    "--isolated",  # no project's own configuration
    "--no-cache",  # the engine has its own, and ruff's reads files with hits again anyhow
    "--ignore-noqa",  # the engine reads the comments itself, to count them
    "--no-respect-gitignore",
    "--config=exclude=[]",  # ruff passes over build/, node_modules/ and more; what is here was chosen
    "--output-format=json-lines",
    f"--target-version={NEWEST_PYTHON}",
)


class RuffFailed(Exception):
    """Ruff is not there, crashed, or refused its arguments."""


@dataclass(frozen=True, slots=True)
class RuffHit:
    """What ruff says about one place; lines and columns count from 1."""

    name: str  # the file's, relative to the folder that was checked
    code: str
    line: int
    column: int
    end_line: int
    comment_line: int  # where a comment that silences it stands
    message: str


@cache
def executable() -> str:
    """The path of ruff's program; raises RuffFailed."""
    try:
        return str(find_ruff_bin())
    except FileNotFoundError as error:
        raise RuffFailed("Ruff is not installed.") from error


@cache
def version() -> str:
    """Ruff's own version; raises RuffFailed."""
    return _output(["--version"]).decode().removeprefix("ruff").strip()


def known_codes() -> dict[str, Any]:
    """Every rule this ruff knows, by code, as ruff describes it; raises RuffFailed."""
    return {rule["code"]: rule for rule in orjson.loads(_output(["rule", "--all", "--output-format", "json"]))}


def check(
    folder: Path,
    codes: Iterable[str],
    *,
    names: Sequence[str] = (".",),
    seconds: float = 60,
    memory_bytes: int | None = None,
) -> dict[str, list[RuffHit]]:
    """What ruff finds in the files of a folder, or in some of them, by their names in it; raises RuffFailed.

    A file in a grammar that ruff does not know has hits with the code `invalid-syntax`. Beyond some thousands, the
    hits of one file are dropped.
    """
    root = os.path.realpath(folder)
    selected = ",".join(sorted(codes))
    found: dict[str, list[RuffHit]] = {}
    if not selected:
        return found
    arguments = [*_OPTIONS, f"--select={selected}", "--", *names]
    with _started(arguments, cwd=root, seconds=seconds, memory_bytes=memory_bytes) as lines:
        for line in lines:
            try:
                hit = _hit(orjson.loads(line), root)
            except (ValueError, LookupError, TypeError) as error:
                raise RuffFailed("Ruff said what is no hit.") from error
            of_file = found.setdefault(hit.name, [])
            if len(of_file) < HITS_OF_A_FILE:
                of_file.append(hit)
    return found


def _hit(said: dict[str, Any], root: str) -> RuffHit:
    line = said["location"]["row"]
    return RuffHit(
        name=said["filename"][len(root) + 1 :],
        code=said["code"] or said["name"],
        line=line,
        column=said["location"]["column"],
        end_line=said["end_location"]["row"],
        comment_line=said["noqa_row"] or line,
        message=said["message"],
    )


def _output(arguments: Sequence[str]) -> bytes:
    with _started(arguments, cwd=None, seconds=10, memory_bytes=None) as lines:
        return b"".join(lines)


@contextmanager
def _started(
    arguments: Sequence[str], *, cwd: str | None, seconds: float, memory_bytes: int | None
) -> Iterator[IO[bytes]]:
    """What ruff prints, line by line as it comes; raises RuffFailed, after the last line too."""
    with TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # the program's own path and a list of arguments: no shell reads them
                [executable(), *arguments],
                cwd=cwd,
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
            )
        except OSError as error:
            raise RuffFailed(f"Ruff could not be started: {error.strerror}.") from error
        _limit_memory(process.pid, memory_bytes)
        watchdog = threading.Timer(seconds, process.kill)
        watchdog.start()
        try:
            with cast("IO[bytes]", process.stdout) as output:
                yield output
        finally:
            watchdog.cancel()
            process.kill()
            status = process.wait()
        if status not in {0, 1}:  # 1: it found something
            complaints.seek(0)
            raise RuffFailed(_reason(status, complaints.read(), seconds))


def _limit_memory(pid: int, memory_bytes: int | None) -> None:
    """Limit a process that has just started; only Linux can."""
    if memory_bytes is not None and sys.platform == "linux":
        with suppress(OSError):  # it has ended already
            resource.prlimit(pid, resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _reason(status: int, complaints: bytes, seconds: float) -> str:
    if status == -signal.SIGKILL:
        return f"Ruff did not end within {seconds:g} seconds, or was killed."
    last = complaints.decode(errors="replace").strip().splitlines()[-1:] or [f"status {status}"]
    return f"Ruff failed: {last[0].strip()}"
