"""A condition combines so many parts that nobody can say when it holds.

Counted are the operands of `and` and `or`, through parentheses and `not`. A flat chain of one operator reads like a
list and may have twice as many.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    recommendation="Give parts of the condition a name: a variable, or a function that says what they mean together.",
    aliases=("PLR0916",),
)
def check(_: ast.Module, module: Module, *, max_operands: int = 5) -> Iterator[Hit]:
    """Compare the number of operands of each outermost condition with `max_operands`."""
    for node in module.nodes(ast.BoolOp):
        operands = _operands(node)
        if operands <= max_operands or isinstance(module.parents[node], ast.BoolOp | ast.UnaryOp):
            continue
        limit = 2 * max_operands if _is_flat(node) else max_operands
        if operands > limit:
            text = f"The condition combines {operands} operands (at most {limit})."
            yield Hit(node, text, metadata={"operands": operands})


def _operands(node: ast.expr) -> int:
    if isinstance(node, ast.BoolOp):
        return sum(map(_operands, node.values))
    return _operands(node.operand) if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else 1


def _is_flat(node: ast.BoolOp) -> bool:
    return not any(isinstance(value, ast.BoolOp | ast.UnaryOp) and _operands(value) > 1 for value in node.values)
