"""What the text of a value says: a placeholder, a name, a sentence, or something that only a machine would write."""

import math
import re
from collections import Counter
from functools import lru_cache
from typing import Final

from analysis.engine.secrets.names import kind_of
from analysis.engine.words import words

_TEMPLATE: Final = re.compile(
    r"""^<.*>$ | ^\[.*\]$ | ^\{.*\}$ | \$\{ | \{\{ | %\( | %[sdr](?!\w) | ^\$\(?[A-Za-z_]+\)?$ | ^%[A-Za-z_]+%$
      | \{[a-z_][\w.]*\} | \{\d?\} | ^@""",
    re.VERBOSE,
)
_FILLER: Final = re.compile(
    r"\.\.\.|…|x{4,}|X{4,}|\*{3,}|#{3,}|-{4,}|_{3,}|0{8,}|1234567890|abcdefgh|ABCDEFGH|deadbeef"
)
_PLACEHOLDER_WORD: Final = re.compile(
    r"""example|sample|placeholder|dummy|redacted|censored|sanitized|change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)
      |(?<![a-z0-9])(?:fake|foo|foobar|bar|baz|mock|mocked|your|todo|fixme|tbd|insert|enter|hidden|removed|omitted|masked|xxx+
        |undefined|null|none|nil|unset|unknown|empty|invalid|wrong|notset)(?![a-z])
      |not[-_ ]?(?:a[-_ ]|the[-_ ]|real|set|secret)|(?:goes|token|key|password|secret)[-_ ]?here""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE: Final = re.compile(
    r"""^(?:env|vault|secret|secrets|ssm|arn|op|keyring|file|ref|aws|gcp|config|sm|data|urn|azure|kv)[:/] | ^projects/
      |^[a-z][a-z0-9+.-]*:// | ^[./~] | ^[A-Za-z]:\\ | ^//""",
    re.VERBOSE,
)
_FILE: Final = re.compile(
    r"^[\w./-]+\.(?:json|ya?ml|txt|pem|key|crt|cer|cfg|ini|conf|env|toml|py|html?|xml|p12|pfx|jks|js|css)$"
)
_MARKUP: Final = re.compile(r"[<>{}()\[\]|\\`]{2}|^[#.][a-z]|</?[a-z]|^\W+$|^--?[a-z]")
_IDENTIFIER: Final = re.compile(r"^[A-Za-z_]+(?:[-_.: /][A-Za-z_]+)*:?$")
_TYPE_NAMES: Final = frozenset(
    {"any", "array", "basic", "bearer", "bool", "boolean", "bytes", "char", "credentials", "dict", "false", "float"}
    | {"hidden", "int", "integer", "jwt", "list", "number", "object", "optional", "plain", "required", "str", "string"}
    | {"text", "true", "uuid", "varchar"}
)
_HEX: Final = re.compile(r"^(?:0x)?[0-9a-fA-F]{16,}$")
_UUID: Final = re.compile(r"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_DENSE: Final = re.compile(r"^[A-Za-z0-9+/=_\-.~!@#$%^&*:]{16,}$")
_READABLE_RUN: Final = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_VOWEL: Final = re.compile(r"[aeiouyAEIOUY]")
# What people set and forget: a secret that everybody guesses first.
_GUESSABLE: Final = frozenset(
    {
        "admin",
        "administrator",
        "changeit",
        "default",
        "demo",
        "dev",
        "development",
        "guest",
        "letmein",
        "master",
        "pass",
    }
    | {"passwd", "password", "postgres", "qwerty", "root", "secret", "test", "tester", "testing", "toor", "user"}
    | {"username", "welcome", "key", "token", "mysql", "monkey", "dragon", "iloveyou", "hunter", "sa", "oracle"}
)


@lru_cache(maxsize=2048)
def is_placeholder(value: str) -> bool:
    """Whether the text stands for a value instead of being one: `<password>`, `${TOKEN}`, `your-key-here`, `xxxx`."""
    bare = value.strip().rstrip("=")
    return (
        not bare
        or (len(set(bare)) <= 2 and len(bare) > 3)
        or bool(_TEMPLATE.search(bare) or _FILLER.search(bare) or _PLACEHOLDER_WORD.search(bare))
    )


def is_template(value: str) -> bool:
    """Whether the text is filled in elsewhere, or hidden: `${KEY}`, `<key>`, `{{ key }}`, `****`."""
    return bool(_TEMPLATE.search(value)) or not any(character.isalnum() for character in value)


def is_address(value: str) -> bool:
    """Whether the text is a place to look: an address, a path, a file, an entry of a vault."""
    return bool(_REFERENCE.match(value) or _FILE.match(value))


def is_guessable(value: str) -> bool:
    """Whether the text is one that is tried first: `admin`, `password`."""
    return value.lower() in _GUESSABLE


@lru_cache(maxsize=2048)
def is_reference(value: str) -> bool:
    """Whether the text says where a secret is, or is markup, a type or a sentence, and no secret itself."""
    lowered = value.lower()
    return (
        lowered.rstrip("?[]") in _TYPE_NAMES  # `string?`, `str[]`: a schema's way
        or _is_sentence(value)
        or bool(_REFERENCE.match(value) or _FILE.match(value) or _MARKUP.search(value))
        or _is_field_name(value)
    )


def _is_sentence(value: str) -> bool:
    return any(character.isspace() for character in value)


def _is_field_name(value: str) -> bool:
    """Whether the text is made of words of which one names a secret: `user_password`, `X-Api-Key`, `auth.token.expired`."""
    if not _IDENTIFIER.match(value):
        return False
    if "." in value or ":" in value or "/" in value:
        return True
    parts = words(value)
    return len(parts) > 1 and (kind_of(value) is not None or any(kind_of(part) is not None for part in parts))


def entropy(value: str) -> float:
    """Shannon's entropy of the text, in bits a character."""
    length = len(value)
    return -sum(n / length * math.log2(n / length) for n in Counter(value).values()) if value else 0.0


@lru_cache(maxsize=2048)
def looks_generated(value: str) -> bool:
    """Whether a machine drew the text: long, mixed, and not made of words."""
    if _UUID.match(value):
        return len(set(value)) > 8
    if _HEX.match(value):
        return entropy(value) >= 2.8 and any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    if not _DENSE.match(value) or _readable_share(value) > 0.55:
        return False
    digits = sum(c.isdigit() for c in value)
    mixed = any(c.islower() for c in value) and any(c.isupper() for c in value)
    return entropy(value) >= 3.2 and (digits >= 2 or (digits >= 1 and mixed) or (mixed and len(value) >= 24))


def _readable_share(value: str) -> float:
    """How much of the text can be read aloud."""
    runs = [run for run in _READABLE_RUN.findall(value) if len(run) >= 4]
    readable = [run for run in runs if 0.2 <= len(_VOWEL.findall(run)) / len(run) <= 0.65]
    return sum(map(len, readable)) / len(value)
