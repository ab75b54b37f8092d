"""A bare `except:` catches `KeyboardInterrupt` and `SystemExit` too, so the program cannot be stopped.

A handler that re-raises is fine. One that only passes is reported as `silent_except`.
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
    confidence=0.95,
    recommendation="Name the exceptions that are expected; where any failure is meant, write `except Exception:`.",
    cwe=396,
    aliases=("E722",),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for a handler without a type that neither re-raises nor is silent."""
    for node in handled(module, Handling.BARE):
        yield Hit(node, "A bare `except:` also catches `KeyboardInterrupt` and `SystemExit`.")
