"""A file is checked first and opened after that.

Between `os.access` and `open`, the file can be replaced by a link to another one: the check then said nothing about
what is opened.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import argument, called
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

CHECKS: Final = ("os.access",)
OPENING: Final = frozenset({"open", "io.open", "os.open", "shutil.copy", "shutil.copyfile"})
SIGNS: Final = frozenset({"access"})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.75,
    cwe=367,
    recommendation="Open it and handle the error: `try: open(path) except PermissionError: …`.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for a check in an `if` whose body, or what follows it, opens the same path."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for call in module.calls_to(*CHECKS):
        path = argument(call, "path", 0)
        condition = next((a for a in module.ancestors(call) if isinstance(a, ast.stmt)), None)
        mode = argument(call, "mode", 1)
        if path is None or mode is None or module.dotted(mode) == "os.F_OK" or not isinstance(condition, ast.If):
            continue
        in_test = call is condition.test or condition.test in module.ancestors(call)
        if in_test and _opens(ast.dump(path), condition, module):
            yield Hit(call, f"`{ast.unparse(path)}` can be replaced between this check and its use.")


def _opens(path: str, condition: ast.If, module: Module) -> bool:
    """Whether the path is opened in the branches of the `if` or in the statements after it."""
    siblings = getattr(module.parents[condition], "body", [])
    after = siblings[siblings.index(condition) + 1 :] if condition in siblings else []
    calls = (
        inner
        for s in [*condition.body, *condition.orelse, *after]
        for inner in ast.walk(s)
        if isinstance(inner, ast.Call)
    )
    return any(called(inner, module) in OPENING and inner.args and ast.dump(inner.args[0]) == path for inner in calls)
