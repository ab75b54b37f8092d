"""How many methods a class has, which attributes they touch, and how much they have to do with each other."""

import ast
from bisect import bisect_right
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from analysis.engine.module import FunctionNode, Module

_DATA: Final = frozenset({"property", "cached_property", "setter", "deleter", "overload"})


def methods(node: ast.ClassDef) -> list[FunctionNode]:
    """The methods a class defines, without properties, overloads, and magic methods other than `__init__`."""
    return [child for child in node.body if isinstance(child, FunctionNode) and _is_method(child)]


def touched(found: Sequence[FunctionNode], module: Module) -> tuple[list[set[str]], set[str]]:
    """For each method, in source order, the attributes of its first parameter; and those that any method assigns."""
    starts = [method.lineno for method in found]
    receivers = [_receiver(method) for method in found]
    touches: list[set[str]] = [set() for _ in found]
    assigned: set[str] = set()
    for node in module.nodes(ast.Attribute):
        if isinstance(node.value, ast.Name):
            index = bisect_right(starts, node.lineno) - 1
            if node.value.id == receivers[index] and index >= 0 and node.lineno <= (found[index].end_lineno or 0):
                touches[index].add(node.attr)
                if isinstance(node.ctx, ast.Store):
                    assigned.add(node.attr)
    return touches, assigned


def _receiver(method: FunctionNode) -> str | None:
    parameters = [*method.args.posonlyargs, *method.args.args]
    return parameters[0].arg if parameters else None


def cohesion(touches: Sequence[set[str]]) -> float:
    """The share of pairs of methods that touch an attribute in common: the tight class cohesion of Bieman and Kang."""
    pairs = len(touches) * (len(touches) - 1) // 2
    in_common = sum(1 for left, right in combinations(touches, 2) if not left.isdisjoint(right))
    return in_common / pairs if pairs else 1.0


def _is_method(function: FunctionNode) -> bool:
    if function.name.startswith("__") and function.name.endswith("__") and function.name != "__init__":
        return False
    return not any(ast.unparse(decorator).rpartition(".")[2] in _DATA for decorator in function.decorator_list)
