"""Blocks of statements: where a statement stands, and whether execution gets past it."""

import ast
from typing import Final

from analysis.engine.module import Module

_FIELDS = ("body", "orelse", "finalbody")
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)
EXITS: Final = frozenset({"sys.exit", "os._exit", "os.abort", "exit", "quit"})


Place = tuple[list[ast.stmt], int]


def place_of(statement: ast.stmt, module: Module) -> Place:
    """The list of statements that holds this one, and its index there."""
    known = module.memo(_no_places_yet)
    parent = module.parents[statement]
    if parent not in known:
        blocks: list[list[ast.stmt]] = [
            block for name in _FIELDS if isinstance(block := getattr(parent, name, 0), list)
        ]
        known[parent] = {inner: (block, index) for block in blocks for index, inner in enumerate(block)}
    return known[parent][statement]


def _no_places_yet(_: Module) -> dict[ast.AST, dict[ast.stmt, Place]]:
    return {}


def leaves(statement: ast.stmt, module: Module) -> bool:
    """Whether execution never arrives behind a statement: it returns, raises, exits or loops for ever."""
    if isinstance(statement, _LEAVING):
        return True
    if isinstance(statement, ast.If):
        return bool(statement.orelse) and leaves(statement.body[-1], module) and leaves(statement.orelse[-1], module)
    if isinstance(statement, ast.While):
        return isinstance(statement.test, ast.Constant) and bool(statement.test.value) and not _breaks(statement.body)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return module.dotted(statement.value.func) in EXITS
    return False


def _breaks(body: list[ast.stmt]) -> bool:
    """Whether a `break` in these statements ends the loop they belong to."""
    return any(_breaks_loop(statement) for statement in body)


def _breaks_loop(node: ast.AST) -> bool:
    if isinstance(node, ast.Break):
        return True
    if isinstance(node, ast.For | ast.AsyncFor | ast.While):
        return _breaks(node.orelse)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    parts = (child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr))
    return any(_breaks_loop(part) for part in parts)
