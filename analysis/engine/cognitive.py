"""How hard a function is to follow: cognitive complexity, by SonarSource's definition.

Each break in the linear flow counts one, and one more for each level it is nested: `if`, loops, `except`, `match` and
conditional expressions. `elif`, `else` and each run of the same boolean operator count one wherever they stand.
A nested function counts with the function around it, one level deeper, unless the outer one only wraps it.
"""

import ast
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

from analysis.engine.grammar import FIELDS
from analysis.engine.module import FunctionNode

_LOOP: Final = frozenset({"body", "orelse"})
_DEEPER: Final[Mapping[type[ast.AST], frozenset[str]]] = {
    ast.If: _LOOP,
    ast.For: _LOOP,
    ast.AsyncFor: _LOOP,
    ast.While: _LOOP,
    ast.Try: frozenset({"orelse"}),
    ast.TryStar: frozenset({"orelse"}),
    ast.ExceptHandler: frozenset({"body"}),
    ast.match_case: frozenset({"body"}),
    ast.IfExp: frozenset({"test", "body", "orelse"}),
}
_HAVE_ELSE: Final = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar)
_NESTED: Final = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Match, ast.IfExp)


class _Visit(NamedTuple):
    node: ast.AST
    nesting: int
    definition: FunctionNode | None  # the one right around, unless a class comes between
    continues: bool = False  # an `elif`, or an `and` within an `or`: its parent has seen to it


def cognitive(function: FunctionNode) -> int:
    """The cognitive complexity of a function with all that is nested in it."""
    total = 0
    pending = [_Visit(statement, 0, function) for statement in function.body]
    while pending:
        visit = pending.pop()
        total += _weight(visit)
        pending += _inner(visit)
    return total


def _weight(visit: _Visit) -> int:
    node = visit.node
    if isinstance(node, ast.BoolOp):
        return 0 if visit.continues else _runs(node)
    weight = 0
    if isinstance(node, _NESTED):
        weight = 1 if visit.continues else 1 + visit.nesting
    if isinstance(node, _HAVE_ELSE) and node.orelse and not _is_elif(node):
        weight += 1
    return weight


def _runs(node: ast.BoolOp) -> int:
    """How often the operator changes, read from left to right, an `and` needing no parentheses within an `or`."""
    operators: list[type[ast.boolop]] = []
    for value in node.values:
        if isinstance(node.op, ast.Or) and isinstance(value, ast.BoolOp) and isinstance(value.op, ast.And):
            operators.append(ast.And)
        operators.append(type(node.op))
    operators.pop()  # none follows the last value
    return sum(1 for _ in groupby(operators))


def _inner(visit: _Visit) -> Iterator[_Visit]:
    node = visit.node
    nesting, definition = _inside(visit)
    deeper = _DEEPER.get(type(node), frozenset())
    single, several = FIELDS[type(node)]
    children = [(name, [getattr(node, name)]) for name in single] + [(name, getattr(node, name)) for name in several]
    for name, parts in children:
        continues = name == "orelse" and _is_elif(node)
        level = nesting + (name in deeper and not continues)
        for part in parts:
            if part is not None:
                is_and = isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and _is_and(part)
                yield _Visit(part, level, definition, continues or is_and)


def _inside(visit: _Visit) -> tuple[int, FunctionNode | None]:
    """The nesting inside a node, before its own, and the function that is then right around."""
    node = visit.node
    if isinstance(node, ast.ClassDef):
        return 0, None
    if not isinstance(node, FunctionNode):
        return visit.nesting, visit.definition
    if visit.definition is None:
        return 0, node
    return visit.nesting + (not _only_wraps(visit.definition, node)), node


def _only_wraps(outer: FunctionNode, inner: FunctionNode) -> bool:
    """Whether a function does nothing but define another and return a name, as decorators do."""
    others = [statement for statement in outer.body if statement is not inner]
    return all(isinstance(statement, ast.Return) and isinstance(statement.value, ast.Name) for statement in others)


def _is_elif(node: ast.AST) -> bool:
    """Whether the else branch of a node is an `elif`, which starts in the column of its `if`."""
    if not isinstance(node, ast.If) or len(node.orelse) != 1:
        return False
    (following,) = node.orelse
    return isinstance(following, ast.If) and following.col_offset == node.col_offset


def _is_and(node: ast.AST) -> bool:
    return isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And)
