"""Where a file reads and binds its names."""

import ast
from collections import defaultdict
from collections.abc import Mapping

from analysis.engine.module import Module

Index = Mapping[str, list[ast.Name]]


def reads(module: Module) -> Index:
    """Every place that reads a plain name, by name."""
    return module.memo(_index)[0]


def bindings(module: Module) -> Index:
    """Every place that assigns a plain name, by name: assignments, loops, `with`, comprehensions; no definitions."""
    return module.memo(_index)[1]


def _index(module: Module) -> tuple[Index, Index]:
    read: defaultdict[str, list[ast.Name]] = defaultdict(list)
    bound: defaultdict[str, list[ast.Name]] = defaultdict(list)
    for node in module.nodes(ast.Name):
        if node.ctx.__class__ is ast.Load:
            read[node.id].append(node)
        elif node.ctx.__class__ is ast.Store:
            bound[node.id].append(node)
    return dict(read), dict(bound)
