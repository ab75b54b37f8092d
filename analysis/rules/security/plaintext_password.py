"""Passwords are kept as they were typed.

A password that can be compared with what a row holds was stored in the clear: whoever gets the database gets every
account, here and where the same password is used. Reported are comparisons of a stored password with a given one,
and forms that put the given one straight into a row.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.assignments import to_attribute
from analysis.engine.call_sites import called
from analysis.engine.module import Module
from analysis.engine.purpose import identifiers
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.contexts import name_of
from analysis.engine.secrets.names import Kind, kind_of
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

INPUTS: Final = frozenset({"POST", "GET", "form", "json", "args", "values", "get_json", "get_argument"})
ACCOUNTS: Final = frozenset({"account", "admin", "customer", "employee", "member", "person", "row", "record", "user"})
SIGNS: Final = frozenset(
    {"PASSWORD", "passwd", "password", "pwd"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.75,
    cwe=256,
    recommendation="Store `PasswordHasher().hash(password)` (argon2) and check with `verify`; in Django, `set_password` and `check_password`.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at comparisons with stored passwords and at rows made from forms."""
    if mentions(module, SIGNS) and not module.is_test:
        yield from chain(_compared(module), _stored(module))


def _compared(module: Module) -> Iterator[Hit]:
    """`user.password == password`, `row["password"] != request.form["password"]`."""
    for node in module.nodes(ast.Compare):
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            left, right = node.left, node.comparators[0]
            both = all(kind_of(name_of(side) or "") is Kind.PASSWORD for side in (left, right))
            if both and _is_stored(left) is not _is_stored(right):
                yield Hit(node, "A stored password is compared as it is: it is kept in the clear.")


def _is_stored(side: ast.expr) -> bool:
    """Whether the value is a field of an account: `user.password`, `users[name]["password"]`."""
    if not isinstance(side, ast.Attribute | ast.Subscript):
        return False
    owner = side.value.value if isinstance(side.value, ast.Subscript) else side.value
    named = words(name_of(owner) or "")[-1:]
    return any(word.removesuffix("s") in ACCOUNTS for word in named)


def _stored(module: Module) -> Iterator[Hit]:
    """`User(password=request.form["password"])`, `user.password = request.form["password"]`."""
    for keyword in module.nodes(ast.keyword):
        call = module.parents[keyword]
        if keyword.arg == "password" and isinstance(call, ast.Call) and _is_input(keyword.value):
            name = called(call, module).rpartition(".")[2]
            if name[:1].isupper() and not name.endswith(
                ("Form", "Client", "Error", "Auth", "Serializer", "Credentials")
            ):
                yield Hit(keyword, f"`{name}` gets the password as it was typed.", confidence=0.6)
    for assignment in to_attribute(module, "password"):
        target = assignment.targets[0]
        owner = name_of(target.value) if isinstance(target, ast.Attribute) else None
        if owner in ACCOUNTS and _is_input(assignment.value):
            yield Hit(assignment, "The row gets the password as it was typed.", confidence=0.6)


def _is_input(value: ast.expr) -> bool:
    """Whether the value is a field of a request, untouched."""
    return (
        isinstance(value, ast.Subscript | ast.Call)
        and kind_of(name_of(value) or "") is Kind.PASSWORD
        and not INPUTS.isdisjoint(identifiers(value))
    )
