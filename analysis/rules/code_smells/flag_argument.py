"""A boolean parameter makes one function two: its whole body is `if flag: … else: …`.

A reader of the call sees `render(True)` and cannot know what it means. Reported are public functions whose flag may
be given by position; a keyword-only flag at least has its name at the call.
"""

import ast
from collections.abc import Iterator

from analysis.engine.code_lines import docstring
from analysis.engine.module import FunctionNode, Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_STATEMENTS = 2  # in each branch: less is a choice of values


@rule(
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    severity=Severity.LOW,
    confidence=0.8,
    recommendation="Write two functions, each named after what it does, or make the flag keyword-only with `*`.",
    aliases=("FBT001", "FBT002"),
)
def check(node: FunctionNode, _: Module) -> Iterator[Hit]:
    """Look for a body that is one `if` over a positional boolean."""
    body = node.body[1:] if docstring(node) else node.body
    if len(body) != 1 or not isinstance(body[0], ast.If) or node.name.startswith("_"):
        return
    choice = body[0]
    test = choice.test.operand if isinstance(choice.test, ast.UnaryOp) else choice.test
    if isinstance(test, ast.Name) and test.id in _flags(node.args) and _both_do_much(choice):
        yield Hit(node, f"`{node.name}` is two functions, chosen by the flag `{test.id}`.")


def _both_do_much(choice: ast.If) -> bool:
    return min(len(choice.body), len(choice.orelse)) >= _STATEMENTS


def _flags(arguments: ast.arguments) -> set[str]:
    """The positional parameters that are boolean by their annotation or default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + [*arguments.defaults]
    return {
        parameter.arg
        for parameter, default in zip(positional, defaults, strict=True)
        if (isinstance(parameter.annotation, ast.Name) and parameter.annotation.id == "bool")
        or (isinstance(default, ast.Constant) and isinstance(default.value, bool))
    }
