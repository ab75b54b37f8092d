"""A temporary file's name is made before the file.

Between the two, another user can put a file or a link of that name there, and the program writes into it.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

NAMING: Final = ("tempfile.mktemp", "os.tempnam", "os.tmpnam")
SIGNS: Final = frozenset({"mktemp", "tempnam", "tmpnam"})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.95,
    cwe=377,
    recommendation="Use `tempfile.NamedTemporaryFile()`, `tempfile.mkstemp()` or `tempfile.TemporaryDirectory()`.",
    aliases=("S306", "B306", "B325"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for the functions that only make a name."""
    if not mentions(module, SIGNS):
        return
    for name in NAMING:
        for call in module.calls_to(name):
            yield Hit(call, f"`{name}` makes a name that another user can take first.")
