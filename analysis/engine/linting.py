"""Ruff's part of an analysis: one run over all files, and what is done when that run fails."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from analysis.engine import ruff
from analysis.engine.limits import Limits
from analysis.engine.mirror import Mirror
from analysis.engine.ruff import RuffFailed, RuffHit

_HARMLESS: Final = ("hefesto-probe.py", "pass\n")
_ARGUMENTS: Final = 500  # names of files in one command line


@dataclass(slots=True)
class Lint:
    """What ruff says about the files of a mirror, by their paths."""

    hits: dict[str, list[RuffHit]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)  # files that ruff has no answer for, and why


def lint(mirror: Mirror, codes: Collection[str], limits: Limits) -> Lint:
    """Check every file of a mirror. A file that ends ruff costs only itself; ruff gone, no file has an answer."""
    result = Lint()
    try:
        _take(
            result,
            mirror,
            ruff.check(mirror.folder, codes, seconds=limits.ruff_seconds, memory_bytes=limits.ruff_bytes),
        )
    except RuffFailed as error:
        deadline = time.monotonic() + limits.ruff_seconds
        _Search(mirror, codes, limits, deadline, result).among(mirror.names, str(error))
    return result


def _take(result: Lint, mirror: Mirror, found: dict[str, list[RuffHit]]) -> None:
    for name, hits in found.items():
        if (path := mirror.original(name)) is not None:
            result.hits[path] = hits


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for the files that ruff cannot take, by halves."""

    mirror: Mirror
    codes: Collection[str]
    limits: Limits
    deadline: float
    result: Lint

    def among(self, names: Sequence[str], reason: str) -> None:
        """Check the files again without those that end ruff."""
        if not self._is_ruff_well():
            self._give_up(names, reason)
            return
        pending = [names[start : start + _ARGUMENTS] for start in range(0, len(names), _ARGUMENTS)]
        while pending:
            part = pending.pop()
            if time.monotonic() > self.deadline:
                self._give_up(part, reason)
                continue
            try:
                _take(self.result, self.mirror, self._check(part))
            except RuffFailed as error:
                if len(part) == 1:
                    self._give_up(part, str(error))
                else:
                    middle = len(part) // 2
                    pending += [part[:middle], part[middle:]]

    def _is_ruff_well(self) -> bool:
        """Whether ruff can take any file at all."""
        name, text = _HARMLESS
        try:
            (self.mirror.folder / name).write_text(text)
            self._check([name])
        except (OSError, RuffFailed):
            return False
        return True

    def _check(self, names: Sequence[str]) -> dict[str, list[RuffHit]]:
        seconds = min(self.limits.ruff_seconds / 4, max(self.deadline - time.monotonic(), 1))
        return ruff.check(
            self.mirror.folder, self.codes, names=names, seconds=seconds, memory_bytes=self.limits.ruff_bytes
        )

    def _give_up(self, names: Sequence[str], reason: str) -> None:
        for name in names:
            if (path := self.mirror.original(name)) is not None:
                self.result.failed[path] = reason
