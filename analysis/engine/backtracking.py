"""Regular expressions that can take exponential time: where one text can be read in very many ways.

The expression is parsed by Python's own parser. A repetition is dangerous when a text of its inner repetition's
characters can be divided between its rounds in several ways, and something after it can fail, so that all are tried.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

_MANY: Final = 24  # rounds from which a repetition counts as endless
_BEYOND: Final = 1 << 256  # stands for every character beyond Latin-1
_ALL: Final = (1 << 257) - 1
_DEEPEST: Final = 40
_WORTH_A_LOOK: Final = re.compile(r"\)\s*(?:[*+]|\{\d*,)")
_REPEATS: Final = frozenset({constants.MAX_REPEAT, constants.MIN_REPEAT})

Item = tuple[Any, Any]
Characters = int  # a set of characters: bit n stands for chr(n)


class Danger(NamedTuple):
    """Why an expression is dangerous."""

    repeated: str  # characters of which a long run takes for ever, for a reader: `a`


def danger(pattern: str, flags: int = 0, *, whole: bool = False) -> Danger | None:
    """Why the expression can take exponential time; None if it cannot, or is no expression.

    `whole` says that it has to match the text up to its end.
    """
    if not _WORTH_A_LOOK.search(pattern) or len(pattern) > 5000:
        return None
    try:
        items = list(parser.parse(pattern, flags))
        return next(_dangers(items, can_fail=whole, depth=0), None)
    except (re.error, RecursionError, OverflowError, ValueError):
        return None


def _dangers(items: Sequence[Item], *, can_fail: bool, depth: int) -> Iterator[Danger]:
    """The dangers in a sequence; `can_fail` is whether something has to match after it."""
    if depth > _DEEPEST:
        return
    for position, (kind, value) in enumerate(items):
        fails = can_fail or any(not _is_nullable(item) for item in items[position + 1 :])
        if kind in _REPEATS:
            low, high, body = value
            if fails and _is_endless(high):
                yield from _ambiguous(list(body))
            yield from _dangers(list(body), can_fail=fails or low > 1, depth=depth + 1)
        for inner in _inside(kind, value):
            yield from _dangers(inner, can_fail=fails, depth=depth + 1)


def _inside(kind: Any, value: Any) -> list[list[Item]]:
    """The sequences inside a group or a choice; none for what never steps back."""
    if kind is constants.SUBPATTERN:
        return [list(value[3])]
    if kind is constants.BRANCH:
        return [list(branch) for branch in value[1]]
    return []


def _is_endless(high: Any) -> bool:
    return high is constants.MAXREPEAT or int(high) >= _MANY


def _ambiguous(body: list[Item]) -> Iterator[Danger]:
    """Whether rounds of the body can be divided in several ways."""
    for sequence in _alternatives(body):
        for position, (kind, value) in enumerate(sequence):
            if kind in _REPEATS and _is_endless(value[1]):
                characters = _characters(list(value[2]))
                around = [*sequence[position + 1 :], *sequence[:position]]
                for item in around:
                    characters &= _ALL if _is_nullable(item) else _first_of(item)
                if characters:
                    yield Danger(_example(characters))
    yield from _overlapping(_alternatives(body))


def _alternatives(body: list[Item]) -> list[list[Item]]:
    """The body's alternatives as flat sequences, groups opened."""
    while len(body) == 1 and body[0][0] is constants.SUBPATTERN:
        body = list(body[0][1][3])
    if len(body) == 1 and body[0][0] is constants.BRANCH:
        return [sequence for branch in body[0][1][1] for sequence in _alternatives(list(branch))]
    return [list(_opened(body))]


def _opened(body: list[Item]) -> Iterator[Item]:
    for kind, value in body:
        if kind is constants.SUBPATTERN:
            yield from _opened(list(value[3]))
        else:
            yield kind, value


def _overlapping(alternatives: list[list[Item]]) -> Iterator[Danger]:
    """Alternatives of which one reads in one round what another reads in several: `.` and `ab`."""
    fixed = [[_of_item(item) for item in sequence] for sequence in alternatives if _is_fixed(sequence)]
    for one, other in combinations(fixed, 2):
        short, long = sorted((one, other), key=len)
        if len(short) == 1 and all(short[0] & characters for characters in long):
            yield Danger(_example(short[0] & long[0]))


def _is_fixed(sequence: list[Item]) -> bool:
    kinds = {constants.LITERAL, constants.NOT_LITERAL, constants.ANY, constants.IN}
    return 0 < len(sequence) <= 4 and all(kind in kinds for kind, _ in sequence)


def _first_of(item: Item) -> Characters:
    kind, value = item
    if kind in _REPEATS:
        return _characters(list(value[2]))
    if kind is constants.BRANCH:
        return _union(_characters(list(branch)[:1]) for branch in value[1])
    return _of_item(item)


def _is_nullable(item: Item) -> bool:
    """Whether the item can match nothing at all; an anchor cannot: it can fail."""
    kind, value = item
    if kind in _REPEATS or kind is constants.POSSESSIVE_REPEAT:
        return value[0] == 0 or all(_is_nullable(inner) for inner in value[2])
    if kind is constants.SUBPATTERN:
        return all(_is_nullable(inner) for inner in value[3])
    if kind is constants.BRANCH:
        return any(all(_is_nullable(inner) for inner in branch) for branch in value[1])
    return False


def _characters(body: list[Item]) -> Characters:
    """The characters of which a body of one item is made; none for longer ones."""
    body = list(_opened(body))
    if len(body) == 1 and body[0][0] is constants.BRANCH:
        return _union(_characters(list(branch)) for branch in body[0][1][1])
    return _of_item(body[0]) if len(body) == 1 else 0


def _union(sets: Iterator[Characters]) -> Characters:
    result = 0
    for one in sets:
        result |= one
    return result


def _of_item(item: Item) -> Characters:
    kind, value = item
    if kind is constants.LITERAL:
        return _one(value)
    if kind is constants.NOT_LITERAL:
        return _ALL & ~_one(value)
    if kind is constants.ANY:
        return _ALL & ~_one(10)
    return _of_class(value) if kind is constants.IN else 0


def _one(code: int) -> Characters:
    return 1 << code if code < 256 else _BEYOND


def _of_class(parts: Sequence[Item]) -> Characters:
    """The characters of `[…]`."""
    result, negated = 0, False
    for kind, value in parts:
        if kind is constants.NEGATE:
            negated = True
        elif kind is constants.LITERAL:
            result |= _one(value)
        elif kind is constants.RANGE:
            result |= _union(_one(code) for code in range(value[0], min(value[1], 256) + 1))
        elif kind is constants.CATEGORY:
            result |= _CATEGORIES.get(value, 0)
    return _ALL & ~result if negated else result


def _category(expression: str) -> Characters:
    return _union(1 << code for code in range(256) if re.match(expression, chr(code)))


_WORD, _DIGIT, _SPACE = (_category(rf"\{letter}") for letter in "wds")
_CATEGORIES: Final = {
    constants.CATEGORY_WORD: _WORD | _BEYOND,
    constants.CATEGORY_NOT_WORD: _ALL & ~_WORD,
    constants.CATEGORY_DIGIT: _DIGIT,
    constants.CATEGORY_NOT_DIGIT: _ALL & ~_DIGIT,
    constants.CATEGORY_SPACE: _SPACE,
    constants.CATEGORY_NOT_SPACE: _ALL & ~_SPACE,
}


def _example(characters: Characters) -> str:
    """A character of the set that can be shown."""
    for code in (*b"a0 -.,/_", *range(33, 127)):
        if characters >> code & 1:
            return chr(code)
    return "…"
