"""A model brings its own code, and it is run.

`trust_remote_code=True` downloads Python from the model's repository and runs it with the rights of this process;
whoever can change that repository, today or later, runs what he likes.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import argument, passed
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

SIGNS: Final = frozenset({"trust_remote_code"})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.85,
    cwe=829,
    recommendation='Use a model that needs none, or read its code and pin it: `revision="<commit>"`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for the switch; a pinned commit makes it a matter of what was read."""
    if not mentions(module, SIGNS):
        return
    for call, keyword in passed(module, "trust_remote_code"):
        if constant(keyword.value, module) is True and not module.is_test:
            pinned = argument(call, "revision") is not None
            text = "The code that comes with the model is run."
            yield Hit(keyword, text, severity=Severity.LOW if pinned else None, confidence=0.5 if pinned else None)
