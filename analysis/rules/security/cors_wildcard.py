"""Every website may read the answers.

`Access-Control-Allow-Origin: *`, or the caller's own `Origin` sent back, lets scripts of any site read what the
service answers to its users' browsers; with credentials, what it answers to those who are logged in. Public data
without login may be meant so.
"""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.assignments import to_key
from analysis.engine.call_sites import argument, method_calls, passed
from analysis.engine.configuration import is_development, options
from analysis.engine.constants import constant, entries
from analysis.engine.module import Module
from analysis.engine.purpose import identifiers
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

HEADER: Final = "access-control-allow-origin"
HEADERS: Final = ("Access-Control-Allow-Origin", HEADER)
SWITCHES: Final = ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL")
LISTS: Final = ("CORS_ALLOWED_ORIGINS", "CORS_ORIGINS", "CORS_ORIGIN_WHITELIST", "CORS_ALLOWED_ORIGIN_REGEXES")
_EVERYTHING: Final = re.compile(r"^\^?(?:https?://)?\.[*+]\$?$|^\*$")
_REQUESTS: Final = frozenset({"request", "req"})
SIGNS: Final = frozenset(
    {"CORS", "allow_origin_regex", "allow_origins", "cors", "cross_origin", *HEADERS, *LISTS, *SWITCHES}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    cwe=942,
    recommendation='Name the sites that may: `allow_origins=["https://app.example.com"]`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at headers, middleware and settings."""
    if mentions(module, SIGNS) and not is_development(module):
        yield from chain(_headers(module), _middleware(module), _flask(module), _settings(module))


def _headers(module: Module) -> Iterator[Hit]:
    for at, value in _header_values(module):
        if constant(value, module) == "*":
            yield Hit(at, "Every website may read this answer.")
        elif "Origin" in _texts(value) and not _REQUESTS.isdisjoint(identifiers(value)):
            text = "The caller's own origin is sent back, which lets every website in."
            yield Hit(at, text, severity=Severity.HIGH)


def _header_values(module: Module) -> Iterator[tuple[ast.AST, ast.expr]]:
    """Where the header is set: by an assignment, a method, in a dictionary."""
    if "allow-origin" not in module.text.lower():
        return
    for assignment in to_key(module, *HEADERS):
        yield assignment, assignment.value
    for call in method_calls(module, "set_header", "add_header", "add", "set", "setdefault", "send_header", "append"):
        if len(call.args) == 2 and _is_header(call.args[0]):
            yield call, call.args[1]
    for dictionary in module.nodes(ast.Dict):
        yield from ((key, value) for name, key, value in entries(dictionary) if name.lower() == HEADER)


def _is_header(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() == HEADER


def _texts(node: ast.AST) -> set[str]:
    return {str(inner.value).title() for inner in ast.walk(node) if isinstance(inner, ast.Constant)}


def _middleware(module: Module) -> Iterator[Hit]:
    """Starlette's and FastAPI's `CORSMiddleware(allow_origins=["*"])`."""
    for call, keyword in passed(module, "allow_origins", "allow_origin_regex"):
        if _is_everything(constant(keyword.value, module)):
            with_login = constant(argument(call, "allow_credentials"), module) is True
            text = f"Every website may read the answers{', those for logged-in users too' if with_login else ''}."
            yield Hit(keyword, text, severity=Severity.HIGH if with_login else None)


def _is_everything(value: object) -> bool:
    values = value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, str) and _EVERYTHING.match(one) for one in values)


def _flask(module: Module) -> Iterator[Hit]:
    """`CORS(app)` and `@cross_origin()`, which without `origins` mean every site."""
    for call in module.calls_to("flask_cors.CORS", "flask_cors.cross_origin", "quart_cors.cors"):
        origins, resources = argument(call, "origins"), argument(call, "resources")
        if resources is not None:
            open_resource = any(constant(value, module) == "*" for value in _origins_in(resources))
            if open_resource:
                yield Hit(call, "Every website may read the answers.")
        elif origins is None and not any(keyword.arg is None for keyword in call.keywords):
            yield Hit(call, "Without `origins`, every website may read the answers.", confidence=0.7)
        elif _is_everything(constant(origins, module)):
            yield Hit(call, "Every website may read the answers.")


def _origins_in(resources: ast.expr) -> Iterator[ast.expr]:
    for inner in ast.walk(resources):
        if isinstance(inner, ast.Dict):
            yield from (value for name, _, value in entries(inner) if name == "origins")


def _settings(module: Module) -> Iterator[Hit]:
    for option in options(module, *SWITCHES):
        if constant(option.value, module) is True:
            advice = 'Set `CORS_ALLOWED_ORIGINS = ["https://app.example.com"]` instead.'
            yield Hit(option.at, f"`{option.name}` lets every website read the answers.", recommendation=advice)
    for option in options(module, *LISTS):
        if _is_everything(constant(option.value, module)):
            yield Hit(option.at, f"`{option.name}` lets every website read the answers.")
