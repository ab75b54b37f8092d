"""Both branches of an `if` do the same, so the condition decides nothing.

Mostly one branch was copied and never changed. Only an `if` with an `else` and no branch that differs is reported.
"""

import ast
from collections.abc import Iterator

from analysis.engine.equality import same
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.9,
    recommendation="Write the branch once without the condition, or make the branches differ as they were meant to.",
    aliases=("S3923",),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Compare the branches of each `if` and its `elif`s, if it has an `else`."""
    for node in module.nodes(ast.If):
        if node.orelse and not _is_elif(node, module) and all(same(node.body, branch) for branch in _others(node)):
            yield Hit(node, "All branches of this `if` do the same.")


def _others(node: ast.If) -> Iterator[list[ast.stmt]]:
    """The branches after the first; an empty one where there is no `else`."""
    while len(node.orelse) == 1 and isinstance(following := node.orelse[0], ast.If):
        yield following.body
        node = following
    yield node.orelse


def _is_elif(node: ast.If, module: Module) -> bool:
    parent = module.parents[node]
    return isinstance(parent, ast.If) and parent.orelse == [node]
