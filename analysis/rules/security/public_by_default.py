"""Every endpoint is open unless its author thinks of closing it.

A default should refuse: a view that somebody forgot to protect then answers 401, and not everything it has.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.configuration import is_development, options
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

ALLOWING: Final = "rest_framework.permissions.AllowAny"
SIGNS: Final = frozenset({"DEFAULT_PERMISSION_CLASSES"})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.75,
    cwe=862,
    recommendation='Set `"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]`, and open single views.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at REST framework's default permissions."""
    if not mentions(module, SIGNS) or is_development(module):
        return
    for option in options(module, "DEFAULT_PERMISSION_CLASSES"):
        classes = constant(option.value, module)
        if classes == () or (isinstance(classes, tuple) and ALLOWING in classes):
            yield Hit(option.at, "By default, every endpoint answers everybody.")
