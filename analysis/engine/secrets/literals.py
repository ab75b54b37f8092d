"""The literals that an expression may be worth, with the nodes that write them."""

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple

from analysis.engine.constants import UNKNOWN, constant
from analysis.engine.module import Module

# Calls that give back what they are given, in another dress.
_DRESSINGS: Final = frozenset(
    {"b64decode", "bytes", "force_bytes", "fromhex", "SecretStr", "Secret", "str", "unhexlify"}
)
_DRESSING_METHODS: Final = frozenset({"encode", "decode", "strip"})
_LOOKUPS: Final = frozenset({"get", "getenv", "setdefault"})


class Literal(NamedTuple):
    """A text and the node that writes it."""

    text: str
    node: ast.expr
    is_fallback: bool = False  # holds only where another value is missing


def literals(node: ast.AST, module: Module) -> Iterator[Literal]:
    """The texts that the expression is, or can become, as it is written."""
    if isinstance(node, ast.Constant):
        yield from _literal(node.value, node)
    elif isinstance(node, ast.BoolOp):
        for operand in node.values[1:]:
            yield from (found._replace(is_fallback=True) for found in literals(operand, module))
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body, module)
        yield from literals(node.orelse, module)
    elif isinstance(node, ast.BinOp):
        yield from _literal(constant(node, module), node)
    elif isinstance(node, ast.Call):
        yield from _dressed(node, module)


def _literal(value: object, node: ast.expr) -> Iterator[Literal]:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    if isinstance(value, str) and value is not UNKNOWN:
        yield Literal(value, node)


def _dressed(call: ast.Call, module: Module) -> Iterator[Literal]:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in _DRESSING_METHODS and not call.args:
        yield from literals(function.value, module)
    elif (name := _last_name(function)) in _DRESSINGS and call.args:
        yield from literals(call.args[0], module)
    elif name in _LOOKUPS and len(call.args) == 2 and isinstance(call.args[0], ast.Constant):
        yield from (found._replace(is_fallback=True) for found in literals(call.args[1], module))


def _last_name(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None
