"""The key of an SSH server is not checked.

A server whose key is taken unseen may be anyone's: the first who answers gets the password and the session.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.assignments import to_attribute
from analysis.engine.call_sites import method_calls
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

TRUSTING: Final = frozenset({"AutoAddPolicy", "WarningPolicy"})
_SWITCH: Final = "stricthostkeychecking=no"


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.95,
    cwe=322,
    recommendation="Load the known keys, `client.load_system_host_keys()`, and keep `paramiko.RejectPolicy()`.",
    aliases=("S507", "B507"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at policies, at `known_hosts=None` and at ssh's own option."""
    yield from chain(_policies(module), _asyncssh(module), _pysftp(module), _commands(module))


def _policies(module: Module) -> Iterator[Hit]:
    for call in method_calls(module, "set_missing_host_key_policy"):
        for value in chain(call.args, (keyword.value for keyword in call.keywords)):
            name = (module.dotted(value.func if isinstance(value, ast.Call) else value) or "").rpartition(".")[2]
            if name in TRUSTING:
                yield Hit(call, f"`{name}` takes the key of any server.")


def _asyncssh(module: Module) -> Iterator[Hit]:
    for call in module.calls_to("asyncssh.connect", "asyncssh.create_connection", "asyncssh.connect_reverse"):
        for keyword in call.keywords:
            if keyword.arg == "known_hosts" and isinstance(keyword.value, ast.Constant) and keyword.value.value is None:
                yield Hit(call, "`known_hosts=None` takes the key of any server.")


def _pysftp(module: Module) -> Iterator[Hit]:
    if "pysftp" not in module.imports.values():
        return
    for assignment in to_attribute(module, "hostkeys"):
        if isinstance(assignment.value, ast.Constant) and assignment.value.value is None:
            yield Hit(assignment, "`hostkeys = None` takes the key of any server.")


def _commands(module: Module) -> Iterator[Hit]:
    """`["ssh", "-o", "StrictHostKeyChecking=no", …]`, and the same in one text."""
    if "StrictHostKeyChecking" not in module.text:
        return
    for node in module.nodes(ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        if _SWITCH in text.lower().replace(" ", "") and not isinstance(module.parents[node], ast.Expr):
            yield Hit(node, "`StrictHostKeyChecking=no` takes the key of any server.")
