"""What an `except` clause does with what it catches."""

import ast
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from analysis.engine.module import Module

_EVERYTHING: Final = frozenset({"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"})
# What tells somebody: logging's methods, warnings, tracebacks, and the calls of error trackers.
_TELLING: Final = frozenset(
    {
        "exception", "error", "warning", "warn", "critical", "fatal", "info", "debug", "log", "print_exc", "format_exc",
        "print_exception", "format_exception", "exc_info", "capture_exception", "handle_error", "handleError", "fail",
        "print", "exit", "_exit", "abort", "skip", "set_exception",
    }
)  # fmt: skip


class Handling(Enum):
    """How a handler of every exception treats the exception; a handler has one of these or none."""

    SILENT = auto()  # does nothing at all
    BARE = auto()  # does something, but catches even what stops the program
    BROAD = auto()  # does something, and loses what went wrong


def handled(module: Module, how: Handling) -> Iterator[ast.ExceptHandler]:
    """The handlers of a file that treat exceptions so."""
    return (handler for handler, found in module.memo(_handlings) if found is how)


def _handlings(module: Module) -> list[tuple[ast.ExceptHandler, Handling]]:
    everything = (handler for handler in module.nodes(ast.ExceptHandler) if _catches_everything(handler.type, module))
    return [(handler, found) for handler in everything if (found := _handling(handler))]


def _handling(handler: ast.ExceptHandler) -> Handling | None:
    """What is wrong with a handler of every exception, or None: it re-raises, tells somebody or uses what it caught."""
    if all(_does_nothing(statement) for statement in handler.body):
        return Handling.SILENT
    inside = [node for statement in handler.body for node in ast.walk(statement)]
    if any(isinstance(node, ast.Raise) for node in inside):
        return None
    if handler.type is None:
        return Handling.BARE
    return None if any(_tells(node, handler.name) for node in inside) else Handling.BROAD


def _catches_everything(kind: ast.expr | None, module: Module) -> bool:
    if kind is None:
        return True
    if isinstance(kind, ast.Tuple):
        return any(_catches_everything(item, module) for item in kind.elts)
    return module.dotted(kind) in _EVERYTHING


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Pass | ast.Continue)


def _tells(node: ast.AST, name: str | None) -> bool:
    if isinstance(node, ast.Name):
        return node.id == name
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called in _TELLING
