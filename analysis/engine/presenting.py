"""Making what came out of somebody's source fit to be stored and shown: plain text of bounded length."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar, cast

from analysis.engine.masking import masked
from analysis.engine.secrets.masking import mask

_CHARACTERS: Final = 500
_ITEMS: Final = 100
_DEPTH: Final = 6
_SNIPPET_LINES: Final = 5
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
# Control characters but tab and line feed, and halves of surrogate pairs: no database or terminal should meet them.
_UNSHOWN: Final = dict.fromkeys(
    [*(c for c in range(0x20) if c not in {0x09, 0x0A}), *range(0x7F, 0xA0), *range(0xD800, 0xE000)], _REPLACEMENT
)
T = TypeVar("T")


def presentable(value: T, secrets: Sequence[str] = ()) -> T:
    """The same value with its texts cleaned, cut and masked; collections cut too, tuples and sets as lists."""
    return cast("T", _presentable(value, secrets, _DEPTH))


def _presentable(value: Any, secrets: Sequence[str], depth: int) -> Any:
    if isinstance(value, str):
        return clean(masked(value, secrets))[:_CHARACTERS]
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth == 0:
        return None
    if isinstance(value, Mapping):
        items = list(value.items())[:_ITEMS]
        return {_presentable(str(key), secrets, 0): _presentable(item, secrets, depth - 1) for key, item in items}
    if isinstance(value, Iterable):
        return [_presentable(item, secrets, depth - 1) for item in list(value)[:_ITEMS]]
    return _presentable(str(value), secrets, 0)


def clean(text: str) -> str:
    """A text without control characters and without what is no character."""
    return text if text.isprintable() else text.translate(_UNSHOWN)


def snippet(lines: Sequence[str], masks: Mapping[int, str], first: int, last: int) -> str:
    """Some lines of a file as they may be shown, without the indentation they share; lines count from 1."""
    numbers = range(first, min(last, first + _SNIPPET_LINES - 1, len(lines)) + 1)
    shown = [_shown(masks.get(number, lines[number - 1])) for number in numbers]
    indents = [len(line) - len(line.lstrip()) for line in shown if line]
    shared = min(indents, default=0)
    return clean("\n".join(line[shared:] for line in shown)).strip("\n")[:_CHARACTERS]


def _shown(line: str) -> str:
    """A line without what looks like a secret, though no rule told of it: a token in a test, a key in a comment."""
    return mask(line[: 2 * _CHARACTERS])[:_CHARACTERS].rstrip()  # masked before it is cut, lest half a secret stay


def sentence(message: str) -> str:
    """Another program's message as a sentence: first letter upper-case, one full stop."""
    words = " ".join(message.split()).rstrip(".")
    return f"{words[:1].upper()}{words[1:]}."
