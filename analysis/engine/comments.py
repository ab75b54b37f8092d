"""The comments that silence an issue: `hefesto: ignore[rule] reason`, `noqa: CODE` and `nosec BNNN`.

A comment speaks for its own line. At the first or last line of a statement, or of a compound statement's header,
it speaks for all lines of that statement or header, so that a call or a `def` over several lines needs one comment.
"""

import ast
import re
import tokenize
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from analysis.engine.code_lines import inside_strings
from analysis.engine.grammar import STATEMENTS
from analysis.engine.headers import header, last_expression_line, line_of
from analysis.engine.module import Module
from analysis.engine.text import split_lines

BY_US: Final = "hefesto"
_WORDS: Final = (BY_US, "noqa", "nosec")
_OURS: Final = re.compile(r"#\s*hefesto\s*:\s*ignore\b\s*(?:\[(?P<named>[^\]#]*)\])?(?P<reason>[^#]*)", re.IGNORECASE)
_NOQA: Final = re.compile(
    r"#\s*(?P<whole_file>(?:ruff|flake8)\s*:\s*)?noqa\b"
    r"(?P<colon>\s*:\s*)?(?(colon)(?P<named>[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*)?)(?P<reason>[^#]*)",
    re.IGNORECASE,
)
_NOSEC: Final = re.compile(r"#\s*nosec\b(?P<reason>[^#]*)", re.IGNORECASE)
_BANDIT_CODE: Final = re.compile(r"\bB\d{3}\b", re.IGNORECASE)
_REASON_CHARACTERS: Final = 300
_Comment = tuple[int, bool, str]  # the line, whether code stands before it, and the text
_LAST_LINE: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Silencer:
    """One comment that silences: what it names, why, and the lines it speaks for."""

    by: str  # "hefesto", "noqa" or "nosec"
    named: tuple[str, ...]  # our rules, or other linters' codes; none: all that `by` knows
    reason: str
    line: int
    first: int
    last: int

    def covers(self, line: int) -> bool:
        """Whether the comment speaks for a line."""
        return self.first <= line <= self.last


def silencers(text: str, module: Module | None) -> list[Silencer]:
    """The silencing comments of a file, found by Python's own tokenizer; without a module, each for its line only."""
    if not _is_worth_a_look(text):
        return []
    found: list[Silencer] = []
    trailing: set[int] = set()
    for line, is_trailing, comment in _comments(text, module):
        found.extend(_parts(line, comment))
        if is_trailing:
            trailing.add(line)
    if module is None or not found:
        return found
    spans = _spans(module, {silencer.line for silencer in found} & trailing)
    return [_widened(silencer, spans) for silencer in found]


def _comments(text: str, module: Module | None) -> Iterator[_Comment]:
    """The comments on the lines that have words worth a look."""
    if module is None or "\r" in text:
        return _tokenized(text)
    worthy = [(number, line) for number, line in enumerate(module.lines, start=1) if _is_worth_a_look(line)]
    split = [(number, *line.partition("#")) for number, line in worthy]
    # Without a quote before it, on a line that starts outside every string, a number sign can only start a comment.
    # The tokenizer, which must read the whole file, is asked where that does not tell.
    if any("'" in before or '"' in before or number in inside_strings(module) for number, before, _, _ in split):
        return _tokenized(text)
    return iter([(number, bool(before.strip()), sign + after) for number, before, sign, after in split if sign])


def _is_worth_a_look(text: str) -> bool:
    """Whether one of the words is in the text: a regular expression that ignores case takes ten times as long."""
    lowered = text.lower()
    return any(word in lowered for word in _WORDS)


def _tokenized(text: str) -> Iterator[_Comment]:
    lines = iter([f"{line}\n" for line in split_lines(text)])
    try:
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            if token.type == tokenize.COMMENT:
                yield token.start[0], bool(token.line[: token.start[1]].strip()), token.string
    except (tokenize.TokenError, SyntaxError):
        return  # the comments before the place where the tokenizer gave up count


def _parts(line: int, comment: str) -> Iterator[Silencer]:
    for match in _OURS.finditer(comment):
        named = tuple(name.strip() for name in (match["named"] or "").split(",") if name.strip())
        yield _silencer(BY_US, named, match["reason"], line)
    for match in _NOQA.finditer(comment):
        if match["colon"] and not match["named"]:
            continue  # a colon and no code: nobody can tell what was meant
        named = tuple(code.upper() for code in re.split(r"[\s,]+", match["named"] or "") if code)
        silencer = _silencer("noqa", named, match["reason"], line)
        yield replace(silencer, first=1, last=_LAST_LINE) if match["whole_file"] else silencer
    for match in _NOSEC.finditer(comment):
        named = tuple(code.upper() for code in _BANDIT_CODE.findall(match["reason"]))
        yield _silencer("nosec", named, _BANDIT_CODE.sub("", match["reason"]), line)


def _silencer(by: str, named: tuple[str, ...], reason: str, line: int) -> Silencer:
    return Silencer(by, named, reason.strip(" \t,;:-\u2013\u2014")[:_REASON_CHARACTERS], line, line, line)


def _widened(silencer: Silencer, spans: Iterable[tuple[int, int, int]]) -> Silencer:
    for line, first, last in spans:
        if line == silencer.line:
            silencer = replace(silencer, first=min(silencer.first, first), last=max(silencer.last, last))
    return silencer


def _is_end(line: int, first: int, node: ast.AST) -> bool:
    """Whether a line opens or closes a statement or header; decorators open it, and the `def` after them too."""
    return line in {first, line_of(node)} or line >= last_expression_line(node)


def _spans(module: Module, lines: set[int]) -> list[tuple[int, int, int]]:
    """For each of the lines that opens or closes a statement or a header: the line, and that statement's lines."""
    in_order = sorted(lines)
    found = []
    for node in module.nodes(*STATEMENTS, ast.ExceptHandler, ast.match_case):
        first, last = header(node)
        within = in_order[bisect_left(in_order, first) : bisect_right(in_order, last)]
        found += [(line, first, last) for line in within if _is_end(line, first, node)]
    return found
