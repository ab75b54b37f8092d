"""An `elif` asks what an earlier branch of the same chain has asked already, so its branch never runs.

Conditions that may change between two evaluations, such as a call, are left alone.
"""

import ast
from collections.abc import Iterator

from analysis.engine.equality import is_repeatable, same
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
    """Compare the condition of each `if` with those of its `elif`s."""
    for node in module.nodes(ast.If):
        branch = node
        while len(branch.orelse) == 1 and isinstance(following := branch.orelse[0], ast.If):
            if same(node.test, following.test) and is_repeatable(following.test):
                yield Hit(following, f"Line {node.lineno} has asked this already: the branch never runs.")
            branch = following
