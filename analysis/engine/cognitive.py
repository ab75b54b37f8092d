"""How hard a function is to follow: cognitive complexity, by SonarSource's definition.

Each break in the linear flow counts one, and one more for each level it is nested: `if`, loops, `except`, `match` and
conditional expressions. `elif`, `else` and each run of the same boolean operator count one wherever they stand.
A nested function counts with the function around it, one level deeper, unless the outer one only wraps it.
"""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain, groupby

from analysis.engine.module import FunctionNode, Module

_WithElse = ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.TryStar
_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While)
_NESTING = (*_BRANCHES, ast.ExceptHandler, ast.match_case)


def cognitive(module: Module) -> Mapping[FunctionNode, int]:
    """The cognitive complexity of every function of a file, each with all that is nested in it."""
    return module.memo(_cognitive)


def _cognitive(module: Module) -> dict[FunctionNode, int]:
    totals: dict[FunctionNode, int] = dict.fromkeys(module.nodes(ast.FunctionDef, ast.AsyncFunctionDef), 0)
    for node, weight, is_nested in _breaks(module):
        for function, nesting in _around(node, module.parents):
            totals[function] += weight + (nesting if is_nested else 0)
    return totals


def _breaks(module: Module) -> Iterator[tuple[ast.AST, int, bool]]:
    """Every node that counts: for how much, and whether its nesting counts too."""
    parents = module.parents
    for branch in module.nodes(*_BRANCHES):
        yield branch, 1, not _is_elif(branch, parents[branch])
    for kind in (ast.ExceptHandler, ast.Match, ast.IfExp):
        for node in module.nodes(kind):
            yield node, 1, True
    compounds: Iterator[_WithElse] = chain(module.nodes(*_BRANCHES), module.nodes(ast.Try, ast.TryStar))
    for compound in compounds:
        if compound.orelse and not _is_elif(compound.orelse[0], compound):
            yield compound, 1, False
    for operation in module.nodes(ast.BoolOp):
        if not _is_and_within_or(operation, parents[operation]):
            yield operation, _runs(operation), False


def _around(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> Iterator[tuple[FunctionNode, int]]:
    """The functions around a node, innermost first, and how deep in each it is nested; a class starts anew."""
    nesting, child, is_counting = 0, node, True
    inner: FunctionNode | None = None
    while (parent := parents.get(child)) is not None:
        if isinstance(parent, FunctionNode):
            nesting += is_counting and inner is not None and not _only_wraps(parent, inner)
            if isinstance(child, ast.stmt):
                yield parent, nesting
            inner = parent
        elif isinstance(parent, ast.ClassDef):
            is_counting = False
        elif is_counting:
            nesting += _nests(parent, child)
        child = parent


def _nests(parent: ast.AST, child: ast.AST) -> bool:
    """Whether what stands in that part of a node is nested a level deeper."""
    if isinstance(parent, ast.IfExp):
        return True
    if not isinstance(child, ast.stmt):
        return False
    if isinstance(parent, ast.Try | ast.TryStar):
        return child in parent.orelse
    return isinstance(parent, _NESTING) and not _is_elif(child, parent)


def _only_wraps(outer: FunctionNode, inner: FunctionNode) -> bool:
    """Whether a function does nothing but define another and return a name, as decorators do."""
    others = [statement for statement in outer.body if statement is not inner]
    return all(isinstance(statement, ast.Return) and isinstance(statement.value, ast.Name) for statement in others)


def _is_elif(node: ast.AST, parent: ast.AST) -> bool:
    """Whether a statement is the `elif` of its parent: an `if` alone in the else branch, in the same column."""
    return (
        isinstance(parent, ast.If)
        and isinstance(node, ast.If)
        and len(parent.orelse) == 1
        and parent.orelse[0] is node
        and node.col_offset == parent.col_offset
    )


def _runs(node: ast.BoolOp) -> int:
    """How often the operator changes, read from left to right, an `and` needing no parentheses within an `or`."""
    operators: list[type[ast.boolop]] = []
    for value in node.values:
        if _is_and_within_or(value, node):
            operators.append(ast.And)
        operators.append(type(node.op))
    operators.pop()  # none follows the last value
    return sum(1 for _ in groupby(operators))


def _is_and_within_or(node: ast.AST, parent: ast.AST) -> bool:
    return (
        isinstance(parent, ast.BoolOp)
        and isinstance(node, ast.BoolOp)
        and isinstance(node.op, ast.And)
        and isinstance(parent.op, ast.Or)
    )
