"""A protection that browsers offer is switched off.

Framing by other sites (clickjacking), guessing of content types, plain HTTP, and full addresses in `Referer` are what
Django's security middleware, Flask-Talisman and the `X-Frame-Options` header guard against. Settings for developers
are silent.
"""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from analysis.engine.assignments import to_key
from analysis.engine.call_sites import argument
from analysis.engine.configuration import is_development, options
from analysis.engine.constants import UNKNOWN, constant
from analysis.engine.module import FunctionNode, Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

CLICKJACKING: Final = 1021
NO_ENCRYPTION: Final = 319
# The values that switch a setting off, what that means, its weakness.
SETTINGS: Final[Mapping[str, tuple[tuple[Any, ...], str, int | None]]] = {
    "SECURE_CONTENT_TYPE_NOSNIFF": ((False,), "browsers guess the type of what users uploaded", None),
    "SECURE_SSL_REDIRECT": ((False,), "plain HTTP is answered", NO_ENCRYPTION),
    "SECURE_HSTS_SECONDS": ((0,), "browsers come back over plain HTTP", NO_ENCRYPTION),
    "SECURE_REFERRER_POLICY": (("unsafe-url", "no-referrer-when-downgrade"), "other sites see full addresses", None),
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": ((None, "unsafe-none"), "pages that open this one keep a hold on it", None),
    "X_FRAME_OPTIONS": (("ALLOWALL", "ALLOW", "ALLOW-FROM *"), "every site may frame the pages", CLICKJACKING),
}
EXEMPTIONS: Final = "django.views.decorators.clickjacking.xframe_options_exempt"
TALISMAN: Final[Mapping[str, tuple[Any, ...]]] = {
    "force_https": (False,),
    "frame_options": (None, "ALLOWALL"),
    "strict_transport_security": (False,),
    "content_security_policy": (None, False),
}
SIGNS: Final = frozenset(
    {"Talisman", "X-FRAME-OPTIONS", "X-Frame-Options", "xframe_options_exempt", *SETTINGS}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.8,
    cwe=693,
    recommendation="Leave the protection on, and turn it off for a developer's machine only.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at settings, exemptions and headers."""
    if mentions(module, SIGNS) and not is_development(module):
        yield from chain(_settings(module), _exempt(module), _talisman(module), _headers(module))


def _settings(module: Module) -> Iterator[Hit]:
    for name, (off, meaning, cwe) in SETTINGS.items():
        for option in options(module, name):
            value = constant(option.value, module)
            if value is not UNKNOWN and any(
                value is one or (isinstance(one, str | int) and value == one) for one in off
            ):
                yield Hit(option.at, f"`{name}` is {value!r}: {meaning}.", cwe=cwe)


def _exempt(module: Module) -> Iterator[Hit]:
    if (
        EXEMPTIONS not in module.imports.values()
        and "django.views.decorators.clickjacking" not in module.imports.values()
    ):
        return
    functions: Iterator[FunctionNode] = chain(module.nodes(ast.FunctionDef), module.nodes(ast.AsyncFunctionDef))
    for function in functions:
        for decorator in function.decorator_list:
            if module.dotted(decorator) == EXEMPTIONS:
                text = f"Every site may frame what `{function.name}` answers."
                advice = "Name the sites that may in `Content-Security-Policy: frame-ancestors`."
                yield Hit(decorator, text, cwe=CLICKJACKING, recommendation=advice)


def _talisman(module: Module) -> Iterator[Hit]:
    for call in module.calls_to("flask_talisman.Talisman"):
        for name, off in TALISMAN.items():
            value = argument(call, name)
            if value is not None and any(
                constant(value, module) is one or constant(value, module) == one for one in off
            ):
                yield Hit(value, f"Talisman is told `{name}={ast.unparse(value)}`.")


def _headers(module: Module) -> Iterator[Hit]:
    for assignment in to_key(module, "X-Frame-Options", "X-FRAME-OPTIONS"):
        value = constant(assignment.value, module)
        if isinstance(value, str) and value.upper().startswith("ALLOW"):
            yield Hit(assignment, "Every site may frame this answer.", cwe=CLICKJACKING)
