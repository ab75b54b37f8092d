"""Files import each other in a circle, so none of them can be loaded, tested or understood without the others.

Looked at are the imports that run when a file is loaded: not those inside functions, nor those for type checkers only. A
file that imports from a package around it is not counted. Each group of files is reported once, with its shortest circle.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.engine.import_graph import Import, cycles, graph
from analysis.engine.module import Module
from analysis.engine.rule import Hit, project_rule
from findings.severity import Severity

_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def collect(module: Module) -> list[list[Any]]:
    """What the file imports when it is loaded, as [name, line]."""
    found: list[list[Any]] = []
    for node in module.nodes(ast.Import, ast.ImportFrom):
        if not _runs_later(node, module):
            prefix = "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            joint = "." if prefix.strip(".") else ""
            found += [[f"{prefix}{joint}{alias.name}", node.lineno] for alias in node.names]
    return found


@project_rule(
    collect,
    severity=Severity.MEDIUM,
    confidence=0.9,
    recommendation="Move what both sides need into a module of its own that imports neither of them.",
    cwe=1047,
    aliases=("R0401",),
)
def combine(facts: Mapping[str, Any]) -> Iterator[tuple[str, Hit]]:
    """Look for circles among the files."""
    edges = graph({path: [Import(name, line) for name, line in found] for path, found in facts.items()})
    for cycle in cycles(edges):
        first, following = cycle[0], cycle[1]
        circle = " → ".join([*cycle, first])
        yield (
            first,
            Hit(
                edges[first][following],
                f"Files import each other: {circle}.",
                metadata={"cycle": cycle, "other_files": sorted(cycle[1:])},
            ),
        )


def _runs_later(node: ast.AST, module: Module) -> bool:
    for around in module.ancestors(node):
        if isinstance(around, _LATER):
            return True
        if isinstance(around, ast.If) and (module.dotted(around.test) or "").endswith("TYPE_CHECKING"):
            return True
    return False
