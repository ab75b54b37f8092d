"""A wildcard import brings in names that nobody can trace.

A later version of the other module may bring in more of them and replace names of this file. Packages that gather
their parts in `__init__.py`, and files that do nothing but import, are left alone.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.ImportFrom,
    severity=Severity.LOW,
    confidence=0.95,
    recommendation="Import the names that are used, or the module itself.",
    aliases=("F403", "F405", "W0401"),
)
def check(node: ast.ImportFrom, module: Module) -> Iterator[Hit]:
    """Look for `from … import *` in files that have code of their own."""
    if node.names[0].name == "*" and not module.path.endswith("__init__.py") and _has_code(module.tree):
        yield Hit(node, f"`{node.module or '.'}` may bring in any name, now or in its next version.")


def _has_code(tree: ast.Module) -> bool:
    return any(isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for statement in tree.body)
