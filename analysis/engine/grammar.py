"""Which fields of which syntax nodes hold further nodes, read once from the interpreter's own grammar."""

import ast
import re
from collections.abc import Mapping
from typing import Final

_FIELD = re.compile(r"(\w+)([?*]*) (\w+)")
# What has no nodes below it: plain values, and operators and contexts, which the parser makes one shared object of.
_LEAVES: Final = frozenset(
    {"identifier", "int", "string", "constant", "expr_context", "boolop", "operator", "unaryop", "cmpop"}
)
Fields = tuple[tuple[str, ...], tuple[str, ...]]


def _fields(kind: type[ast.AST]) -> Fields:
    """The fields of a node type that hold one node, and those that hold a list of them."""
    declared = [f for f in _FIELD.findall((kind.__doc__ or "").split("(", 1)[-1]) if f[0] not in _LEAVES]
    known = {name for _, _, name in declared} & set(kind._fields)
    several = tuple(name for _, mark, name in declared if "*" in mark and name in known)
    return tuple(name for name in kind._fields if name in known and name not in several), several


def _node_types() -> list[type[ast.AST]]:
    types = [t for t in vars(ast).values() if isinstance(t, type) and issubclass(t, ast.AST)]
    return [t for t in types if t.__module__ in {"ast", "_ast"}]


FIELDS: Final[Mapping[type[ast.AST], Fields]] = {kind: _fields(kind) for kind in _node_types()}
STATEMENTS: Final[tuple[type[ast.stmt], ...]] = tuple(kind for kind in FIELDS if issubclass(kind, ast.stmt))
