"""A method does not take the object it is called on.

`def area():` in a class raises `TypeError` when it is called on an instance, and `def area(width):` gets the instance
as its width. Left alone are decorated methods, functions that the class body itself calls, metaclasses, interfaces,
and a first parameter whose name starts with `_`.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import FunctionNode, Module
from analysis.engine.names import reads
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_RECEIVERS = frozenset({"self", "cls", "klass", "class_", "mcs", "mcls", "metacls", "this", "me"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_IMPLICITLY_STATIC = frozenset({"__new__", "__init_subclass__", "__class_getitem__"})


@rule(
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    severity=Severity.MEDIUM,
    confidence=0.85,
    recommendation="Take `self` first, or decorate the method with `@staticmethod`.",
    aliases=("N805", "N804", "PLE0211", "E0211", "E0213"),
)
def check(node: FunctionNode, module: Module) -> Iterator[Hit]:
    """Look at the first parameter of plain methods."""
    owner = module.parents[node]
    if not isinstance(owner, ast.ClassDef) or node.decorator_list or node.name in _IMPLICITLY_STATIC:
        return
    positional = [*node.args.posonlyargs, *node.args.args]
    first = positional[0].arg if positional else None
    if first in _RECEIVERS or (first or "").startswith("_") or (first is None and node.args.vararg):
        return
    if _is_special(owner, module) or _is_used_in_class_body(node.name, owner, module):
        return
    if first:
        yield Hit(node, f"`{node.name}` takes `{first}` where it gets the instance.", confidence=0.6)
    else:
        yield Hit(node, f"`{node.name}` takes no parameter, so it cannot be called on an instance.")


def _is_used_in_class_body(name: str, owner: ast.ClassDef, module: Module) -> bool:
    """Whether the class calls or wraps the function while it is made: `area = staticmethod(area)`."""
    return any(_scope(read, module) is owner for read in reads(module).get(name, ()))


def _scope(node: ast.AST, module: Module) -> ast.AST:
    """Where an expression is evaluated; a decorator is, outside the function it decorates."""
    inner = node
    for around in module.ancestors(node):
        if isinstance(around, _SCOPES) and inner not in getattr(around, "decorator_list", ()):
            return around
        inner = around
    return module.tree


def _is_special(owner: ast.ClassDef, module: Module) -> bool:
    """Whether the class is a metaclass or an interface."""
    bases = [module.dotted(base) or "" for base in owner.bases]
    if any(base.rpartition(".")[2] in {"type", "ABCMeta", "EnumMeta", "Interface"} for base in bases):
        return True
    return any("Meta" in base or "Type" in base for base in bases)
