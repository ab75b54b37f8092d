"""A name takes the place of a builtin function that code in the same scope may want to call.

Reported are variables, parameters and imports named like builtins that programs call all the time: `list`, `dict`,
`str`, `len`, `sum`, `open`, `print` and their like. Names of builtins that are mostly wanted as words (`id`, `type`,
`input`, `format`, `min`, `max`) are left alone, and so are attributes of classes and parameters like `len=len`.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.module import Module
from analysis.engine.names import bindings
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_CALLED: Final = frozenset(
    {
        "abs", "all", "any", "bool", "bytes", "callable", "dict", "enumerate", "float", "frozenset", "getattr",
        "hasattr", "int", "isinstance", "issubclass", "len", "list", "map", "open", "print", "range", "repr",
        "reversed", "set", "setattr", "sorted", "str", "sum", "super", "tuple", "zip",
    }
)  # fmt: skip
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)


@rule(
    ast.Module,
    severity=Severity.LOW,
    recommendation="Say what the value is: `names` or `user_list`; or append an underscore, `list_`.",
    aliases=("A001", "A002", "A004", "W0622"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for bindings of those names outside class bodies, once a scope."""
    seen: set[tuple[ast.AST, str]] = set()
    for node, name in (*_variables(module), *_parameters(module), *_imports(module)):
        scope = next(around for around in module.ancestors(node) if isinstance(around, _SCOPES))
        if not isinstance(scope, ast.ClassDef) and (scope, name) not in seen:
            seen.add((scope, name))
            yield Hit(node, f"`{name}` hides the builtin of that name.")


def _variables(module: Module) -> Iterator[tuple[ast.AST, str]]:
    bound = bindings(module)
    for name in _CALLED & bound.keys():
        yield from ((node, name) for node in bound[name])


def _parameters(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in module.nodes(ast.arg):
        if node.arg in _CALLED and not _is_bound_early(node, module):
            yield node, node.arg


def _is_bound_early(parameter: ast.arg, module: Module) -> bool:
    """Whether a parameter is there to keep the builtin itself at hand: `def f(x, len=len)`."""
    arguments = module.parents[parameter]
    defaults = [*arguments.defaults, *arguments.kw_defaults] if isinstance(arguments, ast.arguments) else []
    return any(isinstance(default, ast.Name) and default.id == parameter.arg for default in defaults)


def _imports(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for alias in module.nodes(ast.alias):
        if (name := alias.asname or alias.name) in _CALLED:
            yield alias, name
