"""A name mixes letters of two alphabets that look alike.

`admin` with one Cyrillic letter is another name than `admin`, and no reader sees it: a way to hide code in plain sight
(CVE-2021-42694). Names wholly in one alphabet are silent, whatever that is, and so are the letters of formulas: `Δx`.
"""

import ast
import unicodedata
from collections.abc import Iterator
from typing import Final

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

ALIKE: Final = frozenset({"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC"})
# Greek letters that look like Latin ones and stand for nothing in formulas.
GREEK_ALIKE: Final = frozenset(
    map(chr, [*range(0x391, 0x393), 0x395, 0x396, 0x397, 0x399, 0x39A, 0x39C, 0x39D, 0x39F, 0x3A1])
)
OMICRON: Final = chr(0x3BF)


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.9,
    cwe=1007,
    recommendation="Write the name in one alphabet.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the alphabets of every name that is bound or used; once for each name."""
    if module.text.isascii():
        return
    told: set[str] = set()
    for node, name in _names(module):
        if name not in told and not name.isascii() and (scripts := _scripts(name)):
            told.add(name)
            yield Hit(node, f"`{name}` mixes the alphabets {' and '.join(sorted(scripts))}.")


def _names(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for name in module.nodes(ast.Name):
        yield name, name.id
    for attribute in module.nodes(ast.Attribute):
        yield attribute, attribute.attr
    for parameter in module.nodes(ast.arg):
        yield parameter, parameter.arg
    for function in module.nodes(ast.FunctionDef):
        yield function, function.name
    for coroutine in module.nodes(ast.AsyncFunctionDef):
        yield coroutine, coroutine.name
    for owner in module.nodes(ast.ClassDef):
        yield owner, owner.name


def _scripts(name: str) -> set[str]:
    """The alphabets of the name's letters that can be taken for one another; none if they cannot."""
    letters = {letter: _script(letter) for letter in name if letter.isalpha()}
    alike = {
        script for letter, script in letters.items() if script in ALIKE or letter in GREEK_ALIKE or letter == OMICRON
    }
    latin = {"LATIN"} & set(letters.values())
    return {script.title() for script in alike | latin} if alike and latin else set()


def _script(letter: str) -> str:
    """The first word of a letter's own name: `LATIN SMALL LETTER A`."""
    return unicodedata.name(letter, "").partition(" ")[0]
