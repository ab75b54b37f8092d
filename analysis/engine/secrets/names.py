"""What the name of a variable, key or parameter says about its value."""

import re
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from analysis.engine.words import words


class Kind(Enum):
    """The kinds of secret that a name can announce."""

    PASSWORD = auto()
    SECRET = auto()
    KEY = auto()
    TOKEN = auto()


_HEADS: Final = {
    **dict.fromkeys(("password", "passwd", "passwort", "pwd", "pswd", "passphrase", "passcode", "pw"), Kind.PASSWORD),
    **dict.fromkeys(("secret", "pepper"), Kind.SECRET),
    **dict.fromkeys(("apikey", "secretkey", "accesskey", "privatekey", "authkey"), Kind.KEY),
    **dict.fromkeys(("token", "authtoken", "accesstoken", "jwt"), Kind.TOKEN),
}
_PAIRS: Final = {
    ("pass", "word"): Kind.PASSWORD,
    ("pass", "phrase"): Kind.PASSWORD,
    ("pass", "code"): Kind.PASSWORD,
    ("secret", "base"): Kind.SECRET,
    ("key", "base"): Kind.KEY,
}
# `key` alone is a dictionary's; with one of these before it, it opens something.
_SECRET_KEYS: Final = frozenset(
    {"access", "account", "admin", "aes", "api", "auth", "authentication", "cipher", "consumer", "crypto", "deploy"}
    | {"decryption", "des", "encrypt", "encryption", "fernet", "hmac", "jwt", "license", "master", "private"}
    | {"secret", "service", "sign", "signature", "signing", "storage", "subscription", "webhook"}
)
# Said after the noun without changing what it is: `password_prod`, `token_value`, `API_KEY_2`.
_TRAILING: Final = frozenset(
    {"b64", "base64", "bytes", "default", "dev", "hex", "live", "new", "old", "plain", "plaintext", "prod"}
    | {"production", "raw", "staging", "str", "string", "test", "v1", "v2", "value"}
)
# Said before it, and it is no secret but a question, an action or a piece of grammar.
_LEADING: Final = frozenset(
    {"allow", "allowed", "ask", "change", "check", "clear", "confirm", "disable", "enable", "enabled", "forgot", "has"}
    | {"hide", "ignore", "invalid", "is", "max", "min", "missing", "needs", "no", "prompt", "require", "required"}
    | {"requires", "reset", "set", "show", "skip", "update", "use", "validate", "want", "wrong", "without"}
)
_GRAMMAR: Final = frozenset(
    {"begin", "block", "bos", "close", "cls", "comment", "continuation", "cur", "current", "delimiter", "end", "eos"}
    | {"first", "last", "lexer", "mask", "next", "open", "operator", "pad", "page", "pagination", "parser", "prev"}
    | {"previous", "quote", "sep", "separator", "special", "start", "stop", "sync", "syntax", "template", "unk"}
)


# No name announces a secret without one of these; most are done with after this look.
_MAY_ANNOUNCE: Final = re.compile(
    "[Pp](?:ass|wd|swd|w|epper)|P(?:ASS|WD|SWD|W|EPPER)|[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Kk]ey|KEY|[Jj]wt|JWT"
)


@lru_cache(maxsize=65_536)
def kind_of(name: str) -> Kind | None:
    """The kind of secret that a name announces: `DB_PASSWORD` a password, `password_field` none."""
    if not _MAY_ANNOUNCE.search(name):
        return None
    parts = list(words(name))
    while len(parts) > 1 and (parts[-1] in _TRAILING or parts[-1].isdigit()):
        parts.pop()
    if not parts or (parts[0] in _LEADING and len(parts) > 1):
        return None
    return _head(parts)


def _head(parts: list[str]) -> Kind | None:
    """What the last noun is."""
    last, before = parts[-1], parts[:-1]
    if before and (pair := _PAIRS.get((before[-1], last))):
        return pair
    if last == "key":
        return Kind.KEY if before and before[-1] in _SECRET_KEYS and "public" not in before else None
    if last == "pass":
        return Kind.PASSWORD if before else None
    kind = _HEADS.get(last)
    if kind is Kind.TOKEN and not _GRAMMAR.isdisjoint(before):
        return None
    return kind


def is_qualified(name: str) -> bool:
    """Whether the name says whose secret it is: `smtp_password`, not `password`."""
    return len([part for part in words(name) if part not in _TRAILING and not part.isdigit()]) > 1
