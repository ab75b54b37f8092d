"""The same statements stand in several places, and a correction of one place misses the others.

Compared are runs of at least `min_statements` statements of all files of the analysis; spaces, line breaks, comments
and what strings say make no difference. A run is reported once, at its first place by path and line;
`metadata.duplicates` names the others. Docstrings, imports and tables of plain data do not count, and tests and
migrations are left alone.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from zlib import crc32

from analysis.engine.clones import Clone, clones, packed
from analysis.engine.module import Module
from analysis.engine.rule import Hit, project_rule
from findings.severity import Severity

_SIMPLE: Final = (
    *(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return, ast.Raise, ast.Delete, ast.Assert),
    *(ast.Break, ast.Continue),
)
_WITH_BLOCK: Final = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For, ast.AsyncFor, ast.While, ast.With),
    *(ast.AsyncWith, ast.Try, ast.TryStar),
)
_DATA: Final = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set)
_STRING: Final = re.compile(r""""[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'""")  # within a line
_LISTED: Final = 20  # other places in the metadata


def collect(module: Module) -> str | None:
    """The file's statements, packed."""
    if module.is_test or "/migrations/" in f"/{module.path}":
        return None
    found = sorted([*_simple(module), *_headers(module)])
    texts = _STRING.sub('"', "\n".join([text for *_, text in found])).replace(" ", "").split("\n")
    if not found:
        return None
    lines, _, ends, _ = zip(*found, strict=True)
    numbers = map(crc32, map(str.encode, texts))
    return packed(zip(numbers, lines, ends, strict=True))


@project_rule(
    collect,
    severity=Severity.MEDIUM,
    confidence=0.95,
    recommendation="Move the statements into one function, and pass it what differs as parameters.",
    cwe=1041,
    aliases=("R0801",),
)
def combine(facts: Mapping[str, Any], *, min_statements: int = 10) -> Iterator[tuple[str, Hit]]:
    """Look for runs of `min_statements` statements that occur twice."""
    for clone in clones(facts, shortest=min_statements):
        yield clone.first.path, Hit(clone.first.line, _description(clone), metadata=_metadata(clone))


def _description(clone: Clone) -> str:
    nearest = clone.others[0]
    where = f"lines {nearest.line}-{nearest.end_line}"
    if nearest.path != clone.first.path:
        where += f" of {nearest.path}"
    further = len(clone.others) - 1
    more = f" and in {further} more place{'s' if further > 1 else ''}" if further else ""
    return f"{clone.statements} statements from here on stand in {where}{more} too."


def _metadata(clone: Clone) -> dict[str, Any]:
    listed = clone.others[:_LISTED]
    return {
        "end_line": clone.first.end_line,
        "statements": clone.statements,
        "places": len(clone.others) + 1,
        "duplicates": [{"file_path": p.path, "line": p.line, "end_line": p.end_line} for p in listed],
        "other_files": sorted({p.path for p in clone.others} - {clone.first.path}),
    }


def _simple(module: Module) -> Iterator[tuple[int, int, int, str]]:
    """Statements without a block: line, column, last line, text."""
    lines = module.lines
    for node in module.nodes(*_SIMPLE):
        first, last = node.lineno, node.end_lineno or node.lineno
        if _is_plain_data(node, module):
            continue
        text = (
            lines[first - 1][node.col_offset : node.end_col_offset]
            if first == last
            else "".join(lines[first - 1 : last])
        )
        yield first, node.col_offset, last, text


def _headers(module: Module) -> Iterator[tuple[int, int, int, str]]:
    """The first lines of statements with a block, and of `except` clauses."""
    lines = module.lines
    nodes: list[ast.stmt | ast.ExceptHandler] = [*module.nodes(*_WITH_BLOCK), *module.nodes(ast.ExceptHandler)]
    for node in nodes:
        body: list[ast.stmt] = getattr(node, "body", [])
        first = node.lineno
        last = max(first, body[0].lineno - 1)
        text = lines[first - 1] if first == last else "".join(lines[first - 1 : last])
        yield first, node.col_offset, first, text


def _is_plain_data(node: ast.stmt, module: Module) -> bool:
    """Whether a statement is a docstring, or a constant of a module or class: a value, or only a type."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.Assign | ast.AnnAssign) or not (node.value is None or isinstance(node.value, _DATA)):
        return False
    return isinstance(module.parents[node], ast.Module | ast.ClassDef)
