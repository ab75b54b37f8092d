"""A broken hash function protects something.

Two texts with the same MD5 or SHA-1 are made in minutes to days, so neither proves that a document, a certificate or
a download is what it was. What the hash is for is read from the names around it: signatures, tokens and certificates
weigh more; cache keys, entity tags, checksums of files and the like are silent, and so is a call that says
`usedforsecurity=False`. Hashed passwords have their own rule.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from analysis.engine.call_sites import argument
from analysis.engine.hashing import HashCall, hash_calls, hashed
from analysis.engine.module import Module
from analysis.engine.purpose import words_around, words_in, words_of_uses
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

WEAK: Final = frozenset({"md2", "md4", "md5", "sha1"})
HARMLESS: Final = frozenset(
    {
        "avatar",
        "bucket",
        "cache",
        "cached",
        "caching",
        "checksum",
        "checksums",
        "chunk",
        "color",
        "colour",
        "crc",
        "dedup",
    }
    | {"digest", "duplicate", "etag", "etags", "file", "filename", "fingerprint", "git", "gravatar", "idempotency"}
    | {"index", "sum", "name", "partition", "path", "revision", "seed", "shard", "slug", "sri", "torrent"}
    | {"uuid", "vary", "version"}
)
CACHING: Final = frozenset({"cache", "cached", "caches", "caching"})
PROTECTED: Final = frozenset(
    {"auth", "authenticate", "cert", "certificate", "credential", "csrf", "hmac", "license", "login", "otp", "reset"}
    | {"secret", "session", "sign", "signature", "signed", "token", "verify"}
)
PASSWORDS: Final = frozenset({"passphrase", "password", "passwd", "pwd", "pw"})
SIGNS: Final = frozenset(
    {"Crypto", "Cryptodome", "cryptography", "hashlib", "md5", "sha"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.6,
    cwe=328,
    recommendation="Use `hashlib.sha256`, or pass `usedforsecurity=False` where nothing depends on it being unforgeable.",
    yields_to=("weak_random",),  # a token made of a clock is no better with another hash
    aliases=("S303", "S324", "B303", "B324"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Judge each call of a weak algorithm by the names around it."""
    if not mentions(module, SIGNS):
        return
    for found in hash_calls(module):
        if found.algorithm in WEAK and found.is_for_security and not _only_names_it(found, module):
            yield from _judged(found, module)


def _only_names_it(found: HashCall, module: Module) -> bool:
    """Whether `hashes.SHA1()` is handed to what needs no resistance to collisions: OAEP, a key derivation, HMAC."""
    name = module.dotted(found.call.func) or ""
    outer = module.parents[found.call]
    if not name.startswith("cryptography.") or isinstance(outer, ast.Assign):
        return False
    target = outer.func if isinstance(outer, ast.Call) else None
    word = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    return word not in {"Hash", "sign", "verify", "Prehashed"}


def _judged(found: HashCall, module: Module) -> Iterator[Hit]:
    inputs = frozenset[str]().union(*(words_in(node) for node in hashed(found, module)))
    around = words_around(found.call, module) | words_of_uses(found.call, module)
    if not PASSWORDS.isdisjoint(inputs | around):
        return
    if found.algorithm in _name_of_function(found, module) or _is_for_caching(found, module):
        return  # the function offers this very algorithm: what it is for, its callers know
    text = f"`{found.algorithm.upper()}` is broken: two inputs with the same hash can be made"
    if not PROTECTED.isdisjoint(inputs | around):
        yield Hit(found.call, f"{text}, and something is protected by it here.", severity=Severity.HIGH, confidence=0.8)
    elif HARMLESS.isdisjoint(inputs | around) and argument(found.call, "usedforsecurity") is None:
        yield Hit(found.call, f"{text}.")


def _is_for_caching(found: HashCall, module: Module) -> bool:
    """Whether the file or the class is about caching."""
    owner = module.class_of(found.call)
    said = {*words(PurePosixPath(module.path).stem), *words(owner.name if owner is not None else "")}
    return not CACHING.isdisjoint(said)


def _name_of_function(found: HashCall, module: Module) -> str:
    function = module.function_of(found.call)
    return function.name.lower() if function is not None else ""
