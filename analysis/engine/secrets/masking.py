"""Hiding what looks like a secret in any text that is shown or logged: a line of code, a message, an address."""

import re
from typing import Final

from analysis.engine.secrets.names import Kind, kind_of
from analysis.engine.secrets.providers import tokens

STARS: Final = "****"
# What a name that announces a secret has in it: most lines of code are done with after a look for these.
_NAMED: Final = ("pass", "pwd", "secret", "token", "key", "pw", "jwt", "pepper", "pswd")
_LONG_RUN: Final = re.compile(r"\b[\w\-]{20}", re.ASCII)
_SHOWN: Final = 4  # characters of an issued token that stay, so that its owner recognises it
# `password = "…"`, `"token": "…"`, `get("API_KEY", "…")`, `password == '…'`
_QUOTED: Final = re.compile(
    r"""\b(?P<name>[A-Za-z_][\w.\-]{0,80}+)(?P<between>["'\])]{0,3}\s{0,8}(?::[ \w.|\[\]]{0,40}=|[=!]=|=|:|,)\s{0,8}(?:\w+\()?[bBfFrRuU]{0,2})
        (?P<quote>["'])(?P<value>(?:\\.|(?!(?P=quote))[^\\\n])+)""",
    re.VERBOSE,
)
# `password=…` in an address, a connection string, a log line: up to where such a pair ends.
_UNQUOTED: Final = re.compile(
    r"\b(?P<name>[A-Za-z_][\w\-]{0,80}+)(?P<between>=|: ?)(?P<value>[^\s\"',;&(){}\[\]<>\\]{1,400}+)(?=[;&\"'\\]|\s+[\w\-]+=|\s*$)",
    re.MULTILINE,
)
_ADDRESS: Final = re.compile(
    r"(?P<before>\b[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\s:/@\"'<>]*:)(?P<value>[^\s/@\"'<>]{1,400})(?=@)"
)
_HEADER: Final = re.compile(r"(?P<before>\b(?:basic|bearer)\s+)(?P<value>[A-Za-z0-9+/=_.~\-]{8,})", re.IGNORECASE)
_TYPE: Final = re.compile(
    r"^(?:str|bytes|int|bool|float|object|dict|list|tuple|set|[A-Z][A-Za-z.]*)$"
)  # `password: str`
_WORD: Final = re.compile(r"^[A-Za-z_]{1,16}$|^\W+$")
_KEY_LINE: Final = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{40,}={0,2}(?![\w+/=])")
_PRIVATE_KEY: Final = re.compile(
    r"(?P<before>-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)(?P<value>.*?)(?=-----END|\Z)", re.DOTALL
)


def mask(text: str) -> str:
    """The text with everything that may be a secret replaced by stars; rather too much than too little.

    Works on any text, a single line or a whole file, without parsing it. Templates stay readable: `{password}`.
    """
    lowered = text.lower()
    if "PRIVATE KEY" in text:
        text = _PRIVATE_KEY.sub(rf"\g<before>{STARS}", text)
    if _LONG_RUN.search(text):
        text = _KEY_LINE.sub(_if_mixed, _tokens_masked(text))
    if "://" in text:
        text = _ADDRESS.sub(_unless_template, text)
    if "basic" in lowered or "bearer" in lowered:
        text = _HEADER.sub(rf"\g<before>{STARS}", text)
    if any(part in lowered for part in _NAMED):
        text = _UNQUOTED.sub(_if_announced, _QUOTED.sub(_if_announced, text))
    return text


def _tokens_masked(text: str) -> str:
    parts: list[str] = []
    end = 0
    for token in tokens(text):
        parts += text[end : token.start], token.text[:_SHOWN], STARS
        end = token.start + len(token.text)
    return "".join([*parts, text[end:]]) if parts else text


def _if_announced(found: re.Match[str]) -> str:
    """Stars for the value, where its name says that it is a secret."""
    kind = kind_of(found["name"].rpartition(".")[2])
    if kind is None or _is_template(found["value"]) or _is_harmless(found, kind):
        return found[0]
    return found["name"] + found["between"] + found.groupdict().get("quote", "") + STARS


def _is_harmless(found: re.Match[str], kind: Kind) -> bool:
    """Whether the value is a type, `password: str`, or a token of a grammar, `token == "endfor"`."""
    if "quote" in found.groupdict():
        return kind is Kind.TOKEN and _WORD.match(found["value"]) is not None
    return found["between"].startswith(":") and _TYPE.match(found["value"]) is not None


def _unless_template(found: re.Match[str]) -> str:
    return found[0] if _is_template(found["value"]) else found["before"] + STARS


def _is_template(value: str) -> bool:
    """Whether the value is filled in elsewhere: `{password}`, `%s`, `${PASSWORD}`, `<password>`."""
    return value == STARS or (value[0] in "{%$<" and value[-1] in "}s)>")


def _if_mixed(found: re.Match[str]) -> str:
    """Stars for a long run that no one would write by hand: key material."""
    run = found[0]
    mixed = any(c.isdigit() for c in run) and any(c.islower() for c in run) and any(c.isupper() for c in run)
    return STARS if mixed else run
