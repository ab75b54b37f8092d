"""A handler of every exception drops the failure: it neither re-raises, nor logs, nor uses the exception.

A mistyped name in the `try` block then looks like the expected failure. Handlers at the border of a program, which
log or report what they caught, are fine.
"""

import ast
from collections.abc import Iterator

from analysis.engine.handlers import Handling, handled
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.7,
    recommendation="Catch the exceptions that the block can raise, or log the failure with `logger.exception(...)`.",
    cwe=396,
    aliases=("BLE001", "W0718", "broad-except"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for a broad handler that loses the exception."""
    for node in handled(module, Handling.BROAD):
        yield Hit(node, "Any exception is caught here, and what it was is lost.")
