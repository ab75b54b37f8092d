"""The service answers to any name.

Links in mails, redirects and caches are made from the `Host` header. Where any is taken, an attacker asks with his
own, and the password reset that goes out leads to him.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import passed
from analysis.engine.configuration import is_development, options
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

SIGNS: Final = frozenset({"ALLOWED_HOSTS", "allowed_hosts"})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    cwe=346,
    recommendation='Name the hosts: `ALLOWED_HOSTS = ["shop.example.com"]`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for `*` among the names that are answered to."""
    if not mentions(module, SIGNS) or is_development(module):
        return
    for option in options(module, "ALLOWED_HOSTS"):
        if _has_star(constant(option.value, module)):
            yield Hit(option.at, "`ALLOWED_HOSTS` takes every name.")
    for _call, keyword in passed(module, "allowed_hosts"):
        if _has_star(constant(keyword.value, module)):
            yield Hit(keyword, "`allowed_hosts` takes every name.")


def _has_star(value: object) -> bool:
    return isinstance(value, tuple) and "*" in value
