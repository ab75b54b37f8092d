"""Identifiers: time-ordered UUIDs, and the prefixed, URL-safe form that callers see."""

import os
import time
import uuid
from base64 import b32encode
from datetime import UTC, datetime, timedelta

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32, lower case: no i, l, o, u
_TO_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET.encode())
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_LENGTH = 26  # 128 bits in base32, two spare bits in front
_MAXIMUM = 1 << 128
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits."""
    return _uuid7(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10), "big"))


def uuid7_series(at: datetime, count: int) -> list[uuid.UUID]:
    """As many identifiers of one moment, each greater than the one before."""
    milliseconds = _milliseconds(at)
    noise = os.urandom(5 * count)
    start = int.from_bytes(os.urandom(4), "big")
    return [
        _uuid7(milliseconds, start + i << 40 | int.from_bytes(noise[5 * i : 5 * i + 5], "big")) for i in range(count)
    ]


def first_uuid7_after(at: datetime) -> uuid.UUID:
    """The least identifier of the next millisecond: those of this moment and earlier ones are below it."""
    return _uuid7(min(max(_milliseconds(at) + 1, 0), (1 << 48) - 1), 0)


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _uuid7(milliseconds: int, rest: int) -> uuid.UUID:
    """Of the rest, the lowest 74 bits count; those above the lowest 62 stand before the variant."""
    head, tail = rest >> 62 & 0xFFF, rest & (1 << 62) - 1
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | head << 64 | 0x2 << 62 | tail)


def encode(prefix: str, identifier: uuid.UUID) -> str:
    """`finding_` and 26 characters of base32 that sort as the identifiers do."""
    # The standard's own base32 of 160 bits, of which the last 26 characters hold the identifier's 128.
    return f"{prefix}_{b32encode(identifier.int.to_bytes(20, 'big'))[-_LENGTH:].translate(_TO_CROCKFORD).decode()}"


def decode(prefix: str, text: str) -> uuid.UUID | None:
    """The identifier behind `encode(prefix, …)`; None for anything else."""
    head, separator, body = text.partition("_")
    if head != prefix or not separator or len(body) != _LENGTH:
        return None
    number = 0
    for character in body:
        value = _VALUES.get(character)
        if value is None:
            return None
        number = number << 5 | value
    return uuid.UUID(int=number) if number < _MAXIMUM else None
