"""A JSON Web Token is believed without its signature.

Anyone can write such a token: with another user's name, with more rights. Reported is decoding that is told not to
check, the algorithm `none`, and reading the claims of a token that nothing checks.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from analysis.engine.call_sites import argument
from analysis.engine.constants import constant, value_of
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

DECODERS: Final = ("jwt.decode", "jwt.decode_complete", "jose.jwt.decode", "jwt.api_jwt.decode", "jwt.PyJWT.decode")
ENCODERS: Final = ("jwt.encode", "jose.jwt.encode")
UNCHECKED: Final = ("jose.jwt.get_unverified_claims", "jose.jws.get_unverified_claims", "jwt.api_jwt.decode_unverified")
EXPIRY: Final = 613
SIGNS: Final = frozenset({"jose", "jwt"})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.9,
    cwe=347,
    recommendation='Check it, and say how: `jwt.decode(token, key, algorithms=["HS256"])`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at what decoders and encoders are told."""
    if mentions(module, SIGNS) and not module.is_test:
        yield from chain(_decoded(module), _encoded(module), _claims(module))


def _decoded(module: Module) -> Iterator[Hit]:
    for call in module.calls_to(*DECODERS):
        switches = _options(argument(call, "options", 3), module)
        if constant(argument(call, "verify"), module) is False or switches.get("verify_signature") is False:
            yield Hit(call, "The token is decoded without checking its signature.")
        elif _allows_none(argument(call, "algorithms", 2), module):
            yield Hit(call, "The algorithm `none` is allowed, with which a token needs no signature.")
        elif switches.get("verify_exp") is False:
            text = "The token is accepted after its expiry."
            advice = "Leave `verify_exp` on; allow for clocks with `leeway=`."
            yield Hit(call, text, severity=Severity.MEDIUM, cwe=EXPIRY, recommendation=advice)


def _encoded(module: Module) -> Iterator[Hit]:
    for call in module.calls_to(*ENCODERS):
        algorithm = argument(call, "algorithm", 2)
        value = constant(algorithm, module)
        if algorithm is not None and (value is None or str(value).lower() == "none"):
            yield Hit(call, "The token is made without a signature.")


def _claims(module: Module) -> Iterator[Hit]:
    for call in module.calls_to(*UNCHECKED):
        yield Hit(
            call, "The claims are read from a token that nothing checks.", severity=Severity.MEDIUM, confidence=0.6
        )


def _options(node: ast.expr | None, module: Module) -> dict[str, Any]:
    """The switches in a dictionary of options, given in place or by a name."""
    if isinstance(node, ast.Name):
        node = value_of(node, module)
    if not isinstance(node, ast.Dict):
        return {}
    pairs = zip(node.keys, node.values, strict=True)
    return {str(constant(key, module)): constant(value, module) for key, value in pairs if key is not None}


def _allows_none(node: ast.expr | None, module: Module) -> bool:
    algorithms = constant(node, module)
    named = algorithms if isinstance(algorithms, tuple) else (algorithms,)
    return any(isinstance(name, str) and name.lower() == "none" for name in named)
