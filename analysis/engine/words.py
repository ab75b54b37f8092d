"""The words that an identifier is made of."""

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@lru_cache(maxsize=16_384)
def words(identifier: str) -> tuple[str, ...]:
    """The words of an identifier in lower case: `dbPassword2`, `DB_PASSWORD_2`, `db-password-2` are all three alike."""
    return tuple(word.lower() for word in _WORD.findall(identifier))
