"""How many ways lead through a function: cyclomatic complexity as radon counts it, and as McCabe's followers do."""

import ast
from collections.abc import Iterator, Mapping
from typing import cast

from analysis.engine.module import FunctionNode, Module

_FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef})
_BORDERS = frozenset({ast.ClassDef, ast.Assert})  # radon looks at no branch beyond them
_ATTEMPTS = (ast.Try, ast.TryStar)
_ONE_WAY = frozenset({ast.If, ast.For, ast.AsyncFor, ast.While, *_FUNCTIONS})
_COMPOUND = _ONE_WAY | {*_ATTEMPTS, ast.With, ast.AsyncWith, ast.Match, ast.ClassDef}
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def cyclomatic(module: Module) -> Mapping[FunctionNode, int]:
    """The complexity of every function of a file, nested ones and methods on their own."""
    return module.memo(_cyclomatic)


def _cyclomatic(module: Module) -> dict[FunctionNode, int]:
    """Radon's rules: one, and one more for each way that a function's body branches.

    Boolean operators, comprehensions, conditional expressions and assertions count; decorators, defaults and what
    stands inside an assertion do not.
    """
    totals: dict[FunctionNode, int] = dict.fromkeys(module.nodes(ast.FunctionDef, ast.AsyncFunctionDef), 1)
    owners: dict[ast.AST, FunctionNode | None] = {}
    for node, ways in _branches(module):
        if ways and (owner := _owner(node, module.parents, owners)) is not None:
            totals[owner] += ways
    return totals


def _branches(module: Module) -> Iterator[tuple[ast.AST, int]]:
    """Every node that adds ways, and how many."""
    for plain in (ast.If, ast.IfExp, ast.Assert):
        for node in module.nodes(plain):
            yield node, 1
    for operation in module.nodes(ast.BoolOp):
        yield operation, len(operation.values) - 1
    for loop in module.nodes(*_LOOPS):
        yield loop, 1 + bool(loop.orelse)
    for attempt in module.nodes(ast.Try):  # radon does not know `except*`
        yield attempt, len(attempt.handlers) + bool(attempt.orelse)
    for part in module.nodes(ast.comprehension):
        yield part, 1 + len(part.ifs)
    for choice in module.nodes(ast.Match):
        yield choice, len(choice.cases) - any(_takes_anything(case.pattern) for case in choice.cases)


def _takes_anything(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _owner(
    node: ast.AST, parents: Mapping[ast.AST, ast.AST], known: dict[ast.AST, FunctionNode | None]
) -> FunctionNode | None:
    """The function whose body a node stands in; None in a class's body, a decorator, a default or an assertion.

    What is found is kept for all nodes on the way up: a thousand `elif` are a thousand levels deep.
    """
    way = [node]
    owner = None
    while (parent := parents.get(node)) is not None and parent.__class__ not in _BORDERS:
        if parent.__class__ in _FUNCTIONS:
            owner = cast("FunctionNode", parent) if isinstance(node, ast.stmt) else None
            break
        if parent in known:
            owner = known[parent]
            break
        way.append(parent)
        node = parent
    known.update(dict.fromkeys(way, owner))
    return owner


def mccabe(function: FunctionNode) -> int:
    """The complexity as mccabe and ruff's C901 count it: statements only, with the functions nested inside."""
    total = 1
    pending: list[ast.stmt] = list(function.body)
    for node in pending:  # grows while it is read
        kind = node.__class__
        if kind in _COMPOUND:
            total += 1 if kind in _ONE_WAY else _mccabe_ways(node)
            pending += _statements_in(node)
    return total


def _mccabe_ways(node: ast.stmt) -> int:
    if isinstance(node, _ATTEMPTS):
        return len(node.handlers) + bool(node.orelse)
    if isinstance(node, ast.Match):
        last = node.cases[-1]
        return len(node.cases) - (last.guard is None and _takes_anything(last.pattern))
    return 0


def _statements_in(node: ast.stmt) -> Iterator[ast.stmt]:
    """The statements right inside a compound statement."""
    for name in ("body", "orelse", "finalbody"):
        yield from getattr(node, name, ())
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from part.body
