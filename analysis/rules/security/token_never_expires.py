"""A signed token is valid for ever.

A token that leaks, from a log, a browser or a backup, logs its finder in until the key is changed. Reported are
tokens whose claims are written out in the source without `exp`, and lifetimes of more than a year.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import argument
from analysis.engine.configuration import options
from analysis.engine.constants import constant, value_of
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

ENCODERS: Final = ("jwt.encode", "jose.jwt.encode")
LIFETIMES: Final = ("ACCESS_TOKEN_LIFETIME", "JWT_ACCESS_TOKEN_EXPIRES", "PASSWORD_RESET_TIMEOUT")
_YEAR_IN_DAYS: Final = 366
_DAYS_IN: Final = {"days": 1.0, "weeks": 7.0, "hours": 1 / 24, "minutes": 1 / 1440, "seconds": 1 / 86400}
SIGNS: Final = frozenset({"jose", "jwt", *LIFETIMES})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.8,
    cwe=613,
    recommendation='Put an expiry into the claims: `"exp": datetime.now(UTC) + timedelta(minutes=15)`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the claims of tokens and at the settings for their lifetimes."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for call in module.calls_to(*ENCODERS):
        if _lacks_expiry(argument(call, "payload", 0) or argument(call, "claims", 0), module):
            yield Hit(call, "The token's claims have no `exp`: it never expires.")
    for option in options(module, *LIFETIMES):
        days = _days(option.value, module)
        advice = "Use minutes, and a refresh token for the days."
        if days is not None and days > _YEAR_IN_DAYS:
            yield Hit(option.at, f"`{option.name}` lets a token live for {days:.0f} days.", recommendation=advice)
        elif constant(option.value, module) is False:
            yield Hit(option.at, f"`{option.name}` lets a token live for ever.", recommendation=advice)


def _lacks_expiry(claims: ast.expr | None, module: Module) -> bool:
    """Whether the claims are all in sight, and none is `exp`."""
    if isinstance(claims, ast.Name):
        if _is_changed(claims, module):
            return False
        claims = value_of(claims, module)
    if not isinstance(claims, ast.Dict) or None in claims.keys:
        return False
    keys = {constant(key, module) for key in claims.keys}
    return all(isinstance(key, str) for key in keys) and "exp" not in keys


def _is_changed(claims: ast.Name, module: Module) -> bool:
    """Whether entries are added to the dictionary after it was made."""
    for use in module.nodes(ast.Name):
        if use.id == claims.id:
            parent = module.parents[use]
            if isinstance(parent, ast.Attribute) or (
                isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Store)
            ):
                return True
    return False


def _days(value: ast.expr, module: Module) -> float | None:
    """The length of `timedelta(…)`, or of a number of seconds, in days."""
    if isinstance(value, ast.Call) and (module.dotted(value.func) or "").endswith("timedelta"):
        parts = [(_DAYS_IN.get(k.arg or "", 0.0), constant(k.value, module)) for k in value.keywords]
        parts += [(1.0, constant(value.args[0], module))] if value.args else []
        return sum(unit * amount for unit, amount in parts if isinstance(amount, int | float))
    seconds = constant(value, module)
    return seconds / 86400 if isinstance(seconds, int | float) and not isinstance(seconds, bool) else None
