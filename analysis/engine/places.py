"""Where a hit points: lines and columns as a reader counts them."""

import ast
from typing import Any, NamedTuple

from analysis.engine.headers import header
from analysis.engine.module import Module


class Place(NamedTuple):
    """A stretch of a file; lines and columns count from 1."""

    line: int
    column: int | None
    end_line: int
    shown_to: int  # the last line worth showing: a definition is shown by its header


def place(at: ast.AST | int, module: Module) -> Place:
    """The place of a node, or of a line that was given by its number."""
    if isinstance(at, int):
        number = min(max(at, 1), len(module.lines))
        return Place(number, None, number, number)
    node: Any = at
    while node is not None and not hasattr(node, "lineno"):  # a module, an import's alias list, arguments, …
        node = module.parents.get(node)
    if node is None:
        return Place(1, None, 1, 1)
    line: int = node.lineno
    end_line: int = node.end_lineno or line
    _, header_end = header(node) if isinstance(node, ast.stmt | ast.ExceptHandler) else (line, end_line)
    return Place(line, _column(node.col_offset, module.lines[line - 1]), end_line, max(line, header_end))


def _column(offset: int, line: str) -> int:
    """The column of a byte offset: the parser counts the bytes of UTF-8, a reader characters."""
    return (offset if line.isascii() else len(line.encode()[:offset].decode(errors="replace"))) + 1
