"""How long a caller would like to wait: the `Prefer` header of RFC 7240."""

import re
from dataclasses import dataclass
from typing import Final

_WAIT: Final = re.compile(r'wait\s*=\s*"?(?P<seconds>\d{1,6})"?')


@dataclass(frozen=True, slots=True)
class Preference:
    """What is honoured of the header."""

    seconds: float
    applied: str = ""  # the value of `Preference-Applied`; empty: there was nothing to honour


def preference(header: str, *, longest_seconds: float) -> Preference:
    """`respond-async` waits not at all, or as long as a `wait=` beside it says; `wait=` alone shortens the wait."""
    words = [word.split(";")[0].strip().lower() for word in header.split(",")]
    waits = [int(found["seconds"]) for word in words if (found := _WAIT.fullmatch(word))]
    is_async = "respond-async" in words
    if not is_async and not waits:
        return Preference(longest_seconds)
    applied = [*(["respond-async"] if is_async else []), *(f"wait={seconds}" for seconds in waits[:1])]
    return Preference(min(waits[0] if waits else 0, longest_seconds), ", ".join(applied))
