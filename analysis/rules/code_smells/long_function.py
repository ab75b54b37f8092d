"""A function is too long to be read at once.

Counted are the lines of code from `def` to the end of the body, the signature included. Blank lines, comments and the
docstring do not count, a string over many lines counts once, and the functions and classes defined inside count for
themselves. In test code the severity is LOW: a test may tell a long story.
"""

import ast
from collections.abc import Iterator

from analysis.engine.code_lines import count, own_lines
from analysis.engine.module import FunctionNode, Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_VERY_LONG = 3  # times the limit


@rule(
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    severity=Severity.MEDIUM,
    confidence=1.0,
    recommendation="Give each step of the function a name: move it into a function of its own and call that.",
    aliases=("PLR0915",),
)
def check(node: FunctionNode, module: Module, *, max_function_lines: int = 50) -> Iterator[Hit]:
    """Compare the lines of code with `max_function_lines`."""
    last = node.end_lineno or node.lineno
    if last - node.lineno < max_function_lines or count(module, node.lineno, last) <= max_function_lines:
        return
    lines = own_lines(module, node)
    if lines > max_function_lines:
        yield Hit(
            node,
            f"`{node.name}` has {lines} lines of code (at most {max_function_lines}).",
            severity=_severity(lines, max_function_lines, in_test=module.is_test),
            metadata={"lines": lines},
        )


def _severity(lines: int, limit: int, *, in_test: bool) -> Severity:
    if in_test:
        return Severity.LOW
    return Severity.HIGH if lines > _VERY_LONG * limit else Severity.MEDIUM
