"""Calls whose positional arguments are secrets: logins, signatures, ciphers."""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from analysis.engine.call_sites import argument, method_calls, passed
from analysis.engine.constants import value_of
from analysis.engine.module import Module
from analysis.engine.secrets.literals import Literal, literals


class Given(NamedTuple):
    """A literal that a call takes as a secret."""

    what: str
    literal: Literal
    is_key: bool  # of a cipher or a signature


class _Parameter(NamedTuple):
    name: str
    position: int


_PASSWORDS: Final[Mapping[str, _Parameter]] = {
    "requests.auth.HTTPBasicAuth": _Parameter("password", 1),
    "requests.auth.HTTPDigestAuth": _Parameter("password", 1),
    "requests.auth.HTTPProxyAuth": _Parameter("password", 1),
    "httpx.BasicAuth": _Parameter("password", 1),
    "httpx.DigestAuth": _Parameter("password", 1),
    "aiohttp.BasicAuth": _Parameter("password", 1),
    "ftplib.FTP": _Parameter("passwd", 2),
    "ftplib.FTP_TLS": _Parameter("passwd", 2),
    "MySQLdb.connect": _Parameter("passwd", 2),
    "pymysql.connect": _Parameter("password", 2),
}
_KEYS: Final[Mapping[str, _Parameter]] = {
    "jwt.encode": _Parameter("key", 1),
    "jwt.decode": _Parameter("key", 1),
    "jose.jwt.encode": _Parameter("key", 1),
    "jose.jwt.decode": _Parameter("key", 1),
    "authlib.jose.jwt.encode": _Parameter("key", 2),
    "hmac.new": _Parameter("key", 0),
    "hmac.digest": _Parameter("key", 0),
    "cryptography.fernet.Fernet": _Parameter("key", 0),
    "itsdangerous.Signer": _Parameter("secret_key", 0),
    "itsdangerous.TimestampSigner": _Parameter("secret_key", 0),
    "itsdangerous.Serializer": _Parameter("secret_key", 0),
    "itsdangerous.URLSafeSerializer": _Parameter("secret_key", 0),
    "itsdangerous.URLSafeTimedSerializer": _Parameter("secret_key", 0),
    **{
        f"{library}.Cipher.{cipher}.new": _Parameter("key", 0)
        for library in ("Crypto", "Cryptodome")
        for cipher in (
            "AES",
            "ARC2",
            "ARC4",
            "Blowfish",
            "CAST",
            "ChaCha20",
            "ChaCha20_Poly1305",
            "DES",
            "DES3",
            "Salsa20",
        )
    },
    **{
        f"cryptography.hazmat.primitives.ciphers.algorithms.{cipher}": _Parameter("key", 0)
        for cipher in ("AES", "AES128", "AES256", "ARC4", "Blowfish", "Camellia", "ChaCha20", "TripleDES")
    },
}
_METHODS: Final[Mapping[str, int]] = {"login": 1, "set_password": 0, "create_superuser": 2}

SIGNS: Final = frozenset(  # without one of these words, no call takes a secret by its position
    {"auth", "basic_auth", "http_auth", *_METHODS, *(name.partition(".")[0] for name in (*_PASSWORDS, *_KEYS))}
)


def given(module: Module) -> Iterator[Given]:
    """The literals that calls take as passwords and keys, by the position."""
    return chain(_to_functions(module), _to_methods(module), _in_auth_pairs(module))


def _to_functions(module: Module) -> Iterator[Given]:
    for table, what in ((_PASSWORDS, "password"), (_KEYS, "key")):
        for name in table.keys() & module.calls.keys():
            for call in module.calls[name]:
                value = argument(call, *table[name])
                yield from _given(value, module, f"The {what} of `{name}`", is_key=table is _KEYS)


def _to_methods(module: Module) -> Iterator[Given]:
    for name, position in _METHODS.items():
        for call in method_calls(module, name):
            earlier = call.args[:position]
            if all(isinstance(one, ast.Constant | ast.Name | ast.Attribute) for one in earlier):
                yield from _given(argument(call, None, position), module, f"The password of `{name}()`")


def _in_auth_pairs(module: Module) -> Iterator[Given]:
    """`requests.get(url, auth=("admin", "…"))`."""
    for _, keyword in passed(module, "auth", "basic_auth", "http_auth"):
        pair = keyword.value
        if isinstance(pair, ast.Tuple | ast.List) and len(pair.elts) == 2:
            yield from _given(pair.elts[1], module, f"The password of `{keyword.arg}=`")


def _given(value: ast.expr | None, module: Module, what: str, *, is_key: bool = False) -> Iterator[Given]:
    if isinstance(value, ast.Name):
        value = value_of(value, module)
    if value is not None and not isinstance(value, ast.BoolOp | ast.IfExp):
        yield from (Given(what, literal, is_key) for literal in literals(value, module) if literal.text)
