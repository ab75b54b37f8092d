"""An `elif` asks what an earlier branch of the same chain has asked already, so its branch never runs.

Conditions that may change between two evaluations, such as a call, are left alone.
"""

import ast
from collections.abc import Iterator

from analysis.engine.equality import is_repeatable
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.95,
    recommendation="Write the condition that was meant, or delete the branch.",
    cwe=561,
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Compare the condition of each `elif` with those before it in its chain."""
    for node in module.nodes(ast.If):
        if _following(node) is not None and not _is_following(node, module):
            yield from _repetitions(node, module)


def _repetitions(first: ast.If, module: Module) -> Iterator[Hit]:
    """The branches of a chain that ask again; conditions are compared as text, as a chain may be long."""
    asked: dict[str, int] = {}
    branch: ast.If | None = first
    while branch is not None:
        condition = _text(branch.test, module)
        if condition in asked and is_repeatable(branch.test):
            yield Hit(branch, f"Line {asked[condition]} has asked this already: the branch never runs.")
        asked.setdefault(condition, branch.lineno)
        branch = _following(branch)


def _text(condition: ast.expr, module: Module) -> str:
    """A condition as it is written, or its tree where it takes several lines."""
    if condition.lineno != condition.end_lineno:
        return ast.dump(condition)
    line = module.lines[condition.lineno - 1]
    return (line if line.isascii() else line.encode().decode("latin-1"))[
        condition.col_offset : condition.end_col_offset
    ]


def _following(node: ast.If) -> ast.If | None:
    """The `elif` of an `if`, or the `if` that is all of its `else`."""
    if len(node.orelse) == 1 and isinstance(following := node.orelse[0], ast.If):
        return following
    return None


def _is_following(node: ast.If, module: Module) -> bool:
    parent = module.parents[node]
    return isinstance(parent, ast.If) and _following(parent) is node
