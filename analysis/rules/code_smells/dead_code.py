"""A private definition is used nowhere.

Looked at are functions, classes and constants whose name starts with `_`, methods named `__so`, methods named `_so`
of classes without a base class, and functions defined inside functions. All files of the analysis are searched for
uses; an analysis of one file alone reports only what no other file can use. What is decorated may be registered
somewhere and is left alone. A string equal to the name counts as a use, and so does one that starts it, as in
`f"_visit_{kind}"`.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.engine.module import FunctionNode, Module
from analysis.engine.names import bindings, reads
from analysis.engine.rule import Hit, project_rule
from findings.severity import Severity

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_PRIVATE = re.compile(r"_\w*[a-zA-Z0-9]")
_START = re.compile(r"(_\w{3,})(?<=_)(?:$|[%{])")  # a name that is put together: "_visit_%s", f"_visit_{kind}"


def collect(module: Module) -> dict[str, Any]:
    """What the file defines and does not use: [name, line, whether another file may use it]; and what it mentions."""
    read = reads(module)
    mentioned = _mentioned(module)
    dead = [
        [name, node.lineno, is_shared]
        for node, name, is_shared in (*_definitions(module), *_constants(module))
        if name not in read and name not in mentioned
    ]
    private = sorted(name for name in mentioned if _PRIVATE.fullmatch(name))
    starts = sorted({start[1] for name in mentioned if (start := _START.match(name))})
    return {"dead": dead, "mentioned": private, "starts": starts}


@project_rule(
    collect,
    severity=Severity.LOW,
    confidence=0.8,
    recommendation="Delete the definition: version control remembers it. If others use it, drop the underscore.",
    cwe=561,
)
def combine(facts: Mapping[str, Any]) -> Iterator[tuple[str, Hit]]:
    """Drop what another file mentions, and report the rest."""
    mentioned = {name for file in facts.values() for name in file["mentioned"]}
    starts = tuple({start for file in facts.values() for start in file["starts"]})
    for path, file in facts.items():
        for name, line, is_shared in file["dead"]:
            if name.startswith(starts) or (is_shared and (len(facts) == 1 or name in mentioned)):
                continue
            yield path, Hit(line, f"`{name}` is defined here and never used.")


def _definitions(module: Module) -> Iterator[tuple[ast.stmt, str, bool]]:
    """Private definitions: the node, its name, and whether another file may use it."""
    for node in module.nodes(*_DEFINITIONS):
        parent = module.parents[node]
        if node.decorator_list or _is_protocol(node.name):
            continue
        if isinstance(parent, ast.ClassDef):
            if isinstance(node, _FUNCTIONS) and _is_private_method(node, parent):
                yield node, node.name, not node.name.startswith("__")
        elif any(isinstance(around, _FUNCTIONS) for around in module.ancestors(node)):
            if not (isinstance(node, ast.ClassDef) and node.bases):  # making a subclass may be what it is for
                yield node, node.name, False
        elif node.name.startswith("_"):
            yield node, node.name, True


def _constants(module: Module) -> Iterator[tuple[ast.stmt, str, bool]]:
    for name, nodes in bindings(module).items():
        if name.startswith("_") and not _is_protocol(name):
            statement = module.parents[nodes[0]]
            if isinstance(statement, ast.Assign) and isinstance(module.parents[statement], ast.Module):
                yield statement, name, True


def _is_protocol(name: str) -> bool:
    """Whether a name follows somebody's protocol: `__enter__`, `_repr_html_`, `__unittest`, or is just `_`."""
    return name.endswith("_") or name == "__unittest"


def _is_private_method(node: FunctionNode, owner: ast.ClassDef) -> bool:
    """Whether nobody outside the class can be meant to call or override the method."""
    return node.name.startswith("__") or (node.name.startswith("_") and not owner.bases and not owner.keywords)


def _mentioned(module: Module) -> set[str]:
    """Attributes, strings, imported and declared names that start with `_`: they may mean a definition."""
    names = {node.attr for node in module.nodes(ast.Attribute) if node.attr[0] == "_"}
    values = (node.value for node in module.nodes(ast.Constant))
    names.update(value for value in values if isinstance(value, str) and value[:1] == "_")
    names.update(alias.name for alias in module.nodes(ast.alias) if alias.name[0] == "_")
    names.update(name for node in module.nodes(ast.Global, ast.Nonlocal) for name in node.names)
    return names
