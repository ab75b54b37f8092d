"""A salt is a constant.

A salt makes each password's hash its own, so that a table computed once fits none. The same salt for all gives that
up: equal passwords have equal hashes, and one table serves the whole database.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.engine.call_sites import argument
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

_KDF: Final = "cryptography.hazmat.primitives.kdf"
SALTS: Final[Mapping[str, tuple[str, int]]] = {
    "hashlib.pbkdf2_hmac": ("salt", 2),
    "hashlib.scrypt": ("salt", 99),
    f"{_KDF}.pbkdf2.PBKDF2HMAC": ("salt", 2),
    f"{_KDF}.scrypt.Scrypt": ("salt", 0),
    f"{_KDF}.argon2.Argon2id": ("salt", 99),
    "bcrypt.hashpw": ("salt", 1),
    "bcrypt.kdf": ("salt", 1),
    "crypt.crypt": ("salt", 1),
    "argon2.low_level.hash_secret": ("salt", 1),
    "argon2.low_level.hash_secret_raw": ("salt", 1),
    "django.contrib.auth.hashers.make_password": ("salt", 1),
    **{
        f"{library}.Protocol.KDF.{name}": ("salt", 1)
        for library in ("Crypto", "Cryptodome")
        for name in ("PBKDF2", "scrypt")
    },
}
SIGNS: Final = frozenset(
    {"Crypto", "Cryptodome", "argon2", "bcrypt", "crypt", "cryptography", "hashlib", "make_password"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.9,
    cwe=760,
    recommendation="Draw it for each password, `salt = os.urandom(16)`, and keep it beside the hash.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for constants where password hashes take a salt."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for name in SALTS.keys() & module.calls.keys():
        for call in module.calls[name]:
            salt = constant(argument(call, *SALTS[name]), module)
            if isinstance(salt, str | bytes):
                yield Hit(call, f"`{name.rpartition('.')[2]}` salts every password alike.")
