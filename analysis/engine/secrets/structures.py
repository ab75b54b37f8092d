"""Secrets that give themselves away by what stands around them: private keys, addresses with passwords, headers."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from analysis.engine.secrets.providers import decoded
from analysis.engine.secrets.values import is_guessable, is_placeholder, is_reference, looks_generated

_PEM: Final = re.compile(r"-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY(?: BLOCK)?-----([^-]{64,})")
_NOT_BASE64: Final = re.compile(r"\\[nrt]|[^A-Za-z0-9+/=]")
_BASE64_LINE: Final = re.compile(r"[A-Za-z0-9+/=]{16,}")
_URL: Final = re.compile(
    r"\b([a-zA-Z][a-zA-Z0-9+.\-]{1,30})://([^\s:/@\"'<>\[]*):([^\s/@\"'<>]{1,200})@([^\s/\"'<>:?]*)"
)
_PAIR: Final = re.compile(r"\b(?:password|passwd|pwd)\s*=\s*('[^']+'|[^\s;,&'\"]+)", re.IGNORECASE)
_BESIDE_PAIR: Final = re.compile(
    r"\b(?:host|server|data source|user id|uid|user|dbname|database|initial catalog|driver)\s*=", re.IGNORECASE
)
_HEADER: Final = re.compile(r"^(?:authorization:\s*)?(basic|bearer|token)\s+([A-Za-z0-9+/=_.~\-]{8,})$", re.IGNORECASE)
_OWN_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1", "db", "postgres", "mysql", "redis", "rabbitmq"})
_NOBODY: Final = frozenset({"", "user", "username", "usr", "login", "name", "u", "me", "someuser", "myuser"})
_ANYTHING: Final = frozenset(
    {"password", "passwd", "pass", "pwd", "secret", "pw", "p", "mypass", "mypassword", "somepass"}
)
_EXAMPLE_HOST: Final = re.compile(
    r"(?:^|\.)example(?:\.|$)|\.(?:invalid|test|example)$|^(?:host|hostname|server|your)", re.ASCII
)


class PrivateKey(NamedTuple):
    """A private key written out in a text."""

    start: int
    lines: tuple[str, ...]  # of base64, to be hidden
    is_genuine: bool  # decodes to what a key begins with


class Credential(NamedTuple):
    """A password or token inside a longer text."""

    what: str
    secret: str
    hidden: str  # what to mask: with what stands around it, a short one cannot be taken for another word
    is_doubtful: bool  # a default of a developer's own machine


def private_keys(text: str) -> Iterator[PrivateKey]:
    """The private keys written out in a text."""
    if "PRIVATE KEY" not in text:
        return
    for found in _PEM.finditer(text):
        body = _NOT_BASE64.sub("", found[2])
        if len(body) >= 64 and not is_placeholder(body[:64]):
            start = decoded(body[:64])
            genuine = start.startswith((b"\x30", b"openssh-key-v1")) or found[1].startswith("PGP")
            yield PrivateKey(found.start(), tuple(_BASE64_LINE.findall(found[2])), genuine)


def credentials(text: str) -> Iterator[Credential]:
    """The passwords and tokens inside the text of one literal."""
    if "://" in text and "@" in text:
        yield from _in_addresses(text)
    if "=" in text and _BESIDE_PAIR.search(text):
        for found in _PAIR.finditer(text):
            secret = found[1].strip("'")
            if _is_password(secret):
                yield Credential("A connection string's password", secret, found[0], is_guessable(secret))
    if len(text) < 4096 and (header := _HEADER.match(text)) and _is_header_credential(header[1].lower(), header[2]):
        yield Credential(
            f"The credential of an `Authorization: {header[1].title()}` header", header[2], header[2], is_doubtful=False
        )


def _in_addresses(text: str) -> Iterator[Credential]:
    for scheme, user, secret, host in _URL.findall(text):
        nobody = user.lower() in _NOBODY and secret.lower() in _ANYTHING
        if (
            not nobody
            and _is_password(secret)
            and not _EXAMPLE_HOST.search(host)
            and not is_placeholder(user or "anyone")
        ):
            doubtful = host in _OWN_MACHINE or is_guessable(secret)
            yield Credential(f"The password in a `{scheme.lower()}://` address", secret, f":{secret}@", doubtful)


def _is_password(text: str) -> bool:
    return not is_placeholder(text) and "%s" not in text and (looks_generated(text) or not is_reference(text))


def _is_header_credential(scheme: str, text: str) -> bool:
    if scheme == "basic":
        plain = decoded(text)
        return b":" in plain and plain.isascii() and not is_placeholder(plain.decode("ascii"))
    return looks_generated(text) and not is_placeholder(text)
