"""Code was commented out instead of deleted.

A block of comment lines is reported once, where its lines parse as statements: assignments, calls, imports, `return`
and the like. Prose, formulas and values, a line that illustrates the prose above it, examples after `>>>` or a colon,
and comments that steer tools stay silent.
"""

import ast
import re
import warnings
from collections.abc import Iterator

from analysis.engine.code_lines import inside_strings
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_BLOCK = re.compile(r"^[ \t]*#[^\n]*(?:\n[ \t]*#[^\n]*)*", re.MULTILINE)
_MARK = re.compile(r"^[ \t]*# ?", re.MULTILINE)
# What no sentence looks like: an assignment, a call that ends the line, an import, a keyword with its colon.
_CODE = re.compile(
    r"""
    ^[ \t]*(?:
        [A-Za-z_][\w.]*(?:\[[^\]]*\])?[ ]*(?:[-+*/|&]|//|\*\*)?=[ ]*[^=\s].*
      | (?:await[ ]|return[ ]|yield[ ])?[A-Za-z_][\w.]*\([^()]*(?:\([^()]*\)[^()]*)*\)
      | (?:from[ ][\w.]+[ ])?import[ ][\w., ]+
      | (?:return|raise|del|assert|yield)[ ][\w.\[\]()'"]+
      | (?:if|elif|while|for|with|def|class|async[ ]def)[ ].*:
      | (?:else|try|finally|except[^:]*):
      | @[\w.]+(?:\(.*\))?
    )[ \t]*(?:\#.*)?$
    """,
    re.MULTILINE | re.VERBOSE,
)
_STEERING = re.compile(
    r"^[ \t]*#\s*(?:!|type:|noqa|pragma|pylint|pyright|mypy|ruff|fmt|isort|hefesto|-\*-|nosec|region)"
)
_EXAMPLE = re.compile(
    r"(?:e\.?g\.?|example|for instance|i\.?e\.?|usage|like|>>>|\.\.\.|:)[ \t,.:]*$", re.IGNORECASE | re.MULTILINE
)
_CONFIDENCE = {1: 0.5, 2: 0.7}  # by the number of lines; what is longer is sure


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.9,
    recommendation="Delete the code: version control remembers it.",
    aliases=("ERA001",),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for comment blocks with lines that parse as statements."""
    source = "\n".join(module.lines)
    line, counted = 1, 0
    for block in _BLOCK.finditer(source):
        text = _MARK.sub("", block[0])
        first = _CODE.search(text)
        if not first or _STEERING.match(block[0]) or _EXAMPLE.search(prose := text[: first.start()]):
            continue
        line, counted = line + source.count("\n", counted, block.start()), block.start()
        code_line = line + prose.count("\n")
        lines = _lines_of_code(text[first.start() :])
        if lines > (1 if prose.strip() else 0) and code_line not in inside_strings(module):
            yield Hit(code_line, "This comment is code.", confidence=_CONFIDENCE.get(lines))


def _lines_of_code(text: str) -> int:
    """How many lines of a text parse as statements: all of them, or those that do so alone."""
    if _parses(text):
        return text.count("\n") + 1
    return sum(_parses(found[0]) for found in _CODE.finditer(text))


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings(action="ignore"):
            parsed = ast.parse(_dedented(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(_does_something(statement) for statement in parsed.body)


def _dedented(text: str) -> str:
    margin = len(text) - len(text.lstrip(" \t"))
    return "\n".join(line[margin:] if not line[:margin].strip() else line for line in text.split("\n"))


def _does_something(statement: ast.stmt) -> bool:
    """Whether a statement is more than a formula or a value written down to explain something."""
    if not isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign | ast.AnnAssign):
        return True
    return any(isinstance(node, ast.Call | ast.Await | ast.Yield) for node in ast.walk(statement))
