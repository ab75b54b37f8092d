"""How hard a function is to follow: cognitive complexity, by SonarSource's definition.

Each break in the linear flow counts one, and one more for each level it is nested: `if`, loops, `except`, `match` and
conditional expressions. `elif`, `else` and each run of the same boolean operator count one wherever they stand.
A nested function counts with the function around it, one level deeper, unless the outer one only wraps it.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, groupby
from typing import NamedTuple

from analysis.engine.module import FunctionNode, Module

_WithElse = ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.TryStar
_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While)
_ATTEMPTS = (ast.Try, ast.TryStar)
_MAY_NEST = frozenset({*_BRANCHES, *_ATTEMPTS, ast.ExceptHandler, ast.match_case, ast.IfExp})


def cognitive(module: Module, functions: Collection[FunctionNode]) -> dict[FunctionNode, int]:
    """The cognitive complexity of some functions of a file, each with all that is nested in it."""
    totals = dict.fromkeys(functions, 0)
    lines = {line for node in functions for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    surroundings = _Surroundings(module.parents)
    for node, weight, is_nested in _breaks(module):
        if node.lineno in lines:
            for function, nesting in surroundings.of(node).functions:
                if function in totals:
                    totals[function] += weight + (nesting if is_nested else 0)
    return totals


def _breaks(module: Module) -> Iterator[tuple[ast.stmt | ast.expr | ast.ExceptHandler, int, bool]]:
    """Every node that counts: for how much, and whether its nesting counts too."""
    parents = module.parents
    for branch in module.nodes(*_BRANCHES):
        yield branch, 1, not _is_elif(branch, parents[branch])
    for node in module.nodes(ast.ExceptHandler, ast.Match, ast.IfExp):
        yield node, 1, True
    compounds: Iterator[_WithElse] = chain(module.nodes(*_BRANCHES), module.nodes(ast.Try, ast.TryStar))
    for compound in compounds:
        if compound.orelse and not _is_elif(compound.orelse[0], compound):
            yield compound, 1, False
    for operation in module.nodes(ast.BoolOp):
        if not _is_and_within_or(operation, parents[operation]):
            yield operation, _runs(operation), False


class _Around(NamedTuple):
    """What is around a place: each function, outermost first, and how deep the place is nested in it."""

    functions: tuple[tuple[FunctionNode, int], ...] = ()
    is_in_class: bool = False  # a class comes between the place and the last of the functions


class _Surroundings:
    """What is around each node, worked out once for all nodes on the way up: chains of `elif` are deep."""

    def __init__(self, parents: Mapping[ast.AST, ast.AST]) -> None:
        self._parents = parents
        self._known: dict[ast.AST, _Around] = {}

    def of(self, node: ast.AST) -> _Around:
        """What is around a node."""
        way: list[ast.AST] = []
        place: ast.AST | None = node
        while place is not None and place not in self._known:
            way.append(place)
            place = self._parents.get(place)
        around = self._known[place] if place is not None else _Around()
        for child in reversed(way):
            if (parent := self._parents.get(child)) is not None:
                around = _inside(parent, child, around)
            self._known[child] = around
        return around


def _inside(parent: ast.AST, child: ast.AST, around: _Around) -> _Around:
    """What is around a child, from what is around its parent."""
    functions = around.functions
    if isinstance(parent, ast.ClassDef):
        return _Around(tuple((function, 0) for function, _ in functions), is_in_class=True)
    if isinstance(parent, FunctionNode) and isinstance(child, ast.stmt):
        if around.is_in_class:
            return _Around((*functions, (parent, 0)))
        is_deeper = bool(functions) and not _only_wraps(functions[-1][0], parent)
        return _Around((*((function, nesting + is_deeper) for function, nesting in functions), (parent, 0)))
    if not around.is_in_class and _nests(parent, child):
        return _Around(tuple((function, nesting + 1) for function, nesting in functions))
    return around


def _nests(parent: ast.AST, child: ast.AST) -> bool:
    """Whether what stands in that part of a node is nested a level deeper."""
    kind = parent.__class__
    if kind not in _MAY_NEST:
        return False
    if kind is ast.IfExp:
        return True
    if not isinstance(child, ast.stmt):
        return False
    if isinstance(parent, _ATTEMPTS):
        return child in parent.orelse
    return not _is_elif(child, parent)


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
