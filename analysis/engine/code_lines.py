"""Which lines of a file are code: not blank, no comment, no docstring, not inside a string."""

import ast
from collections.abc import Iterator

from analysis.engine.module import FunctionNode, Module

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def inside_strings(module: Module) -> frozenset[int]:
    """The numbers of the lines that start inside a string."""
    return module.memo(_inside_strings)


def count(module: Module, first: int, last: int) -> int:
    """How many of the lines from `first` to `last`, both included, are code; a string over many lines is one."""
    known = module.memo(_no_counts_yet)
    if (first, last) not in known:
        skipped = module.memo(_uncounted)
        known[first, last] = sum(
            1
            for number, line in enumerate(module.lines[first - 1 : last], start=first)
            if (text := line.lstrip()) and text[0] != "#" and number not in skipped
        )
    return known[first, last]


def _no_counts_yet(_: Module) -> dict[tuple[int, int], int]:
    return {}


def own_lines(module: Module, node: FunctionNode) -> int:
    """The lines of code of a function from its `def` on, without those of the functions and classes inside it."""
    total = count(module, node.lineno, node.end_lineno or node.lineno)
    return total - sum(count(module, _start(inner), inner.end_lineno or 0) for inner in _outermost_inside(node, module))


def docstring(node: ast.AST) -> ast.Constant | None:
    """The docstring of a module, class or function, as a node."""
    if not isinstance(node, _DOCUMENTED) or not node.body:
        return None
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return first.value
    return None


def _outermost_inside(node: FunctionNode, module: Module) -> Iterator[FunctionNode | ast.ClassDef]:
    for inner in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef):
        if node.lineno <= inner.lineno <= (node.end_lineno or 0) and inner is not node:
            around = next(a for a in module.ancestors(inner) if isinstance(a, _DOCUMENTED))
            if around is node:
                yield inner


def _start(node: FunctionNode | ast.ClassDef) -> int:
    return node.decorator_list[0].lineno if node.decorator_list else node.lineno


def _inside_strings(module: Module) -> frozenset[int]:
    inside: set[int] = set()
    for node in module.nodes(ast.Constant, ast.JoinedStr):
        last = node.end_lineno or node.lineno
        if last != node.lineno and (isinstance(node, ast.JoinedStr) or isinstance(node.value, str | bytes)):
            inside.update(range(node.lineno + 1, last + 1))
    return frozenset(inside)


def _uncounted(module: Module) -> frozenset[int]:
    """The lines of docstrings, and those that start inside a string."""
    documented = (docstring(node) for node in module.nodes(*_DOCUMENTED))
    return inside_strings(module).union(text.lineno for text in documented if text)
