"""A class knows and does too much: many methods, many attributes, and methods that have little to do with each other.

All four must hold: more than `max_methods` methods, more than `max_attributes` attributes assigned on `self`, more
than `max_class_lines` lines of code, and a cohesion below `min_cohesion`, the share of pairs of methods that touch an
attribute in common. Properties and magic methods are not counted. Test code is left alone.
"""

import ast
from collections.abc import Iterator

from analysis.engine.code_lines import count
from analysis.engine.cohesion import cohesion, methods, touched
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.ClassDef,
    severity=Severity.HIGH,
    confidence=0.85,
    recommendation="Move each group of attributes and the methods that use them into a class of its own.",
    cwe=1093,
)
def check(
    node: ast.ClassDef,
    module: Module,
    *,
    max_methods: int = 20,
    max_attributes: int = 10,
    max_class_lines: int = 300,
    min_cohesion: float = 1 / 3,
) -> Iterator[Hit]:
    """Measure a class and compare it with the four limits."""
    if (node.end_lineno or 0) - node.lineno < max_class_lines or module.is_test:
        return
    found = methods(node)
    if len(found) <= max_methods or count(module, node.lineno, node.end_lineno or 0) <= max_class_lines:
        return
    touches, assigned = touched(found, module)
    in_common = cohesion([names for names, method in zip(touches, found, strict=True) if method.name != "__init__"])
    if len(assigned) > max_attributes and in_common < min_cohesion:
        yield Hit(
            node,
            f"`{node.name}` has {len(found)} methods and {len(assigned)} attributes, and only "
            f"{in_common:.0%} of its pairs of methods share one.",
            metadata={"methods": len(found), "attributes": len(assigned), "cohesion": round(in_common, 2)},
        )
