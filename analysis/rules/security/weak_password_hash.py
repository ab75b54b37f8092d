"""A password is stored so that a thief of the database can guess it fast.

A graphics card tries billions of SHA-256 hashes a second. Passwords belong into a function made to be slow and
salted: Argon2, scrypt, bcrypt, or PBKDF2 with hundreds of thousands of rounds. Reported are plain hashes of what is
called a password, too few rounds, weak schemes of `passlib`, `crypt` and Werkzeug, and weak entries at the head of
Django's `PASSWORD_HASHERS`.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.engine.call_sites import argument
from analysis.engine.configuration import is_development, options
from analysis.engine.constants import constant
from analysis.engine.hashing import hash_calls, hashed
from analysis.engine.module import Module
from analysis.engine.purpose import words_around, words_in
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

PASSWORDS: Final = frozenset({"passphrase", "password", "passwd", "pwd", "pw"})
DERIVING: Final = frozenset(
    {"breach", "breached", "derive", "derived", "hibp", "kdf", "leaked", "pbkdf", "prehash", "pwned", "scram"}
)
WEAK_HASHERS: Final = (
    "MD5PasswordHasher",
    "SHA1PasswordHasher",
    "UnsaltedMD5PasswordHasher",
    "UnsaltedSHA1PasswordHasher",
)
WEAK_SCHEMES: Final = tuple(
    f"passlib.hash.{name}"
    for name in (
        *("apr_md5_crypt", "bsdi_crypt", "cisco_pix", "cisco_type7", "crypt16", "des_crypt", "hex_md4", "hex_md5"),
        *(
            "hex_sha1",
            "hex_sha256",
            "hex_sha512",
            "ldap_hex_md5",
            "ldap_md5",
            "ldap_plaintext",
            "ldap_sha1",
            "ldap_salted_md5",
        ),
        *("lmhash", "md5_crypt", "mssql2000", "mysql323", "mysql41", "nthash", "oracle10", "plaintext", "postgres_md5"),
    )
)
# How many rounds a function needs, where the count stands, and by which name.
ROUNDS: Final[Mapping[str, tuple[str, int, int]]] = {
    "hashlib.pbkdf2_hmac": ("iterations", 3, 100_000),
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC": ("iterations", 3, 100_000),
    "Crypto.Protocol.KDF.PBKDF2": ("count", 3, 100_000),
    "Cryptodome.Protocol.KDF.PBKDF2": ("count", 3, 100_000),
    "bcrypt.gensalt": ("rounds", 0, 10),
    "hashlib.scrypt": ("n", 99, 1 << 13),
    "cryptography.hazmat.primitives.kdf.scrypt.Scrypt": ("n", 2, 1 << 13),
}
WEAK_METHODS: Final = ("plain", "md5", "sha1", "sha256", "sha512", "pbkdf2:md5")
SIGNS: Final = frozenset(
    {
        "Crypto",
        "Cryptodome",
        "PASSWORD_HASHERS",
        "bcrypt",
        "crypt",
        "cryptography",
        "generate_password_hash",
        "hashlib",
        "md5",
        "passlib",
        "sha",
    }
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.85,
    cwe=916,
    recommendation="Use `argon2.PasswordHasher().hash(password)`, `bcrypt.hashpw(password, bcrypt.gensalt())` or `hashlib.scrypt`.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at hashes of passwords, at rounds, at schemes and at settings."""
    if not mentions(module, SIGNS):
        return
    yield from _plain_hashes(module)
    yield from _few_rounds(module)
    yield from _weak_schemes(module)
    yield from _weak_hashers(module)


def _plain_hashes(module: Module) -> Iterator[Hit]:
    for found in hash_calls(module):
        around = words_around(found.call, module)
        inputs = frozenset[str]().union(*(words_in(node) for node in hashed(found, module)))
        if not PASSWORDS.isdisjoint(inputs) and DERIVING.isdisjoint(inputs | around) and found.is_for_security:
            yield Hit(found.call, f"A password goes through `{found.algorithm}`, which is made to be fast.")


def _few_rounds(module: Module) -> Iterator[Hit]:
    for name in ROUNDS.keys() & module.calls.keys():
        keyword, position, least = ROUNDS[name]
        for call in module.calls[name]:
            rounds = constant(argument(call, keyword, position), module)
            if isinstance(rounds, int) and rounds < least and not module.is_test:
                text = f"`{name.rpartition('.')[2]}` runs with {keyword}={rounds}, which a thief outruns."
                advice = f"Pass `{keyword}={least if least < 100_000 else 600_000}` or more."
                yield Hit(call, text, severity=Severity.MEDIUM, recommendation=advice)


def _weak_schemes(module: Module) -> Iterator[Hit]:
    uses_passlib = any(origin.partition(".")[0] == "passlib" for origin in module.imports.values())
    for name in WEAK_SCHEMES if uses_passlib else ():
        for call in module.calls_to(f"{name}.hash", f"{name}.encrypt", f"{name}.using", f"{name}.verify"):
            yield Hit(call, f"`{name.rpartition('.')[2]}` is no protection for a password.")
    for call in module.calls_to("crypt.crypt"):
        yield Hit(call, "`crypt` hashes a password with what the system has, down to DES.", confidence=0.7)
    for call in module.calls_to("werkzeug.security.generate_password_hash"):
        method = constant(argument(call, "method", 1), module)
        if method in WEAK_METHODS:
            yield Hit(call, f"`generate_password_hash` is told to use `{method}`.")


def _weak_hashers(module: Module) -> Iterator[Hit]:
    """The first of Django's hashers makes the hashes of new passwords."""
    if is_development(module):
        return
    for option in options(module, "PASSWORD_HASHERS"):
        hashers = constant(option.value, module)
        if isinstance(hashers, tuple) and hashers and str(hashers[0]).endswith(WEAK_HASHERS):
            advice = 'Put `"django.contrib.auth.hashers.Argon2PasswordHasher"` first.'
            yield Hit(option.at, f"New passwords are hashed by `{hashers[0]}`.", recommendation=advice)
