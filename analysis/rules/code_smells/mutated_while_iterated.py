"""A collection changes while a loop goes over it, so elements are skipped or the loop raises `RuntimeError`.

Appending to a list that is being read as a queue is fine, and so is a change right before the loop is left.
"""

import ast
from collections.abc import Iterator

from analysis.engine.equality import same
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_CHANGING = frozenset({"remove", "pop", "insert", "clear", "popitem", "discard", "add", "update", "setdefault"})
_VIEWS = frozenset({"items", "keys", "values"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    recommendation="Iterate over a copy, `for item in list(items):`, or build a new collection with a comprehension.",
    aliases=("B909", "PLE4703", "W4701", "E4702", "E4703"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for calls and `del` that change what a loop around them iterates over."""
    for node, changed in _changes(module):
        if _is_iterated(changed, node, module):
            yield Hit(node, f"`{ast.unparse(changed)}` changes while the loop iterates over it.")


def _changes(module: Module) -> Iterator[tuple[ast.AST, ast.expr]]:
    for call in module.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in _CHANGING:
            yield call, call.func.value
    for delete in module.nodes(ast.Delete):
        for target in delete.targets:
            if isinstance(target, ast.Subscript):
                yield delete, target.value


def _is_iterated(changed: ast.expr, node: ast.AST, module: Module) -> bool:
    """Whether a loop around the node goes over the collection, and goes on after the change."""
    inner = node
    for around in module.ancestors(node):
        if isinstance(around, _SCOPES) or _leaves_after(inner, around):
            return False
        if (
            isinstance(around, ast.For | ast.AsyncFor)
            and inner in around.body
            and same(_iterated(around.iter), changed)
        ):
            return isinstance(changed, ast.Name | ast.Attribute)
        inner = around
    return False


def _iterated(iterable: ast.expr) -> ast.expr:
    """`d` for `d` and `d.items()`."""
    if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Attribute) and iterable.func.attr in _VIEWS:
        return iterable.func.value
    return iterable


def _leaves_after(node: ast.AST, around: ast.AST) -> bool:
    body = getattr(around, "body", None)
    if not isinstance(body, list) or node not in body:
        return False
    return any(isinstance(later, ast.Break | ast.Return | ast.Raise) for later in body[body.index(node) :])
