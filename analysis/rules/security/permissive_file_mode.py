"""A file can be changed, or a secret read, by every user of the machine.

Reported are modes that let everybody write, modes that let everybody read what is named as a key or a secret, and a
`umask` of 0, after which every new file is such a one.
"""

import ast
import operator
import stat
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import argument, method_calls
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.purpose import identifiers
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

WRITE_BY_OTHERS: Final = stat.S_IWOTH
READ_BY_OTHERS: Final = stat.S_IROTH | stat.S_IRGRP
SECRETS: Final = frozenset(
    {"key", "keyfile", "passwd", "password", "pem", "private", "privkey", "secret", "secrets", "shadow", "token"}
)
PUBLIC: Final = frozenset({"public", "pub", "authorized", "cache"})
_OPERATORS: Final = {ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor}
SIGNS: Final = frozenset({"chmod", "fchmod", "lchmod", "umask"})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.9,
    cwe=732,
    recommendation="Give only the owner what is needed: `0o600` for a file, `0o700` for a folder or a program.",
    aliases=("S103", "B103"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the modes of `chmod` and `umask`."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for call, path, mode in _chmods(module):
        bits = _bits(mode, module)
        if bits is not None and bits & WRITE_BY_OTHERS:
            yield Hit(call, f"With the mode `{bits:#o}`, every user may write.")
        elif bits is not None and bits & READ_BY_OTHERS and _is_secret(path):
            yield Hit(call, f"With the mode `{bits:#o}`, other users may read a secret.")
    for call in module.calls_to("os.umask"):
        is_kept = isinstance(module.parents[call], ast.Expr)  # asked for the old mask, it is put back at once
        if is_kept and call.args and constant(call.args[0], module) == 0:
            text = "With a mask of 0, every new file can be changed by every user."
            yield Hit(call, text, severity=Severity.LOW, recommendation="Use `os.umask(0o077)`.")


_Moded = tuple[ast.Call, ast.expr | None, ast.expr | None]


def _chmods(module: Module) -> Iterator[_Moded]:
    for call in module.calls_to("os.chmod", "os.fchmod", "os.lchmod"):
        yield call, argument(call, "path", 0), argument(call, "mode", 1)
    for call in method_calls(module, "chmod", "lchmod"):
        if isinstance(call.func, ast.Attribute) and module.dotted(call.func) not in {"os.chmod", "os.lchmod"}:
            yield call, call.func.value, argument(call, "mode", 0)


def _bits(mode: ast.expr | None, module: Module) -> int | None:
    """The bits that a mode surely sets: numbers, the names of `stat`, and `|` with what is not known."""
    if isinstance(mode, ast.BinOp) and type(mode.op) in _OPERATORS:
        left, right = _bits(mode.left, module), _bits(mode.right, module)
        if left is None or right is None:
            return (left or right) if isinstance(mode.op, ast.BitOr) else None
        return int(_OPERATORS[type(mode.op)](left, right))
    if isinstance(mode, ast.Attribute | ast.Name) and (name := module.dotted(mode) or "").startswith("stat.S_I"):
        bits = getattr(stat, name.removeprefix("stat."), None)
        return bits if isinstance(bits, int) else None
    value = constant(mode, module)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_secret(path: ast.expr | None) -> bool:
    """Whether the path is called a key or a secret."""
    if path is None:
        return False
    texts = (
        inner.value for inner in ast.walk(path) if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    )
    said = {word for text in chain(texts, identifiers(path)) for word in words(text)}
    return not SECRETS.isdisjoint(said) and PUBLIC.isdisjoint(said)
