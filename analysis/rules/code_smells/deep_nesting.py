"""Blocks are nested so deep that the reader loses track of the conditions that hold.

Each `if`, `for`, `while`, `with`, `try` and `match` inside another is a level; `elif`, `else`, `except`, `finally`
and `case` continue the level of their block. A function or class starts anew. Each function is reported once, at its
first deepest block.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import FunctionNode, Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=1.0,
    recommendation="Leave early with `return` or `continue`, or move the inner block into a function of its own.",
    aliases=("PLR1702",),
)
def check(_: ast.Module, module: Module, *, max_nesting: int = 4) -> Iterator[Hit]:
    """Compare the deepest block of each function with `max_nesting`."""
    for function, (depth, block) in _deepest(module).items():
        if depth > max_nesting:
            yield Hit(
                block,
                f"`{function.name}` nests blocks {depth} levels deep (at most {max_nesting}).",
                metadata={"depth": depth},
            )


def _deepest(module: Module) -> dict[FunctionNode, tuple[int, ast.stmt]]:
    """The first deepest block of each function that has one, with its depth."""
    depths: dict[ast.AST, tuple[int, ast.AST]] = {}
    deepest: dict[FunctionNode, tuple[int, ast.stmt]] = {}
    blocks = sorted(module.nodes(*_BLOCKS), key=lambda block: (block.lineno, block.col_offset))  # outer before inner
    for block in blocks:
        depth, scope = depths[block] = _depth(block, module, depths)
        if isinstance(scope, FunctionNode) and depth > deepest.get(scope, (0, block))[0]:
            deepest[scope] = depth, block
    return deepest


def _depth(block: ast.stmt, module: Module, depths: dict[ast.AST, tuple[int, ast.AST]]) -> tuple[int, ast.AST]:
    """The level of a block and the scope it is in; blocks around it must be known already."""
    around: ast.AST = block
    while not isinstance(around := module.parents[around], _SCOPES):
        if known := depths.get(around):
            depth, scope = known
            return (depth if _continues(block, around) else depth + 1), scope
    return 1, around


def _continues(block: ast.stmt, around: ast.AST) -> bool:
    """Whether a block is an `elif` of the block around it; an `if` alone below `else:` stands further right."""
    return (
        isinstance(block, ast.If)
        and isinstance(around, ast.If)
        and around.orelse == [block]
        and block.col_offset == around.col_offset
    )
