"""A request may be as large as its sender likes.

One upload then fills the memory or the disk. Reported are limits that are switched off.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import called, passed
from analysis.engine.configuration import is_development, options
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

LIMITS: Final = (
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    "DATA_UPLOAD_MAX_NUMBER_FILES",
    "MAX_CONTENT_LENGTH",
)
SIGNS: Final = frozenset({"client_max_size", *LIMITS})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.85,
    cwe=770,
    recommendation="Set it to the largest request that is expected, a few megabytes.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for limits that are none."""
    if not mentions(module, SIGNS) or is_development(module):
        return
    for option in options(module, *LIMITS):
        is_class_or_module = not isinstance(option.at, ast.keyword) or option.name == "MAX_CONTENT_LENGTH"
        if constant(option.value, module) is None and is_class_or_module:
            yield Hit(option.at, f"`{option.name}` is None: requests of any size are read.")
    for call, keyword in passed(module, "client_max_size"):
        if constant(keyword.value, module) in (0, None) and called(call, module).endswith("Application"):
            yield Hit(keyword, "`client_max_size` is off: requests of any size are read.")
