"""A collection changes while a loop goes over it, so elements are skipped or the loop raises `RuntimeError`.

Appending to a list that is being read as a queue is fine, and so is a change right before the loop is left.
"""

import ast
from collections.abc import Iterator

from analysis.engine.blocks import place_of
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
    if not isinstance(changed, ast.Name | ast.Attribute):
        return False
    inner = node
    for around in module.ancestors(node):
        if isinstance(around, _SCOPES):
            return False
        if isinstance(around, ast.For | ast.AsyncFor) and same(_iterated(around.iter), changed):
            return inner is not around.iter and not _leaves(node, around, module)
        inner = around
    return False


def _iterated(iterable: ast.expr) -> ast.expr:
    """`d` for `d` and `d.items()`."""
    if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Attribute) and iterable.func.attr in _VIEWS:
        return iterable.func.value
    return iterable


def _leaves(node: ast.AST, loop: ast.AST, module: Module) -> bool:
    """Whether the loop is left right after a node in it."""
    for inner in (node, *module.ancestors(node)):
        if inner is loop:
            return False
        if isinstance(inner, ast.stmt):
            block, index = place_of(inner, module)
            if any(isinstance(later, ast.Break | ast.Return | ast.Raise) for later in block[index:]):
                return True
    return False
