"""Both sides of an operator are the same, so the result is known before or a part is superfluous.

Mostly one side was copied and never changed. `x != x` for a plain name may ask for NaN and has a low confidence. Test
code, which compares a thing with itself on purpose, is left alone.
"""

import ast
from collections.abc import Iterator

from analysis.engine.equality import is_repeatable, same
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_MEANINGLESS = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.BitXor, ast.BitOr, ast.BitAnd)
_NAN = 0.5
_COMPARED = 50  # operands of one chain of `and` or `or`


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.9,
    recommendation="Write the operand that was meant, or drop the repetition; ask for NaN with `math.isnan(x)`.",
    aliases=("PLR0124", "R0124"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Compare the operands of comparisons, of arithmetic, and of `and` and `or`."""
    if module.is_test:
        return
    for node, left, right in _operands(module):
        if not isinstance(left, ast.Constant) and same(left, right) and is_repeatable(left):
            yield Hit(node, f"`{ast.unparse(left)}` stands on both sides.", confidence=_confidence(node, left))


def _operands(module: Module) -> Iterator[tuple[ast.expr, ast.expr, ast.expr]]:
    for compare in module.nodes(ast.Compare):
        yield compare, compare.left, compare.comparators[0]
    for arithmetic in module.nodes(ast.BinOp):
        if isinstance(arithmetic.op, _MEANINGLESS):
            yield arithmetic, arithmetic.left, arithmetic.right
    for boolean in module.nodes(ast.BoolOp):
        values = boolean.values[:_COMPARED]
        for index, value in enumerate(values):
            for earlier in values[:index]:
                yield boolean, earlier, value


def _confidence(node: ast.expr, operand: ast.expr) -> float | None:
    asks_for_nan = isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq)
    return _NAN if asks_for_nan and isinstance(operand, ast.Name) else None
