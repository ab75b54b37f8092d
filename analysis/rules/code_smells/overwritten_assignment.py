"""A value is assigned and replaced before anybody reads it.

Either the first assignment is left over, or the second was meant for another name. Looked at are plain local names
with only simple statements in between; what happens inside `try` is left alone.
"""

import ast
from collections.abc import Iterator

from analysis.engine.blocks import place_of
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_NEAR = 20  # statements: what lies further apart is hardly one slip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Pass, ast.Assert, ast.Delete)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    recommendation="Delete the first assignment, or give the second value a name of its own.",
    cwe=563,
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for two assignments to a name in one block with no reading in between."""
    for first, second, name in _pairs(module):
        if not _is_plain_local(first, name, module):
            continue
        block, start = place_of(first, module)
        other_block, end = place_of(second, module)
        between = block[start + 1 : end]
        if block is not other_block or end - start > _NEAR or not all(isinstance(s, _SIMPLE) for s in between):
            continue
        if not any(_mentions(part, name) for part in (*between, second.value)):
            yield Hit(first, f"`{name}` is assigned here and again on line {second.lineno}, and never read in between.")


def _pairs(module: Module) -> Iterator[tuple[ast.Assign, ast.Assign, str]]:
    """Consecutive assignments to one name below one parent."""
    last: dict[tuple[ast.AST, str], ast.Assign] = {}
    for node in module.nodes(ast.Assign):
        target = node.targets[0]
        if len(node.targets) == 1 and isinstance(target, ast.Name) and target.id != "_":
            key = module.parents[node], target.id
            if previous := last.get(key):
                yield previous, node, target.id
            last[key] = node


def _mentions(node: ast.AST, name: str) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(node))


def _is_plain_local(statement: ast.stmt, name: str, module: Module) -> bool:
    """Whether the name is a function's own and no exception handler sees it halfway."""
    for around in module.ancestors(statement):
        if isinstance(around, ast.Try | ast.TryStar | ast.ClassDef | ast.Module | ast.With | ast.AsyncWith):
            return False
        if isinstance(around, _FUNCTIONS):
            return (around, name) not in module.memo(_declared)
    return False


def _declared(module: Module) -> set[tuple[ast.AST, str]]:
    """The names that functions take from outside, each with its function."""
    return {(module.parents[node], name) for node in module.nodes(ast.Global, ast.Nonlocal) for name in node.names}
