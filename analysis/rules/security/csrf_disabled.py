"""A form or view takes requests that other sites made the browser send.

Without the token, a page of somebody else can post the form in the name of whoever is logged in. Reported are
exemptions, switches and Django settings that leave the middleware out. Views that check a signature themselves, as
webhooks do, count little.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.assignments import to_attribute
from analysis.engine.call_sites import passed
from analysis.engine.configuration import is_development, options
from analysis.engine.constants import constant
from analysis.engine.module import FunctionNode, Module
from analysis.engine.purpose import identifiers
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

EXEMPTION: Final = "django.views.decorators.csrf.csrf_exempt"
SWITCHES: Final = ("WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT", "CSRF_ENABLED")
MIDDLEWARE: Final = "django.middleware.csrf.CsrfViewMiddleware"
SESSIONS: Final = "django.contrib.sessions.middleware.SessionMiddleware"
SIGNED: Final = frozenset({"callback", "hmac", "hook", "ipn", "signature", "webhook", "webhooks", "digest"})
SIGNS: Final = frozenset(
    {
        "MIDDLEWARE",
        "MIDDLEWARE_CLASSES",
        "_dont_enforce_csrf_checks",
        "csrf",
        "csrf_enabled",
        "csrf_exempt",
        "csrf_protect",
        "enforce_csrf",
        "xsrf_cookies",
        *SWITCHES,
    }
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.8,
    cwe=352,
    recommendation="Keep the check and send the token along; a view for programs is authenticated by a header instead of a cookie.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at exemptions and switches."""
    if mentions(module, SIGNS) and not module.is_test:
        yield from chain(
            _exempt(module),
            _wrapped(module),
            _switched(module),
            _assigned(module),
            _middleware(module),
            _overridden(module),
        )


def _exempt(module: Module) -> Iterator[Hit]:
    """`@csrf_exempt`, `@method_decorator(csrf_exempt, name="dispatch")`, `@csrf.exempt`."""
    for node in _definitions(module):
        for decorator in node.decorator_list:
            if _exempts(decorator, module):
                yield _hit(decorator, node.name, identifiers(node), "other sites can make a browser send")


def _definitions(module: Module) -> Iterator[FunctionNode | ast.ClassDef]:
    yield from module.nodes(ast.FunctionDef)
    yield from module.nodes(ast.AsyncFunctionDef)
    yield from module.nodes(ast.ClassDef)


def _exempts(node: ast.AST, module: Module) -> bool:
    if isinstance(node, ast.Call):
        return any(module.dotted(value) == EXEMPTION for value in node.args[:1])
    name = module.dotted(node) or ""
    return name == EXEMPTION or name.endswith("csrf.exempt")


def _wrapped(module: Module) -> Iterator[Hit]:
    """`csrf_exempt(view)` in a list of addresses."""
    for call in module.calls_to(EXEMPTION):
        yield _hit(call, "", identifiers(call), "other sites can make a browser send")


def _hit(at: ast.AST, name: str, inside: Iterator[str], what: str) -> Hit:
    text = f"`{name}` takes requests that {what}." if name else f"A view takes requests that {what}."
    spoken = {*words(name), *(word for one in inside for word in words(one))}
    if SIGNED.isdisjoint(spoken):
        return Hit(at, text)
    return Hit(at, text, severity=Severity.LOW, confidence=0.4)


def _switched(module: Module) -> Iterator[Hit]:
    """`WTF_CSRF_ENABLED = False`, `xsrf_cookies=False`."""
    if is_development(module):
        return
    for option in options(module, *SWITCHES):
        if constant(option.value, module) is False:
            yield Hit(option.at, f"`{option.name} = False` turns the check off for every form.")
    for _, keyword in passed(module, "csrf_enabled", "xsrf_cookies", "csrf_protect"):
        if constant(keyword.value, module) is False:
            yield Hit(keyword, f"`{keyword.arg}=False` turns the check off.")


def _assigned(module: Module) -> Iterator[Hit]:
    """`request._dont_enforce_csrf_checks = True`, and a form's `class Meta: csrf = False`."""
    for assignment in to_attribute(module, "_dont_enforce_csrf_checks"):
        if constant(assignment.value, module) is True:
            yield Hit(assignment, "The check is turned off for this request.")
    for owner in module.nodes(ast.ClassDef):
        for statement in owner.body if owner.name == "Meta" else ():
            if isinstance(statement, ast.Assign) and ast.unparse(statement) == "csrf = False":
                yield Hit(statement, "The check is turned off for this form.")


def _middleware(module: Module) -> Iterator[Hit]:
    """Django's list of middleware with sessions and without the check."""
    if is_development(module):
        return
    for option in options(module, "MIDDLEWARE", "MIDDLEWARE_CLASSES"):
        entries = constant(option.value, module)
        if isinstance(entries, tuple) and SESSIONS in entries and not any("csrf" in words(str(one)) for one in entries):
            yield Hit(option.at, "The list has no `CsrfViewMiddleware`.", recommendation=f'Add `"{MIDDLEWARE}"`.')


def _overridden(module: Module) -> Iterator[Hit]:
    """`def enforce_csrf(self, request): return`: REST framework's check, emptied."""
    for function in module.nodes(ast.FunctionDef):
        if function.name == "enforce_csrf" and all(
            isinstance(s, ast.Pass | ast.Return | ast.Expr) for s in function.body
        ):
            if any(isinstance(inner, ast.Call) for inner in ast.walk(function)):
                continue
            yield Hit(function, "REST framework's check is replaced by nothing.")
