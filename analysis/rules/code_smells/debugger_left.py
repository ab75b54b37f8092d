"""A debugger's breakpoint is left in the code and stops the program.

Reported are calls that open a debugger or wait for one, not the imports before them.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_BREAKPOINTS = (
    *("breakpoint", "pdb.set_trace", "ipdb.set_trace", "pudb.set_trace", "wdb.set_trace", "rpdb.set_trace"),
    *("web_pdb.set_trace", "remote_pdb.set_trace", "bdb.set_trace", "pydevd.settrace", "debugpy.breakpoint"),
    *("debugpy.wait_for_client", "IPython.embed", "celery.contrib.rdb.set_trace"),
)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.95,
    recommendation="Delete the line.",
    cwe=489,
    aliases=("T100", "W1515"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for calls of debuggers."""
    for call in module.calls_to(*_BREAKPOINTS):
        yield Hit(call, f"`{module.dotted(call.func)}` stops the program and waits for a developer.")
