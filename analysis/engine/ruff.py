"""Running ruff over a folder of files: one process, exactly the rules of the catalogue, nobody's configuration."""

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
from ruff import find_ruff_bin

NEWEST_PYTHON: Final = "py315"  # ruff reads newer syntax than the interpreter
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

    path: str
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
    return _run(["--version"], cwd=None, seconds=10).decode().removeprefix("ruff").strip()


def known_codes() -> dict[str, Any]:
    """Every rule this ruff knows, by code, as ruff describes it; raises RuffFailed."""
    return {rule["code"]: rule for rule in orjson.loads(_run(["rule", "--all", "--output-format", "json"]))}


def check(folder: Path, codes: Iterable[str], *, paths: Sequence[str] = (".",), seconds: float = 60) -> list[RuffHit]:
    """What ruff finds in the files of a folder, or in some of them; raises RuffFailed.

    A file in a grammar that ruff does not know has hits with the code `invalid-syntax`.
    """
    root = os.path.realpath(folder)
    selected = ",".join(sorted(codes))
    if not selected:
        return []
    arguments = [*_OPTIONS, f"--select={selected}", "--", *paths]
    output = _run(arguments, cwd=root, seconds=seconds)
    return [_hit(orjson.loads(line), root) for line in output.splitlines()]


def _hit(found: dict[str, Any], root: str) -> RuffHit:
    line = found["location"]["row"]
    return RuffHit(
        path=os.path.relpath(found["filename"], root),
        code=found["code"] or found["name"],
        line=line,
        column=found["location"]["column"],
        end_line=found["end_location"]["row"],
        comment_line=found["noqa_row"] or line,
        message=found["message"],
    )


def _run(arguments: Sequence[str], *, cwd: str | None = None, seconds: float = 10) -> bytes:
    try:
        done = subprocess.run(  # the program's own path and a list of arguments: no shell reads them
            [executable(), *arguments],
            cwd=cwd,
            env={},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RuffFailed(f"Ruff did not end within {seconds:g} seconds.") from error
    except OSError as error:
        raise RuffFailed(f"Ruff could not be started: {error.strerror}.") from error
    if done.returncode not in {0, 1}:  # 1: it found something
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"status {done.returncode}"]
        raise RuffFailed(f"Ruff failed: {reason[0].strip()}")
    return done.stdout
