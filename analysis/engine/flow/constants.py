"""Computing with constants, within bounds: hostile code must not make the analysis work."""

import ast
import operator
from collections.abc import Callable, Sequence
from typing import Any, Final

LARGEST = 1 << 64
LONGEST = 1000

_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_COMPARISONS: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_UNARY: Final[dict[type[ast.unaryop], Callable[[Any], Any]]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}
METHODS: Final = frozenset(
    {
        "upper", "lower", "strip", "lstrip", "rstrip", "title", "capitalize", "swapcase", "casefold", "replace", "split",
        "rsplit", "startswith", "endswith", "find", "index", "count", "isdigit", "isalpha", "isalnum", "encode", "decode",
        "removeprefix", "removesuffix", "partition", "rpartition", "splitlines", "hex",
    }
)  # fmt: skip
FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "len": len, "str": str, "int": int, "bool": bool, "abs": abs, "ord": ord, "min": min, "max": max, "float": float,
}  # fmt: skip


class NotComputed(Exception):
    """The constants have no result, or computing it would cost too much."""


def _fits(value: object) -> bool:
    if isinstance(value, int | float):
        return abs(value) < LARGEST
    if isinstance(value, str | bytes | tuple | list):
        return len(value) <= LONGEST
    return value is None


def _computed(function: Callable[..., Any], *arguments: object) -> Any:
    if not all(_fits(argument) for argument in arguments):
        raise NotComputed
    try:
        result = function(*arguments)
    except Exception as error:
        raise NotComputed from error
    if not _fits(result):
        raise NotComputed
    return result


def binary(kind: type[ast.operator], left: object, right: object) -> object:
    """`left <operator> right`; raises NotComputed."""
    if kind not in _BINARY:
        raise NotComputed
    if kind is ast.Mult and _repeats_too_much(left, right):
        raise NotComputed
    if kind is ast.Mod and not isinstance(left, int | float):
        raise NotComputed  # formatting, which is done on texts
    return _computed(_BINARY[kind], left, right)


def _repeats_too_much(left: object, right: object) -> bool:
    for text, times in ((left, right), (right, left)):
        if isinstance(text, str | bytes | tuple) and (not isinstance(times, int) or len(text) * times > LONGEST):
            return True
    return False


def compared(kind: type[ast.cmpop], left: object, right: object) -> bool:
    """`left <comparison> right`; raises NotComputed."""
    return bool(_computed(_COMPARISONS[kind], left, right))


def unary(kind: type[ast.unaryop], value: object) -> object:
    """`<operator> value`; raises NotComputed."""
    return _computed(_UNARY[kind], value)


def subscript(value: object, index: object) -> object:
    """`value[index]`; raises NotComputed."""
    if isinstance(index, slice):
        return _computed(lambda text: text[index], value)
    return _computed(operator.getitem, value, index)


def method(value: object, name: str, arguments: Sequence[object]) -> object:
    """`value.name(*arguments)` of a string; raises NotComputed."""
    if name not in METHODS or not isinstance(value, str | bytes):
        raise NotComputed
    if name == "replace" and len(value) > 200:
        raise NotComputed  # what is put in may be long
    return _computed(lambda text, *rest: getattr(text, name)(*rest), value, *arguments)


def function(name: str, arguments: Sequence[object]) -> object:
    """A builtin called with constants; raises NotComputed."""
    if name not in FUNCTIONS:
        raise NotComputed
    return _computed(FUNCTIONS[name], *arguments)
