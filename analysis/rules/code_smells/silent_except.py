"""Every failure is swallowed without a trace.

Reported is a handler of `Exception`, `BaseException` or everything whose body does nothing. A handler that names the
exceptions it expects may pass. Where a comment inside the handler says why, the severity is LOW.
"""

import ast
from collections.abc import Iterator

from analysis.engine.handlers import Handling, handled
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    recommendation="Catch the exceptions that are expected, or log the failure with `logger.exception(...)`.",
    cwe=390,
    aliases=("S110", "S112", "B110", "B112", "E722", "BLE001", "SIM105"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for a broad handler with an empty body."""
    for node in handled(module, Handling.SILENT):
        explained = "#" in "".join(module.lines[node.lineno - 1 : node.end_lineno])
        yield Hit(
            node,
            "Every exception is swallowed here, those nobody expects included.",
            severity=Severity.LOW if explained else None,
            confidence=0.6 if explained else None,
        )
