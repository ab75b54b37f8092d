"""Any password is taken.

Without validators, accounts get `123456` and `password`, which attackers try first.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.configuration import is_development, options
from analysis.engine.constants import constant, entries
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

VALIDATORS: Final = "AUTH_PASSWORD_VALIDATORS"
SIGNS: Final = frozenset({VALIDATORS})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.9,
    cwe=521,
    recommendation="Keep Django's four validators, with `MinimumLengthValidator` at 12.",
)
def check(_: ast.Module, module: Module, *, least_length: int = 8) -> Iterator[Hit]:
    """Look at Django's list of validators."""
    if not mentions(module, SIGNS) or is_development(module):
        return
    for option in options(module, VALIDATORS):
        if constant(option.value, module) == () and isinstance(option.at, ast.Assign | ast.AnnAssign):
            yield Hit(option.at, f"`{VALIDATORS}` is empty: any password is taken.")
        for inner in ast.walk(option.value):
            if isinstance(inner, ast.Dict):
                yield from _short(inner, module, least_length)


def _short(dictionary: ast.Dict, module: Module, least_length: int) -> Iterator[Hit]:
    for name, key, value in entries(dictionary):
        length = constant(value, module)
        if name == "min_length" and isinstance(length, int) and length < least_length:
            yield Hit(key, f"Passwords of {length} characters are taken.")
