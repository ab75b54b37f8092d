"""Hiding secrets in everything that is shown of a file."""

from collections.abc import Iterable, Iterator
from typing import Final

_SHOWN: Final = 4  # characters of a long secret that stay, so that its owner recognises it
_LONG: Final = 12
_SHORTEST: Final = 3


def mask(secret: str) -> str:
    """A secret as it may be shown: the first characters of a long one, and stars that do not tell the length."""
    return f"{secret[:_SHOWN]}****" if len(secret) >= _LONG else "****"


def pieces_of(secrets: Iterable[str]) -> Iterator[str]:
    """The secrets cut at their line ends, without what is too short to be told from ordinary text."""
    for secret in secrets:
        yield from (piece for line in secret.splitlines() if len(piece := line.strip()) >= _SHORTEST)


def masked(text: str, secrets: Iterable[str]) -> str:
    """A text with every secret in it masked, longest first, so that none hides part of another."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, mask(secret))
    return text
