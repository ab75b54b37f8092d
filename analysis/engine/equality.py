"""Whether two pieces of code are the same but for their places."""

import ast
from collections.abc import Sequence

Code = ast.AST | Sequence[ast.AST]


def same(left: object, right: object) -> bool:
    """Compare two nodes, or two lists of them, ignoring lines and columns."""
    if left.__class__ is not right.__class__:
        return False
    if isinstance(left, ast.AST):
        return all(
            same(getattr(left, name, None), getattr(right, name, None)) for name in left._fields if name != "ctx"
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


def is_repeatable(node: ast.AST) -> bool:
    """Whether an expression must give the same twice: it has no call, no `await`, no `:=` and no `yield`."""
    return not any(
        isinstance(inner, ast.Call | ast.Await | ast.NamedExpr | ast.Yield | ast.YieldFrom) for inner in ast.walk(node)
    )
