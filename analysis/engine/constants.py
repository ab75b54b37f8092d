"""What an expression is worth, where that can be read off the source."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from analysis.engine.module import FunctionNode, Module

UNKNOWN: Final = object()
_DEEPEST: Final = 40  # names and operators followed before giving up
_LONGEST: Final = 100_000  # characters of a folded text
_LARGEST: Final = 1 << 64

_BINARY: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
}
_UNARY: Final[Mapping[type[ast.unaryop], Callable[[Any], Any]]] = {
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}


def constant(node: ast.AST | None, module: Module, depth: int = 0) -> Any:
    """The value of an expression made of literals and of names that are bound once; UNKNOWN if it is not one."""
    if isinstance(node, ast.Constant):
        return node.value
    fold = _FOLDS.get(type(node))
    if fold is None or depth > _DEEPEST:
        return UNKNOWN
    return fold(node, module, depth + 1)


def entries(dictionary: ast.Dict) -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """The entries of a dictionary whose key is a literal text: that text, the key's node, the value's."""
    for key, value in zip(dictionary.keys, dictionary.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, key, value


def value_of(name: ast.Name, module: Module) -> ast.expr | None:
    """The expression that a name is bound to, if it is bound once: in the function around it, else in the module."""
    function = module.function_of(name)
    stores = [n for n in module.nodes(ast.Name) if n.id == name.id and isinstance(n.ctx, ast.Store)]
    if function is not None:
        if _is_parameter(name.id, function):
            return None
        if local := [n for n in stores if module.function_of(n) is function]:
            return _bound(local, module)
    outer = [n for n in stores if module.function_of(n) is None and module.class_of(n) is None]
    return _bound(outer, module)


def _bound(stores: list[ast.Name], module: Module) -> ast.expr | None:
    if len(stores) != 1:
        return None
    parent = module.parents[stores[0]]
    if isinstance(parent, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        return parent.value
    return None


def _is_parameter(name: str, function: FunctionNode) -> bool:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return any(a.arg == name for a in [*named, arguments.vararg, arguments.kwarg] if a is not None)


def _name(node: ast.Name, module: Module, depth: int) -> Any:
    """The constant that a name is bound to; each is worked out once, so that names of names cost no more."""
    known = module.memo(_known_names)
    key = module.function_of(node), node.id
    if key not in known:
        known[key] = UNKNOWN  # while it is being worked out: a name may be bound to itself
        known[key] = constant(value_of(node, module), module, depth)
    return known[key]


def _known_names(_: Module) -> dict[tuple[FunctionNode | None, str], Any]:
    return {}


def _items(node: ast.Tuple | ast.List | ast.Set, module: Module, depth: int) -> Any:
    items = tuple(constant(item, module, depth) for item in node.elts)
    return UNKNOWN if UNKNOWN in items else items


def _unary(node: ast.UnaryOp, module: Module, depth: int) -> Any:
    operand = constant(node.operand, module, depth)
    apply = _UNARY.get(type(node.op))
    try:
        return UNKNOWN if apply is None or operand is UNKNOWN else apply(operand)
    except TypeError:
        return UNKNOWN


def _binary(node: ast.BinOp, module: Module, depth: int) -> Any:
    left, right = constant(node.left, module, depth), constant(node.right, module, depth)
    try:
        return UNKNOWN if UNKNOWN in (left, right) else _combined(node.op, left, right)
    except (TypeError, ValueError, ZeroDivisionError):
        return UNKNOWN


def _combined(operation: ast.operator, left: Any, right: Any) -> Any:
    """The result of an operator, unless it would be huge."""
    if isinstance(operation, ast.Pow | ast.LShift):
        small = isinstance(left, int) and isinstance(right, int) and abs(left) <= 1024 and 0 <= right <= 64
        if not small:
            return UNKNOWN
        return left**right if isinstance(operation, ast.Pow) else left << right
    apply = _BINARY.get(type(operation))
    fits = _product_fits(left, right) if isinstance(operation, ast.Mult) else _size(left) + _size(right) <= _LONGEST
    return apply(left, right) if apply is not None and fits else UNKNOWN


def _product_fits(left: Any, right: Any) -> bool:
    if isinstance(left, int) and isinstance(right, int):
        return abs(left) <= _LARGEST and abs(right) <= _LARGEST
    times = left if isinstance(left, int) else right
    return isinstance(times, int) and max(_size(left), _size(right)) * abs(times) <= _LONGEST


def _size(value: Any) -> int:
    """How long a text is."""
    return len(value) if isinstance(value, str | bytes | tuple) else 1


def _encoded(node: ast.Call, module: Module, depth: int) -> Any:
    """The text or bytes of `"…".encode()`, `b"…".decode()`."""
    if isinstance(node.func, ast.Attribute) and node.func.attr in {"encode", "decode"}:
        value = constant(node.func.value, module, depth)
        if isinstance(value, str | bytes):
            return value
    return UNKNOWN


_FOLDS: Final[Mapping[type[Any], Callable[[Any, Module, int], Any]]] = {
    ast.Name: _name,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Tuple: _items,
    ast.List: _items,
    ast.Set: _items,
    ast.Call: _encoded,
}
