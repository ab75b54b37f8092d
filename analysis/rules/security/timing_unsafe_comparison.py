"""A secret is compared in a way that tells how much of it was right.

`==` stops at the first difference. Whoever measures the answers finds a signature or a token one character after the
other. Reported are signatures made by `hmac`, and values named as signatures, API keys and tokens of a request.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.constants import UNKNOWN, constant
from analysis.engine.module import Module
from analysis.engine.purpose import identifiers
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.contexts import announces, name_of
from analysis.engine.words import words
from findings.severity import Severity

SIGNATURES: Final = frozenset({"hmac", "signature", "sig", "mac"})
KEYS: Final = frozenset({"apikey", "csrf", "secret", "xsrf"})
QUALIFIED_TOKENS: Final = frozenset(
    {"access", "admin", "api", "auth", "bearer", "csrf", "hook", "reset", "session", "webhook"}
)
PROVEN: Final = frozenset(
    {"computed", "expected", "provided", "received", "given", "actual", "header", "headers", "request", "secret"}
)
# Without one of these in its text, or the name of a secret, a file has nothing to find.
IN_TEXT: Final = ("hmac", "HMAC", "ignature", "IGNATURE", "_sig", "_mac")
EQUAL: Final = frozenset({ast.Eq, ast.NotEq})
EQUALITY: Final = frozenset({"__eq__", "__ne__"})
FUNCTIONS: Final = frozenset({"inspect", "parameters", "bind", "callable", "func", "function", "method"})


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.75,
    cwe=208,
    recommendation="Use `hmac.compare_digest(expected, received)`.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Judge each comparison of two values by what stands on both sides."""
    if module.is_test or not (announces(module) or any(part in module.text for part in IN_TEXT)):
        return
    for node in module.nodes(ast.Compare):
        left, right = node.left, node.comparators[0]
        if node.ops[0].__class__ in EQUAL and len(node.ops) == 1 and not isinstance(left, ast.Constant):
            if isinstance(right, ast.Constant) or _is_in_equality(node, module):
                continue
            yield from _judged(node, left, right, module)


def _is_in_equality(node: ast.Compare, module: Module) -> bool:
    function = module.function_of(node)
    return function is not None and function.name in EQUALITY


def _judged(node: ast.Compare, left: ast.expr, right: ast.expr, module: Module) -> Iterator[Hit]:
    if _is_made_by_hmac(left, module) or _is_made_by_hmac(right, module):
        yield Hit(node, "A signature is compared with `==`, which tells how much of it was right.", confidence=0.9)
    elif _names_secret(left, right) and UNKNOWN is constant(left, module) is constant(right, module):
        yield Hit(node, "A secret is compared with `==`, which tells how much of it was right.")


def _is_made_by_hmac(node: ast.expr, module: Module) -> bool:
    """Whether the value is `hmac.new(…).hexdigest()`, in place or by a name."""
    if not module.memo(_uses_hmac):
        return False
    if isinstance(node, ast.Name):
        return _is_kept_digest(node, module)
    return _is_digest(node, module)


def _uses_hmac(module: Module) -> bool:
    return any(origin.partition(".")[0] == "hmac" for origin in module.imports.values())


def _is_digest(node: ast.AST | None, module: Module) -> bool:
    while isinstance(node, ast.Call | ast.Attribute | ast.BinOp):
        if isinstance(node, ast.Call) and module.dotted(node.func) in {"hmac.new", "hmac.digest", "hmac.HMAC"}:
            return True
        if isinstance(node, ast.BinOp):
            node = node.right
        elif isinstance(node, ast.Call) and node.args and not isinstance(node.func, ast.Attribute):
            node = node.args[0]
        else:
            node = node.func if isinstance(node, ast.Call) else node.value
    return False


def _is_kept_digest(name: ast.Name, module: Module) -> bool:
    function = module.function_of(name)
    return any(
        isinstance(assignment.targets[0], ast.Name)
        and assignment.targets[0].id == name.id
        and module.function_of(assignment) is function
        and _is_digest(assignment.value, module)
        for assignment in module.nodes(ast.Assign)
    )


def _names_secret(left: ast.expr, right: ast.expr) -> bool:
    """Whether one side is named as a secret, and both together as something that came from outside."""
    said = frozenset(word for side in (left, right) for name in identifiers(side) for word in words(name))
    if not FUNCTIONS.isdisjoint(said):
        return False
    return any(_is_secret(name, said) for name in (name_of(left), name_of(right)) if name)


def _is_secret(name: str, said: frozenset[str]) -> bool:
    named = words(name)
    if named[-1:] in (("signature",), ("sig",), ("mac",), ("hmac",)):
        return not PROVEN.isdisjoint(said)
    if named[-2:] == ("api", "key") or not KEYS.isdisjoint(named[-1:]):
        return True
    return named[-1:] == ("token",) and not QUALIFIED_TOKENS.isdisjoint(named[-2:-1])
