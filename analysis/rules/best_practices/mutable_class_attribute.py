"""A list, dict or set of the class is changed through `self`, and so changes for every instance.

Reported is a class attribute with such a value that a method changes in place (`self.items.append(...)`,
`self.items[key] = ...`) while no method assigns `self.items`. Where the sharing is meant, change it through the
class.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_MAKERS = frozenset({"list", "dict", "set", "collections.defaultdict", "collections.deque", "collections.OrderedDict"})
_CHANGING = frozenset(
    {"append", "extend", "insert", "remove", "pop", "clear", "add", "update", "discard", "setdefault", "appendleft"}
)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    recommendation="Make the value in `__init__`, so that each instance has its own.",
    aliases=("RUF012", "B006"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for shared values that methods change."""
    shared = {
        (node, name): statement for node in module.nodes(ast.ClassDef) for name, statement in _shared(node, module)
    }
    names = {name for _, name in shared}
    changed: set[tuple[ast.ClassDef | None, str]] = set()
    assigned: set[tuple[ast.ClassDef | None, str]] = set()
    for use in module.nodes(ast.Attribute) if names else ():
        if use.attr in names and _is_self(use.value):
            if isinstance(use.ctx, ast.Store):
                assigned.add((module.class_of(use), use.attr))
            elif _changes(use, module):
                changed.add((module.class_of(use), use.attr))
    for (node, name), statement in shared.items():
        if (node, name) in changed - assigned:
            yield Hit(statement, f"Every `{node.name}` shares one `{name}`, and methods change it through `self`.")


def _shared(node: ast.ClassDef, module: Module) -> Iterator[tuple[str, ast.stmt]]:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
            if isinstance(target, ast.Name) and _is_mutable(value, module):
                yield target.id, statement


def _is_mutable(value: ast.expr, module: Module) -> bool:
    return isinstance(value, _MUTABLE) or (isinstance(value, ast.Call) and module.dotted(value.func) in _MAKERS)


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _changes(use: ast.Attribute, module: Module) -> bool:
    """Whether an expression is changed in place."""
    around = module.parents[use]
    if isinstance(around, ast.Subscript):
        return around.value is use and isinstance(around.ctx, ast.Store | ast.Del)
    return (
        isinstance(around, ast.Attribute) and around.attr in _CHANGING and isinstance(module.parents[around], ast.Call)
    )
