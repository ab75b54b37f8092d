"""Calls by the method's name, by keyword, and the arguments that they pass."""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from analysis.engine.module import Module


class Passed(NamedTuple):
    """One keyword argument and the call that passes it."""

    call: ast.Call
    keyword: ast.keyword


def methods(module: Module) -> Mapping[str, list[ast.Call]]:
    """Every call of an attribute, by that attribute's name: `connection.login()` and `login()().login()` by `login`."""
    found: dict[str, list[ast.Call]] = {}
    for call in module.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute):
            found.setdefault(call.func.attr, []).append(call)
    return found


def keywords(module: Module) -> Mapping[str, list[Passed]]:
    """Every keyword argument of every call, by its name."""
    found: dict[str, list[Passed]] = {}
    for call in module.nodes(ast.Call):
        for keyword in call.keywords:
            if keyword.arg is not None:
                found.setdefault(keyword.arg, []).append(Passed(call, keyword))
    return found


def method_calls(module: Module, *names: str) -> Iterator[ast.Call]:
    """The calls of methods by their names, whatever they are called on."""
    index = module.memo(methods)
    return chain.from_iterable([index[name] for name in names if name in index])


def passed(module: Module, *names: str) -> Iterator[Passed]:
    """The keyword arguments with these names, whatever is called."""
    index = module.memo(keywords)
    return chain.from_iterable([index[name] for name in names if name in index])


def called(call: ast.Call, module: Module) -> str:
    """The dotted name of what is called; of a method of something without a name its own name, else nothing."""
    name = module.dotted(call.func)
    if name is None:
        return call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name


def argument(call: ast.Call, name: str | None, position: int | None = None) -> ast.expr | None:
    """The expression passed for a parameter, by its name or its position; None if it is not passed, or in a `*args`."""
    for keyword in call.keywords:
        if keyword.arg == name and name is not None:
            return keyword.value
    if position is None or position >= len(call.args):
        return None
    if any(isinstance(a, ast.Starred) for a in call.args[: position + 1]):
        return None
    return call.args[position]


def arguments(call: ast.Call) -> Iterator[ast.expr]:
    """Everything passed, by position or by keyword."""
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)
