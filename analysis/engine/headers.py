"""Where a statement's header ends: the lines of a compound statement before its body."""

import ast
from typing import Final

_STATEMENT: Final = (ast.stmt, ast.ExceptHandler, ast.match_case)


def header(node: ast.AST) -> tuple[int, int]:
    """The first and last line of a simple statement, or of what comes before a compound one's body."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    own_first = line_of(node)
    first = min([own_first, *(decorator.lineno for decorator in decorators)])
    if not (body := _body(node)):
        return first, getattr(node, "end_lineno", None) or own_first
    body_first, _ = header(body[0])
    return first, max(own_first, body_first - 1)


def last_expression_line(node: ast.AST) -> int:
    """The last line of a simple statement, or of the expressions in a compound one's header."""
    if not _body(node):
        return getattr(node, "end_lineno", None) or 0
    inner = (child for child in ast.iter_child_nodes(node) if not isinstance(child, _STATEMENT))
    return max((getattr(part, "end_lineno", None) or 0 for child in inner for part in ast.walk(child)), default=0)


def line_of(node: ast.AST) -> int:
    """The line a statement starts on, decorators not counted."""
    return node.pattern.lineno if isinstance(node, ast.match_case) else getattr(node, "lineno", 1)


def _body(node: ast.AST) -> list[ast.AST]:
    """The statements inside a compound statement; a lambda's body is none."""
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    return body if isinstance(body, list) else []
