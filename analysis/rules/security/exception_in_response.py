"""The text of an internal error goes to the caller.

A traceback, or the message of just any exception, shows paths, statements, versions and data to who provokes it.
Messages of exceptions that were caught by their own class are meant to be read, and are silent.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import arguments, method_calls
from analysis.engine.module import FunctionNode, Module
from analysis.engine.purpose import words_in
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

RESPONSES: Final = frozenset(
    {
        "HTMLResponse",
        "HTTPException",
        "HttpResponse",
        "HttpResponseBadRequest",
        "HttpResponseServerError",
        "JSONResponse",
    }
    | {"JsonResponse", "PlainTextResponse", "Response", "abort", "json_response", "jsonify", "make_response"}
)
ANY_ERROR: Final = frozenset(
    {"BaseException", "DatabaseError", "Error", "Exception", "IntegrityError", "OSError", "OperationalError"}
    | {"ProgrammingError", "SQLAlchemyError", "IOError"}
)
TRACES: Final = frozenset(
    {"traceback.format_exc", "traceback.format_exception", "traceback.format_tb", "traceback.format_stack"}
)


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.8,
    cwe=209,
    recommendation='Log it, `logger.exception("…")`, and answer with a fixed text and the id of the request.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the answers that are made inside an `except`."""
    if module.is_test or not mentions(module, RESPONSES):
        return
    for call in chain(method_calls(module, *RESPONSES), _named_responses(module)):
        handler = next((a for a in module.ancestors(call) if isinstance(a, ast.ExceptHandler | FunctionNode)), None)
        if isinstance(handler, ast.ExceptHandler):
            yield from _judged(call, handler.name if _is_broad(handler, module) else None, module)


def _named_responses(module: Module) -> Iterator[ast.Call]:
    for name, calls in module.calls.items():
        if name.rpartition(".")[2] in RESPONSES:
            yield from (call for call in calls if isinstance(call.func, ast.Name))


def _is_broad(handler: ast.ExceptHandler, module: Module) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any((module.dotted(one) or "").rpartition(".")[2] in ANY_ERROR for one in types)


def _judged(response: ast.Call, error: str | None, module: Module) -> Iterator[Hit]:
    for value in arguments(response):
        for inner in ast.walk(value):
            if _is_for_developers(inner, response, module):
                continue
            if isinstance(inner, ast.Call) and module.dotted(inner.func) in TRACES:
                yield Hit(response, "The traceback goes to the caller.", confidence=0.9)
                return
            if error is not None and _tells(inner, error):
                yield Hit(response, "The message of any error goes to the caller.", severity=Severity.LOW)
                return


def _is_for_developers(node: ast.AST, response: ast.Call, module: Module) -> bool:
    """Whether the value is shown in debug mode only: `traceback.format_exc() if settings.DEBUG else None`."""
    if not isinstance(node, ast.Call | ast.FormattedValue | ast.Attribute):
        return False
    around = chain(module.ancestors(node), module.ancestors(response))
    conditions = (a.test for a in around if isinstance(a, ast.IfExp | ast.If))
    return any("debug" in words_in(condition) for condition in conditions)


def _tells(node: ast.AST, error: str) -> bool:
    """Whether the node is `str(error)`, `repr(error)`, `error.args` or `{error}`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"str", "repr"}:
        return bool(node.args) and isinstance(node.args[0], ast.Name) and node.args[0].id == error
    if isinstance(node, ast.FormattedValue | ast.Attribute):
        is_error = isinstance(node.value, ast.Name) and node.value.id == error
        return is_error and (isinstance(node, ast.FormattedValue) or node.attr in {"args", "message", "orig"})
    return False
