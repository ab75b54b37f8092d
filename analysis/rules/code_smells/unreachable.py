"""Code stands where execution never arrives: after `return`, `raise`, `continue`, `break`, or an endless loop.

An `if` whose branches all leave counts as leaving, and so does a call of `sys.exit`. A `yield` that is only there to
make a function a generator is fine.
"""

import ast
from collections.abc import Iterator

from analysis.engine.blocks import EXITS, leaves, place_of
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.95,
    recommendation="Delete the code, or move it before the statement that leaves.",
    cwe=561,
    aliases=("W0101", "PLW0101"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for statements after one that never lets execution pass."""
    reported: set[int] = set()
    for statement in _suspects(module):
        block, index = place_of(statement, module)
        if block[-1] is statement or id(block) in reported or not leaves(statement, module):
            continue
        reported.add(id(block))
        following = block[index + 1]
        if not _makes_a_generator(following):
            yield Hit(following, f"This is never reached: line {statement.lineno} always leaves before.")


def _suspects(module: Module) -> Iterator[ast.stmt]:
    parents = module.parents
    for statement in module.nodes(ast.Return, ast.Raise, ast.Continue, ast.Break):
        if (body := getattr(parents[statement], "body", None)) is None or body[-1] is not statement:
            yield statement
    yield from (node for node in module.nodes(ast.If) if node.orelse)
    yield from (node for node in module.nodes(ast.While) if isinstance(node.test, ast.Constant))
    yield from (around for call in module.calls_to(*EXITS) if isinstance(around := module.parents[call], ast.Expr))


def _makes_a_generator(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield | ast.YieldFrom)
