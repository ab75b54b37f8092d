"""A secret is written into the log.

Logs are kept for long, copied to other systems and read by many who have no business with the secret. Reported are
variables and fields named as passwords, keys and tokens that a logging call or `print` gets as they are; masked,
counted or hashed ones are silent.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import arguments, called, method_calls
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.contexts import announces, name_of
from analysis.engine.secrets.names import Kind, kind_of
from analysis.engine.words import words
from findings.severity import Severity

LEVELS: Final = ("critical", "debug", "error", "exception", "fatal", "info", "log", "trace", "warn", "warning")
LOGGERS: Final = frozenset({"log", "logger", "logging", "_log", "_logger", "LOG", "LOGGER"})
TOKENS: Final = frozenset(
    {"access", "api", "auth", "bearer", "id", "jwt", "oauth", "refresh", "reset", "session", "user"}
)
MASKED: Final = frozenset(
    {"encrypted", "hashed", "hidden", "masked", "obfuscated", "redacted", "sanitized", "scrubbed"}
)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.8,
    cwe=532,
    recommendation='Log whose secret it is, not the secret: `logger.info("login of %s", user.pk)`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at what logging calls and `print` are given."""
    if module.is_test or not announces(module):
        return
    for call in chain(_logging(module), module.calls_to("print")):
        for value in _shown(call):
            name = name_of(value) or ""
            if not isinstance(value, ast.Call) and _is_secret(name):
                yield Hit(
                    call, f"`{name}` is written into the {'output' if called(call, module) == 'print' else 'log'}."
                )
                break


def _logging(module: Module) -> Iterator[ast.Call]:
    for call in method_calls(module, *LEVELS):
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if owner is not None and name_of(owner) in LOGGERS:
            yield call


def _is_secret(name: str) -> bool:
    kind = kind_of(name)
    if kind is None or not MASKED.isdisjoint(words(name)):
        return False
    return kind is not Kind.TOKEN or not TOKENS.isdisjoint(words(name)[:-1])


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """The values that become part of the text: arguments, and those inside f-strings, `%`, `format` and `+`."""
    for value in arguments(call):
        yield from _parts(value)


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """The values of which a text is put together; the node itself if it is no text."""
    inner = _pieces(node)
    if inner is None:
        yield node
    else:
        for piece in inner:
            yield from _parts(piece)


def _pieces(node: ast.expr) -> list[ast.expr] | None:
    if isinstance(node, ast.JoinedStr):
        return [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return list(arguments(node))
    return None
