"""Calls that hash: with which algorithm, of what."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from analysis.engine.call_sites import argument
from analysis.engine.constants import constant
from analysis.engine.module import Module

_FAST: Final = (
    "blake2b",
    "blake2s",
    "md4",
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha3_256",
    "sha3_512",
    "sha512",
)
_PYCRYPTO: Final = ("MD2", "MD4", "MD5", "SHA", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "RIPEMD", "RIPEMD160")
_ALGORITHMS: Final[Mapping[str, str]] = {
    **{f"hashlib.{name}": name for name in _FAST},
    **{f"{library}.Hash.{name}.new": name for library in ("Crypto", "Cryptodome") for name in _PYCRYPTO},
    **{f"cryptography.hazmat.primitives.hashes.{name}": name for name in ("MD5", "SHA1", "SHA224", "SHA256", "SHA512")},
    "md5.new": "md5",
    "sha.new": "sha1",
}
_BY_TEXT: Final[Mapping[str, tuple[str, int]]] = {
    "hashlib.new": ("name", 0),
    "hashlib.file_digest": ("digest", 1),
}
_CANONICAL: Final = {"sha": "sha1", "sha-1": "sha1", "ripemd": "ripemd160"}


class HashCall(NamedTuple):
    """One call that makes a hash."""

    call: ast.Call
    algorithm: str  # in lower case: "md5", "sha1"
    is_for_security: bool  # False where the call itself says it is not: `usedforsecurity=False`


def hash_calls(module: Module) -> list[HashCall]:
    """The calls of a file that hash; worked out once a file."""
    return module.memo(_find)


def _find(module: Module) -> list[HashCall]:
    return [HashCall(call, name, _is_for_security(call)) for call, name in _calls(module)]


def _calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    for name in _ALGORITHMS.keys() & module.calls.keys():
        yield from ((call, _canonical(_ALGORITHMS[name])) for call in module.calls[name])
    for name in _BY_TEXT.keys() & module.calls.keys():
        for call in module.calls[name]:
            chosen = constant(argument(call, *_BY_TEXT[name]), module)
            if isinstance(chosen, str):
                yield call, _canonical(chosen)


def _canonical(name: str) -> str:
    return _CANONICAL.get(name.lower(), name.lower())


def _is_for_security(call: ast.Call) -> bool:
    flag = argument(call, "usedforsecurity")
    return not (isinstance(flag, ast.Constant) and flag.value is False)


def hashed(found: HashCall, module: Module) -> Iterator[ast.expr]:
    """What goes into the hash: the call's own arguments, and those of an `update` chained or on the same variable."""
    if found.call.args and not isinstance(found.call.args[-1], ast.Constant):
        yield found.call.args[-1]
    yield from (keyword.value for keyword in found.call.keywords if keyword.arg in {"data", "string"})
    yield from _updates(found.call, module)


def _updates(call: ast.Call, module: Module) -> Iterator[ast.expr]:
    parent = module.parents[call]
    if not (isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name)):
        return
    name, function = parent.targets[0].id, module.function_of(call)
    for update in module.calls_to(f"{name}.update"):
        if module.function_of(update) is function:
            yield from update.args
