"""Assignments by the attribute or the key that they set."""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain

from analysis.engine.module import Module


def assigned_attributes(module: Module) -> Mapping[str, list[ast.Assign]]:
    """Every assignment to an attribute, by that attribute's name: `session.verify = False` by `verify`."""
    found: dict[str, list[ast.Assign]] = {}
    for assignment in module.nodes(ast.Assign):
        target = assignment.targets[0]
        if isinstance(target, ast.Attribute):
            found.setdefault(target.attr, []).append(assignment)
    return found


def assigned_keys(module: Module) -> Mapping[str, list[ast.Assign]]:
    """Every assignment to an item under a literal text, by that text: `os.environ["HOST"] = host` by `HOST`."""
    found: dict[str, list[ast.Assign]] = {}
    for assignment in module.nodes(ast.Assign):
        target = assignment.targets[0]
        if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
            found.setdefault(str(target.slice.value), []).append(assignment)
    return found


def to_attribute(module: Module, *names: str) -> Iterator[ast.Assign]:
    """The assignments to attributes of these names."""
    index = module.memo(assigned_attributes)
    return chain.from_iterable([index[name] for name in names if name in index])


def to_key(module: Module, *keys: str) -> Iterator[ast.Assign]:
    """The assignments to items under these keys."""
    index = module.memo(assigned_keys)
    return chain.from_iterable([index[key] for key in keys if key in index])
