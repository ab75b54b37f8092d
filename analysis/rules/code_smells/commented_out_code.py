"""Code was commented out instead of deleted.

A block of comment lines is reported once, where its lines parse as statements: assignments, calls, imports, `return`
and the like. Prose, formulas and values, a line that illustrates the prose above it, examples after `>>>` or a colon,
and comments that steer tools stay silent.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from analysis.engine.code_lines import inside_strings
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_MARK = re.compile(r"# ?")
_HINT = re.compile(r"[=(@]|:$|import |return |raise |del |assert |yield ", re.MULTILINE)
# What no sentence looks like: an assignment, a call that ends the line, an import, a keyword with its colon.
_CODE = re.compile(
    r"""
    [ \t]*(?:
        [A-Za-z_][\w.]*(?:\[[^\]]*\])?[ ]*(?:[-+*/|&]|//|\*\*)?=[ ]*[^=\s].*
      | (?:await[ ]|return[ ]|yield[ ])?[A-Za-z_][\w.]*\([^()]*(?:\([^()]*\)[^()]*)*\)
      | (?:from[ ][\w.]+[ ])?import[ ][\w., ]+
      | (?:return|raise|del|assert|yield)[ ][\w.\[\]()'"]+
      | (?:if|elif|while|for|with|def|class|async[ ]def)[ ].*:
      | (?:else|try|finally|except[^:]*):
      | @[\w.]+(?:\(.*\))?
    )[ \t]*(?:\#.*)?
    """,
    re.VERBOSE,
)
_STEERING = re.compile(r"#\s*(?:!|type:|noqa|pragma|pylint|pyright|mypy|ruff|fmt|isort|hefesto|-\*-|nosec|region)")
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
    for block in _blocks(module):
        first = next((index for index, text in enumerate(block.texts) if _CODE.fullmatch(text)), None)
        if first is None or block.is_for_tools:
            continue
        prose = "\n".join(block.texts[:first])
        lines = 0 if _EXAMPLE.search(prose) else _lines_of_code(block.texts[first:])
        if lines > (1 if prose.strip() else 0) and block.line + first not in inside_strings(module):
            yield Hit(block.line + first, "This comment is code.", confidence=_CONFIDENCE.get(lines))


class _Block(NamedTuple):
    """Lines that are nothing but comments, without their marks."""

    line: int
    texts: list[str]
    is_for_tools: bool


def _blocks(module: Module) -> Iterator[_Block]:
    """The runs of comment lines that have a character of code in them."""
    found = [(n, text) for n, line in enumerate(module.lines, 1) if "#" in line and (text := line.lstrip())[0] == "#"]
    for _, run in groupby(enumerate(found), key=lambda item: item[1][0] - item[0]):
        comments = [comment for _, comment in run]
        texts = [_MARK.sub("", text, count=1) for _, text in comments]
        if _HINT.search("\n".join(texts)):
            yield _Block(comments[0][0], texts, _STEERING.match(comments[0][1]) is not None)


def _lines_of_code(texts: list[str]) -> int:
    """How many lines parse as statements: all of them, or those that do so alone."""
    if _parses("\n".join(texts)):
        return len(texts)
    return sum(_parses(text) for text in texts if _CODE.fullmatch(text))


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
