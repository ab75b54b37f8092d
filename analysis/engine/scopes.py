"""Which function and class each line of a file belongs to."""

import ast
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Final, cast

from analysis.engine.module import FunctionNode, Module

_NAME_CHARACTERS: Final = 255
# From this line on, up to the next stretch: the innermost function (with those it is nested in) and class.
Stretch = tuple[int, str | None, str | None]
_OUTSIDE: Final[Stretch] = (1, None, None)
_Definition = FunctionNode | ast.ClassDef
_DEFINITIONS: Final = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})


def stretches(module: Module) -> list[Stretch]:
    """A file cut where the innermost definition changes; a definition's decorators belong to it."""
    names: dict[_Definition, tuple[str | None, str | None]] = {}
    definitions = [*module.nodes(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)]
    spans = [(_first_line(node), -(node.end_lineno or node.lineno), node) for node in definitions]
    spans.sort(key=lambda span: span[:2])
    cuts: list[Stretch] = [_OUTSIDE]
    around: list[tuple[int, str | None, str | None]] = []  # last line and names of what is still open
    for first, minus_last, node in spans:
        _close(around, cuts, before=first)
        opened = _names(node, module, names)
        around.append((-minus_last, *opened))
        _cut(cuts, (first, *opened))
    _close(around, cuts, before=None)
    return cuts


def names_at(line: int, cuts: Sequence[Stretch]) -> tuple[str | None, str | None]:
    """The innermost function and class at a line; none in a file that could not be cut."""
    index = bisect_right(cuts, line, key=itemgetter(0))
    _, function, class_name = cuts[index - 1] if index else _OUTSIDE
    return function, class_name


def _first_line(node: _Definition) -> int:
    return node.decorator_list[0].lineno if node.decorator_list else node.lineno


def _names(
    node: _Definition, module: Module, known: dict[_Definition, tuple[str | None, str | None]]
) -> tuple[str | None, str | None]:
    """The function and class inside a definition: it and what is around it."""
    if node in known:
        return known[node]
    outer: ast.AST | None = module.parents[node]
    while outer is not None and outer.__class__ not in _DEFINITIONS:
        outer = module.parents.get(outer)
    function, class_name = _names(cast("_Definition", outer), module, known) if outer is not None else (None, None)
    if isinstance(node, ast.ClassDef):
        class_name = _joined(class_name, node.name)
    else:
        function = _joined(function if isinstance(outer, FunctionNode) else None, node.name)
    known[node] = (function, class_name)
    return known[node]


def _joined(outer: str | None, name: str) -> str:
    return (f"{outer}.{name}" if outer else name)[:_NAME_CHARACTERS]


def _close(around: list[tuple[int, str | None, str | None]], cuts: list[Stretch], *, before: int | None) -> None:
    """Leave the definitions that end before a line, or all of them."""
    while around and (before is None or around[-1][0] < before):
        last, _, _ = around.pop()
        _, function, class_name = around[-1] if around else _OUTSIDE
        _cut(cuts, (last + 1, function, class_name))


def _cut(cuts: list[Stretch], cut: Stretch) -> None:
    if cuts[-1][0] == cut[0]:
        cuts[-1] = cut
    else:
        cuts.append(cut)
