"""Patterns as in `.gitignore`, matched in time that does not explode whatever the pattern and the name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_ANY: Final = "[^/]*"
# What a later Python will read as sets within sets, and warns about.
_SET_OF_SETS = re.compile(r"\[[^\]]*(?:\[|--|&&|\|\||~~)")
_PATTERN_CHARACTERS: Final = 500
_DOUBLE_STARS: Final = 2  # each may stand for any number of folders: their product is what a match may cost
_LINES: Final = 2_000


class _LinearPattern(GitIgnoreSpecPattern):
    """A gitignore pattern whose stars do not backtrack into each other.

    pathspec writes a star as `[^/]*`; a dozen of them in one name take longer than the universe lasts. What stands
    between two stars is rightly matched where it comes first, so all but the last star need no second try.
    """

    __slots__ = ()

    @staticmethod
    def _translate_segment_glob(pattern: str, range_error: Literal["literal", "raise"]) -> str:
        regex = super(_LinearPattern, _LinearPattern)._translate_segment_glob(pattern, range_error)
        first, *rest = regex.split(_ANY)
        if not rest:
            return regex
        return first + "".join(f"(?>[^/]*?{part})" for part in rest[:-1] if part) + _ANY + rest[-1]


@dataclass(frozen=True, slots=True)
class Ignoring:
    """The patterns of one `.gitignore`, or of one request."""

    base: str  # the folder they are relative to: "" or "folder/…/"
    spec: GitIgnoreSpec

    def says(self, path: str) -> bool | None:
        """Whether a path below the base is ignored; None where no pattern speaks of it. Folders end with a slash."""
        return self.spec.check_file(path[len(self.base) :]).include


def compiled(pattern: str) -> GitIgnoreSpecPattern | None:
    """One line of patterns, or None if it is broken or could take too long to match."""
    if len(pattern) > _PATTERN_CHARACTERS or pattern.split("/").count("**") > _DOUBLE_STARS:
        return None
    if _SET_OF_SETS.search(pattern):
        return None
    try:
        made = _LinearPattern(pattern)
    except (ValueError, re.error):
        return None
    is_blank = not pattern.strip() or pattern.startswith("#")
    return made if made.include is not None or is_blank else None


def ignoring(base: str, lines: Iterable[str]) -> Ignoring:
    """The patterns of a `.gitignore` in the folder `base`; what is broken in it is passed over, as git does."""
    kept = [pattern for line in list(lines)[:_LINES] if line.strip() and (pattern := compiled(line)) is not None]
    return Ignoring(base, GitIgnoreSpec(kept))


def is_ignored(path: str, stack: Sequence[Ignoring]) -> bool:
    """Whether the innermost patterns that speak of a path ignore it; `stack` is outermost first."""
    for patterns in reversed(stack):
        if (verdict := patterns.says(path)) is not None:
            return verdict
    return False
