"""A login has an empty password.

A service that accepts it lets everybody in who can reach it.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import passed
from analysis.engine.configuration import is_development
from analysis.engine.constants import entries
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.contexts import is_credential_call
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

PASSWORDS: Final = ("password", "passwd", "PASSWORD")
USERS: Final = frozenset({"user", "username", "USER"})
SIGNS: Final = frozenset({*PASSWORDS})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.8,
    cwe=258,
    recommendation='Give the account a password and read it at run time: `os.environ["DB_PASSWORD"]`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at logins that name a user and leave the password empty."""
    if mentions(module, SIGNS) and not is_development(module):
        yield from chain(_calls(module), _dictionaries(module))


def _is_empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == ""


def _is_user(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != ""


def _calls(module: Module) -> Iterator[Hit]:
    for call, keyword in passed(module, *PASSWORDS):
        named = any(one.arg in USERS and _is_user(one.value) for one in call.keywords)
        if _is_empty(keyword.value) and named and is_credential_call(call):
            yield Hit(keyword, "The login has an empty password.")


def _dictionaries(module: Module) -> Iterator[Hit]:
    for dictionary in module.nodes(ast.Dict):
        named = {name: (key, value) for name, key, value in entries(dictionary)}
        if not any(name in USERS and _is_user(value) for name, (_, value) in named.items()):
            continue
        for name in PASSWORDS:
            if name in named and _is_empty(named[name][1]):
                yield Hit(named[name][0], "The login has an empty password.")
