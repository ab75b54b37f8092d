"""A secret is made with a generator whose next number can be worked out.

`random` repeats a sequence that anyone can compute after seeing some of it, and `uuid1` is a clock and an address.
Reported is their use where the names around say that the result must not be guessed: a token, a password, a key, a
session, a one-time code. Dice, samples, delays and test data are silent.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.hashing import hash_calls, hashed
from analysis.engine.module import Module
from analysis.engine.purpose import words_around, words_of_uses
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

_FUNCTIONS: Final = (
    "choice",
    "choices",
    "getrandbits",
    "randbytes",
    "randint",
    "random",
    "randrange",
    "sample",
    "shuffle",
    "uniform",
)
GENERATORS: Final = (
    *(f"random.{name}" for name in _FUNCTIONS),
    *(f"numpy.random.{name}" for name in ("bytes", "choice", "rand", "randint", "random", "random_integers")),
    "uuid.uuid1",
)
CLOCKS: Final = frozenset(
    {"time.time", "time.time_ns", "datetime.datetime.now", "datetime.datetime.utcnow", "uuid.uuid1"}
)
ENCODINGS: Final = ("base64.b64encode", "base64.urlsafe_b64encode")
SECRET: Final = frozenset(
    {"apikey", "captcha", "cookie", "cookies", "credential", "credentials", "csrf", "cvv", "nonce", "otp", "passcode"}
    | {
        "passphrase",
        "passwd",
        "password",
        "passwords",
        "pin",
        "pwd",
        "remember",
        "salt",
        "secret",
        "secrets",
        "session",
    }
    | {"sessionid", "sid", "token", "tokens", "totp", "voucher", "xsrf"}
)
# `key` and `code` are secrets beside one of these only.
QUALIFIED: Final = frozenset({"code", "key", "codes", "keys", "link", "id", "url", "string"})
QUALIFIERS: Final = frozenset(
    {
        "access",
        "activation",
        "api",
        "auth",
        "authorization",
        "confirm",
        "confirmation",
        "coupon",
        "crypto",
        "encryption",
    }
    | {
        "gift",
        "invitation",
        "invite",
        "invoice",
        "license",
        "login",
        "master",
        "oauth",
        "private",
        "recovery",
        "registration",
    }
    | {"reset", "signing", "unlock", "verification", "verify"}
)
HARMLESS: Final = frozenset(
    {"backoff", "color", "delay", "dummy", "fake", "jitter", "lexer", "mask", "masked", "mock", "parser", "player"}
    | {"sleep", "tokenize", "tokenizer", "vocab"}
)
SIGNS: Final = frozenset(
    {"base64", "hashlib", "numpy", "random", "uuid"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.8,
    cwe=338,
    recommendation="Use `secrets`: `secrets.token_urlsafe(32)`, `secrets.choice(alphabet)`, `secrets.randbelow(10**6)`.",
    aliases=("S311", "B311"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Judge each draw of a number by the names around it; one report a statement."""
    if module.is_test or not mentions(module, SIGNS):
        return
    told: set[ast.AST] = set()
    roots = {origin.partition(".")[0] for origin in module.imports.values()}
    for name in GENERATORS:
        if name.partition(".")[0] not in roots:
            continue
        for call in module.calls_to(name):
            statement = _statement(call, module)
            if statement not in told and _is_secret(call, module):
                told.add(statement)
                text = f"`{name}` can be predicted, and what it makes here must not be."
                yield Hit(call, text, confidence=0.6 if name == "uuid.uuid1" else None)
    yield from _hashed_clocks(module)


def _statement(node: ast.AST, module: Module) -> ast.AST:
    return next((a for a in module.ancestors(node) if isinstance(a, ast.stmt)), node)


def _is_secret(node: ast.AST, module: Module) -> bool:
    words = words_around(node, module)
    if not HARMLESS.isdisjoint(words):
        return False
    return _says_secret(words) or _says_secret(words_of_uses(node, module))


def _says_secret(words: frozenset[str]) -> bool:
    return not SECRET.isdisjoint(words) or not (QUALIFIED.isdisjoint(words) or QUALIFIERS.isdisjoint(words))


def _hashed_clocks(module: Module) -> Iterator[Hit]:
    """`token = sha256(str(time.time()))`: a hash of what can be guessed can be guessed."""
    for found in hash_calls(module):
        clocks = [name for data in hashed(found, module) for name in _called_in(data, module) if name in CLOCKS]
        if clocks and _is_secret(found.call, module):
            yield Hit(found.call, f"A hash of `{clocks[0]}` can be predicted, and what it makes here must not be.")
    for call in module.calls_to(*ENCODINGS):
        clocks = [name for data in call.args for name in _called_in(data, module) if name in CLOCKS]
        if clocks and _is_secret(call, module):
            yield Hit(call, f"`{clocks[0]}` can be predicted, and what is made of it here must not be.")


def _called_in(node: ast.AST, module: Module) -> Iterator[str | None]:
    return (module.dotted(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call))
