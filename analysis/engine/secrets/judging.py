"""How sure it is that a literal under a telling name is a secret."""

import re
from typing import Final

from analysis.engine.secrets.contexts import Candidate, Meeting
from analysis.engine.secrets.names import Kind, is_qualified, kind_of
from analysis.engine.secrets.values import (
    is_address,
    is_guessable,
    is_placeholder,
    is_reference,
    is_template,
    looks_generated,
)
from analysis.engine.words import words

GENERATED: Final = 0.9
LIKELY: Final = 0.8
FALLBACK: Final = 0.6
POSSIBLE: Final = 0.5
_SHORTEST: Final = 3
_LONGEST: Final = 4096
# What ships as a default and stays: published with the source, hence known to everybody.
_SHIPPED_DEFAULT: Final = re.compile(
    r"^(?:change[-_ ]?(?:me|it|this)\W?\d{0,4}|dev|development|insecure.*|.*[-_ ]insecure)$", re.IGNORECASE
)
_DEFAULTS: Final = frozenset({Meeting.DEFAULT, Meeting.FALLBACK, Meeting.PASSED})
_IN_FORCE: Final = frozenset({Meeting.ASSIGNED, Meeting.FALLBACK})
_PLAIN_WORDS: Final = re.compile(r"^[A-Za-z]+(?:[ _-][A-Za-z]+)*$")
_PHRASE: Final = re.compile(r"^[\w'\-]+(?: [\w'\-!?.]+){1,9}$", re.ASCII)


def judged(candidate: Candidate) -> float | None:
    """The confidence, from 0 to 1, that the literal is a secret; None if it is none."""
    kind, value = kind_of(candidate.name), candidate.literal.text.strip()
    if kind is None or not _SHORTEST <= len(value) <= _LONGEST or not value.isprintable():
        return None
    if _is_signing_secret(kind, candidate) and (confidence := _signing(candidate, value)):
        return confidence
    if kind is Kind.PASSWORD and candidate.how in _DEFAULTS and _SHIPPED_DEFAULT.match(value):
        return FALLBACK
    return None if is_placeholder(value) or _repeats_the_name(candidate, value) else _by_text(kind, candidate, value)


def _by_text(kind: Kind, candidate: Candidate, value: str) -> float | None:
    if looks_generated(value) and "://" not in value:
        return GENERATED
    if is_reference(value):
        return None
    return _password(candidate, value) if kind is Kind.PASSWORD else _opaque(candidate, value)


def _repeats_the_name(candidate: Candidate, value: str) -> bool:
    """Whether the value is the name once more, as in constants that name a field: `PASSWORD = "password"`."""
    named, said = words(candidate.name), words(value)
    if candidate.is_credential or candidate.how is Meeting.FALLBACK:
        return False
    return said == named or (candidate.name.isupper() and said == named[-len(said) :])


def _is_signing_secret(kind: Kind, candidate: Candidate) -> bool:
    """Whether the name is that of the key an application signs with: `SECRET_KEY`, `app.secret_key`, `JWT_SECRET`."""
    if kind not in {Kind.SECRET, Kind.KEY} or candidate.how in {Meeting.COMPARED, Meeting.DEFAULT}:
        return False
    return "secret" in words(candidate.name)


def _signing(candidate: Candidate, value: str) -> float | None:
    """A signing secret may be any text at all, a phrase or a word too: that is its weakness."""
    if _SHIPPED_DEFAULT.match(value):
        return FALLBACK
    if _repeats_the_name(candidate, value) or is_template(value):
        return None
    if value.startswith("django-insecure-") or (looks_generated(value) and not is_placeholder(value)):
        return GENERATED
    if candidate.how in _IN_FORCE and _is_of_the_application(candidate.name) and not is_address(value):
        return POSSIBLE if is_placeholder(value) else FALLBACK  # whatever it says, it is what signs
    return None if is_placeholder(value) else _signing_words(candidate, value)


def _is_of_the_application(name: str) -> bool:
    named = words(name)
    return named[-2:] == ("secret", "key") or not {"jwt", "signing"}.isdisjoint(named)


def _signing_words(candidate: Candidate, value: str) -> float | None:
    is_plain = _PLAIN_WORDS.match(value) is not None
    if candidate.how is Meeting.MAPPED and is_plain and not is_guessable(value):
        return None  # a message or a title under that key
    if _PHRASE.match(value) and is_qualified(candidate.name):
        return LIKELY if not is_plain else FALLBACK
    return None if is_reference(value) else FALLBACK


def _password(candidate: Candidate, value: str) -> float | None:
    if _PLAIN_WORDS.match(value) is None:
        return FALLBACK if candidate.how is Meeting.FALLBACK else LIKELY
    if is_guessable(value):
        return FALLBACK if candidate.is_credential else POSSIBLE
    if candidate.how is Meeting.COMPARED and len(value) < 4:
        return None  # `user == "git"`
    if candidate.how is Meeting.MAPPED and (value[0].isupper() or not candidate.is_credential):
        return None  # a translation, a title, a type
    return FALLBACK if candidate.is_credential else POSSIBLE


def _opaque(candidate: Candidate, value: str) -> float | None:
    """A token or key that no machine drew: only one with digits and letters, or where it is surely passed as one."""
    has_both = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    if candidate.how is Meeting.COMPARED and not has_both:
        return None
    if has_both and len(value) >= 8:
        return POSSIBLE
    return POSSIBLE if candidate.is_credential and len(value) >= 8 and value.isalnum() else None
