"""A function has so many ways through it that no one can hold them all in mind, or test them all.

Cyclomatic complexity is the number of independent ways through a function: one, and one more for each `if`, `elif`,
loop, `except`, `case`, boolean operator, comprehension, conditional expression and assertion. It is counted exactly as
radon counts it, for each function on its own: what a nested function does is that function's.

The higher it is, the more tests the function needs and the likelier a change breaks one of its ways: above 5 it is
worth a thought, above 10 hard to test, above 15 hard to change, above 20 a risk to whoever touches it. Beside it stand
McCabe's own count, which passes over boolean operators and comprehensions and includes nested functions, and the
cognitive complexity, which weighs how deeply the branches are nested.
"""

import ast
from collections.abc import Iterator

from analysis.engine.cognitive import cognitive
from analysis.engine.complexity import cyclomatic, mccabe
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=1.0,
    cwe=1121,
    aliases=("C901",),
    recommendation=(
        "Give each step a function with a name of its own, return early instead of nesting, "
        "and look values up in a table where branches only choose between them."
    ),
)
def check(
    _: ast.Module, module: Module, *, low: int = 5, medium: int = 10, high: int = 15, critical: int = 20
) -> Iterator[Hit]:
    """Compare each function's complexity with the four thresholds; the highest one it exceeds is its severity."""
    thresholds = (
        (critical, Severity.CRITICAL),
        (high, Severity.HIGH),
        (medium, Severity.MEDIUM),
        (low, Severity.LOW),
    )
    lowest = min(threshold for threshold, _ in thresholds)
    complex_ones = {function: score for function, score in cyclomatic(module).items() if score > lowest}
    hard_to_follow = cognitive(module, complex_ones) if complex_ones else {}
    for function, score in complex_ones.items():
        yield Hit(
            function,
            f"`{function.name}` has a cyclomatic complexity of {score} (at most {low}).",
            severity=next(severity for threshold, severity in thresholds if score > threshold),
            metadata={
                "complexity_score": score,
                "cognitive_complexity": hard_to_follow[function],
                "mccabe_complexity": mccabe(function),
            },
        )
