"""Every word that a file uses: one look tells a rule that it has nothing to find there."""

import ast
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from analysis.engine.module import Module

_LONGEST = 64  # characters of a literal that can be a name, a key or a mode


def vocabulary(module: Module) -> AbstractSet[str]:
    """The names, attributes, keywords, parameters, parts of imports and short literals of a file; made once."""
    return module.memo(_vocabulary)


def mentions(module: Module, words: AbstractSet[str]) -> bool:
    """Whether the file uses any of the words."""
    return not vocabulary(module).isdisjoint(words)


def _vocabulary(module: Module) -> frozenset[str]:
    found = {name.id for name in module.nodes(ast.Name)}
    found.update([attribute.attr for attribute in module.nodes(ast.Attribute)])
    found.update([keyword.arg for keyword in module.nodes(ast.keyword) if keyword.arg is not None])
    found.update([parameter.arg for parameter in module.nodes(ast.arg)])
    found.update([function.name for function in module.nodes(ast.FunctionDef)])
    found.update([function.name for function in module.nodes(ast.AsyncFunctionDef)])
    found.update(module.imports)
    found.update(_literals(module))
    found.update(_imported(module))
    return frozenset(found)


def _literals(module: Module) -> Iterator[str]:
    for constant in module.nodes(ast.Constant):
        value = constant.value
        if isinstance(value, str) and len(value) <= _LONGEST:
            yield value


def _imported(module: Module) -> Iterator[str]:
    for origin in module.imports.values():
        yield from origin.split(".")
