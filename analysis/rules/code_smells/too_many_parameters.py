"""A function takes more parameters than a caller can keep in mind.

Counted are the positional and keyword parameters, without `self` and `cls`, `*args` and `**kwargs`. Keyword-only
parameters count too: a caller must still know them.
"""

import ast
from collections.abc import Iterator

from analysis.engine.module import FunctionNode, Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    severity=Severity.MEDIUM,
    confidence=1.0,
    recommendation="Group parameters that travel together into a dataclass, or split the function.",
)
def check(node: FunctionNode, module: Module, *, max_parameters: int = 5) -> Iterator[Hit]:
    """Compare the number of parameters with `max_parameters`."""
    parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    if parameters and isinstance(module.parents[node], ast.ClassDef) and parameters[0].arg in {"self", "cls"}:
        parameters = parameters[1:]
    if len(parameters) > max_parameters:
        yield Hit(node, f"`{node.name}` takes {len(parameters)} parameters (at most {max_parameters}).")
