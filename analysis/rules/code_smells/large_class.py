"""A class is too large to be known by heart.

Counted are lines of code, without blank lines, comments and docstrings, and methods, without properties and magic
methods. A class that lacks cohesion too is reported as `god_class`. Test code is left alone.
"""

import ast
from collections.abc import Iterator

from analysis.engine.code_lines import count
from analysis.engine.cohesion import methods
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.ClassDef,
    severity=Severity.MEDIUM,
    confidence=1.0,
    recommendation="Split the class along its tasks: move methods that belong together into a class of their own.",
    aliases=("PLR0904",),
    yields_to=("god_class",),
)
def check(
    node: ast.ClassDef, module: Module, *, max_class_lines: int = 300, max_class_methods: int = 30
) -> Iterator[Hit]:
    """Compare the lines and methods of a class with `max_class_lines` and `max_class_methods`."""
    span = (node.end_lineno or 0) - node.lineno + 1
    if module.is_test or (span <= max_class_lines and len(node.body) <= max_class_methods):
        return
    lines = count(module, node.lineno, node.lineno + span - 1)
    number = len(methods(node))
    if lines > max_class_lines:
        text = f"`{node.name}` has {lines} lines of code (at most {max_class_lines})."
        yield Hit(node, text, metadata={"lines": lines, "methods": number})
    elif number > max_class_methods:
        text = f"`{node.name}` has {number} methods (at most {max_class_methods})."
        yield Hit(node, text, metadata={"lines": lines, "methods": number})
