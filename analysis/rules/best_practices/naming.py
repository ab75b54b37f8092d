"""A name is written in another style than everybody expects of its kind.

Classes are `CapWords`; functions, parameters and variables are `lower_case`. Reported are classes like `My_Class` and
`myClass`, and `mixedCase` elsewhere. Names that are somebody else's choice are left alone: methods, with their
parameters, of a class with bases, tests, parameters of decorated functions, and keyword arguments of calls.
"""

import ast
import re
from collections.abc import Iterator

from analysis.engine.module import Module
from analysis.engine.names import bindings
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_MIXED = re.compile(r"_*[a-z]+[a-z0-9]*(?:[A-Z]+[a-z0-9]*)+_*")
_CLASS = re.compile(r"_*[A-Z][A-Za-z0-9]*_*|_*[a-z0-9]+(?:_[a-z0-9]+)*_*")  # lower_case: it is used like a function
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Module)


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.9,
    recommendation="Write classes in `CapWords` and functions, parameters and variables in `lower_case` (PEP 8).",
    cwe=1099,
    aliases=("N801", "N802", "N803", "N806", "N815", "N816", "C0103"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the names of definitions, parameters and variables; a name once a scope."""
    if not module.is_test:
        yield from _classes(module)
        yield from _functions(module)
        yield from _parameters(module)
        yield from _variables(module)


def _classes(module: Module) -> Iterator[Hit]:
    for node in module.nodes(ast.ClassDef):
        if not _CLASS.fullmatch(node.name) and node.name.isascii():
            yield Hit(node, f"The class `{node.name}` is not named in CapWords.")


def _functions(module: Module) -> Iterator[Hit]:
    for node in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        if _is_mixed(node.name) and not _is_given(node, module):
            yield Hit(node, f"The function `{node.name}` is named in mixedCase.")


def _parameters(module: Module) -> Iterator[Hit]:
    for node in module.nodes(ast.arg):
        if _is_mixed(node.arg):
            function = module.parents[module.parents[node]]
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_given(function, module):
                yield Hit(node, f"The parameter `{node.arg}` is named in mixedCase.")


def _variables(module: Module) -> Iterator[Hit]:
    for name, nodes in bindings(module).items():
        if _is_mixed(name):
            scopes = {_scope(node, module): node for node in reversed(nodes)}  # the first of each scope stays
            for scope, node in scopes.items():
                if not (isinstance(scope, ast.ClassDef) and scope.bases):
                    yield Hit(node, f"The variable `{name}` is named in mixedCase.")


def _is_mixed(name: str) -> bool:
    return not name.islower() and _MIXED.fullmatch(name) is not None


def _is_given(node: ast.FunctionDef | ast.AsyncFunctionDef, module: Module) -> bool:
    """Whether the name may be prescribed: by a base class or a decorator."""
    owner = module.parents[node]
    return bool(node.decorator_list) or (isinstance(owner, ast.ClassDef) and bool(owner.bases or owner.keywords))


def _scope(node: ast.AST, module: Module) -> ast.AST:
    return next(around for around in module.ancestors(node) if isinstance(around, _SCOPES))
