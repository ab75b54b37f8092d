"""A function takes more parameters than a caller can keep in mind.

Counted are the positional and keyword parameters, without `self` and `cls`, `*args` and `**kwargs`. Keyword-only
parameters count too: a caller must still know them. Where those that have no default stay within the limit, and all of
them within twice the limit, the severity is LOW, and so it is in tests, whose parameters are mostly fixtures.
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
    aliases=("PLR0913", "PLR0917", "R0913", "R0917"),
)
def check(node: FunctionNode, module: Module, *, max_parameters: int = 5) -> Iterator[Hit]:
    """Compare the number of parameters with `max_parameters`."""
    arguments = node.args
    number = len(arguments.posonlyargs) + len(arguments.args) + len(arguments.kwonlyargs)
    if number <= max_parameters:
        return
    number -= _has_receiver(node, module)
    if number > max_parameters:
        optional = len(arguments.defaults) + sum(default is not None for default in arguments.kw_defaults)
        must = number - optional
        is_mild = module.is_test or (must <= max_parameters and number <= 2 * max_parameters)
        yield Hit(
            node,
            f"`{node.name}` takes {number} parameters (at most {max_parameters}).",
            severity=Severity.LOW if is_mild else None,
            metadata={"parameters": number, "required": must},
        )


def _has_receiver(node: FunctionNode, module: Module) -> bool:
    """Whether the first parameter is the object the method is called on."""
    first = [*node.args.posonlyargs, *node.args.args][:1]
    return isinstance(module.parents[node], ast.ClassDef) and any(p.arg in {"self", "cls"} for p in first)
