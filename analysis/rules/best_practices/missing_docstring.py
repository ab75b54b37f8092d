"""A public module, class or function does not say what it is for.

Asked of modules with definitions, and of the classes, functions and methods whose body has at least `min_lines`
lines. Left alone is what is private by an underscore in its name or path; tests and migrations; magic methods,
properties' setters, overloads and overrides; methods of a class with bases, which may be documented there; and what
is defined inside a function or a class, such as Django's `Meta`.
"""

import ast
from collections.abc import Iterator

from analysis.engine.code_lines import docstring
from analysis.engine.module import FunctionNode, Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_BARE_BASES = frozenset({"object", "abc.ABC", "typing.Protocol", "typing.Generic", "typing_extensions.Protocol"})
_SETTLED = frozenset({"overload", "override", "setter", "deleter", "getter"})


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=1.0,
    recommendation='Say in one sentence what it is for: `"""Return the …"""`.',
    cwe=1053,
    aliases=("D100", "D101", "D102", "D103", "D104", "C0114", "C0115", "C0116", "D419"),
)
def check(tree: ast.Module, module: Module, *, enforce_docstrings: bool = True, min_lines: int = 10) -> Iterator[Hit]:
    """Look for docstrings that are missing or empty."""
    if not enforce_docstrings or _is_private_path(module):
        return
    definitions = [node for node in tree.body if isinstance(node, FunctionNode | ast.ClassDef)]
    if definitions and _lacks(tree):
        yield Hit(1, "The module has no docstring.")
    for node in definitions:
        if isinstance(node, ast.ClassDef):
            yield from _in_class(node, module, min_lines)
        elif _owes(node, min_lines):
            yield Hit(node, f"The function `{node.name}` has no docstring.")


def _is_private_path(module: Module) -> bool:
    if module.is_test:
        return True
    parts = module.path.removesuffix(".py").split("/")
    return "migrations" in parts or any(part.startswith("_") and not part.startswith("__") for part in parts)


def _in_class(node: ast.ClassDef, module: Module, min_lines: int) -> Iterator[Hit]:
    if node.name.startswith("_"):
        return
    if _lacks(node) and _is_long(node, min_lines):
        yield Hit(node, f"The class `{node.name}` has no docstring.")
    if all(_is_bare(base, module) for base in node.bases):
        for method in node.body:
            if isinstance(method, FunctionNode) and _owes(method, min_lines):
                yield Hit(method, f"The method `{node.name}.{method.name}` has no docstring.")


def _owes(node: FunctionNode, min_lines: int) -> bool:
    """Whether a function is public and long enough to need a docstring, and lacks it."""
    if node.name.startswith("_") or not _is_long(node, min_lines):
        return False
    return _lacks(node) and not any(_name(decorator) in _SETTLED for decorator in node.decorator_list)


def _lacks(node: ast.Module | ast.ClassDef | FunctionNode) -> bool:
    text = docstring(node)
    return text is None or not str(text.value).strip()


def _is_long(node: ast.ClassDef | FunctionNode, min_lines: int) -> bool:
    return (node.end_lineno or 0) - node.body[0].lineno + 1 >= min_lines


def _is_bare(base: ast.expr, module: Module) -> bool:
    """Whether a base class has no methods of its own that could be overridden."""
    return module.dotted(base.value if isinstance(base, ast.Subscript) else base) in _BARE_BASES


def _name(decorator: ast.expr) -> str:
    if isinstance(decorator, ast.Call):
        return _name(decorator.func)
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
