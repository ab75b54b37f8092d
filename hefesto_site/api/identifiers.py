"""Identifiers: time-ordered UUIDs, and the prefixed, URL-safe form that callers see."""

import os
import time
import uuid

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32, lower case: no i, l, o, u
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_LENGTH = 26  # 128 bits in base32, two spare bits in front
_MAXIMUM = 1 << 128


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)  # version
    value = value & ~(0x3 << 62) | (0x2 << 62)  # variant
    return uuid.UUID(int=value)


def encode(prefix: str, identifier: uuid.UUID) -> str:
    """`finding_` and 26 characters of base32 that sort as the identifiers do."""
    number = identifier.int
    return f"{prefix}_" + "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))


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
