"""What an API key looks like, and how one is known again without being kept.

A key has 256 random bits, so one keyed hash protects it as well as a slow one would, at a microsecond instead of
hundreds of milliseconds.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils.encoding import force_bytes

_MARK: Final = "hf_"
_ID_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_ID_LENGTH: Final = 8
_SECRET_BYTES: Final = 32  # 43 characters of URL-safe base64
PREFIX_LENGTH: Final = len(_MARK) + _ID_LENGTH
_SHAPE: Final = re.compile(r"hf_[A-Za-z0-9]{8}_[A-Za-z0-9_-]{43}")


def new_key() -> str:
    """A fresh key, `hf_<8 characters to find it by>_<43 secret characters>`."""
    identifier = "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))
    return f"{_MARK}{identifier}_{secrets.token_urlsafe(_SECRET_BYTES)}"


def prefix_of(key: str) -> str | None:
    """The part that a key is found by; None if the text is no key."""
    return key[:PREFIX_LENGTH] if _SHAPE.fullmatch(key) else None


def digest_of(key: str) -> bytes:
    """What is stored of a key."""
    return _digest(key, settings.SECRET_KEY)


def is_match(key: str, digest: bytes) -> bool:
    """Whether the digest was made of this key, under the present secret or one that is being retired."""
    return any(hmac.compare_digest(_digest(key, secret), digest) for secret in _secrets())


def _secrets() -> Iterator[str | bytes]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _digest(key: str, secret: str | bytes) -> bytes:
    return hmac.digest(_pepper(secret), key.encode(), "sha256")


@lru_cache(maxsize=8)
def _pepper(secret: str | bytes) -> bytes:
    """A key for the hash that serves no other purpose than this."""
    return hashlib.sha256(b"hefesto.access.api-key\0" + force_bytes(secret)).digest()
