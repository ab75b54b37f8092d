"""A regular expression takes exponential time for some texts.

Where one repetition stands inside another and both take the same characters, a run of them can be divided between
the two in very many ways. If the rest then does not match, all ways are tried: thirty characters keep a processor
busy for hours, and whoever may choose the text stops the service.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from analysis.engine.backtracking import danger
from analysis.engine.call_sites import argument
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

# Where the flags stand.
FUNCTIONS: Final[Mapping[str, int]] = {
    **{f"re.{name}": 1 for name in ("compile", "template")},
    **{f"re.{name}": 2 for name in ("findall", "finditer", "fullmatch", "match", "search")},
    **{f"re.{name}": 4 for name in ("sub", "subn")},
    "re.split": 3,
    "django.core.validators.RegexValidator": 9,
    "django.urls.re_path": 9,
    "django.conf.urls.url": 9,
}


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    cwe=1333,
    recommendation="Let only one of the repetitions take a character: `[^,]+(?:,[^,]+)*`, or make the inner one possessive, `(?:\\w++)*`.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Parse the expressions of the file that have one repetition inside another."""
    for call, name, flags_at in _uses(module):
        pattern = constant(argument(call, "regex" if "django" in name else "pattern", 0), module)
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        if isinstance(text, str):
            found = danger(text, _flags(call, flags_at, module), whole=name.endswith("fullmatch"))
            if found is not None:
                yield Hit(call, f"A long run of `{found.repeated}` that does not match takes exponential time.")


def _uses(module: Module) -> Iterator[tuple[ast.Call, str, int]]:
    names = FUNCTIONS.keys() & module.calls.keys()
    return chain.from_iterable(((call, name, FUNCTIONS[name]) for call in module.calls[name]) for name in names)


def _flags(call: ast.Call, position: int, module: Module) -> int:
    """Whether the expression is verbose, which changes how it is read."""
    flags = argument(call, "flags", position)
    names = {module.dotted(inner) for inner in ast.walk(flags)} if flags is not None else set()
    return int(re.VERBOSE) if {"re.VERBOSE", "re.X"} & names else 0
