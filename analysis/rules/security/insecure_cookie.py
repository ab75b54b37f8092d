"""A cookie that logs somebody in can be read where it should not be.

Without `secure` it travels over plain HTTP too, without `httponly` every script in the page reads it, and
`SameSite=None` sends it along with requests that other sites start. Reported is switching one of them off, and cookies
whose name says that they carry a session or a token and that leave one out.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from analysis.engine.assignments import to_key
from analysis.engine.call_sites import argument, method_calls, passed
from analysis.engine.configuration import is_development, options
from analysis.engine.constants import UNKNOWN, constant
from analysis.engine.module import Module
from analysis.engine.purpose import words_in
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

SENSITIVE: Final = frozenset(
    {"auth", "jwt", "login", "remember", "session", "sessionid", "sid", "token", "refresh", "access"}
)
FOR_SCRIPTS: Final = frozenset({"csrf", "csrftoken", "xsrf"})  # read by scripts on purpose
TRANSPORT: Final = 614
SCRIPTS: Final = 1004
OTHER_SITES: Final = 1275


class _Weakness(NamedTuple):
    flag: str
    cwe: int
    text: str


_SECURE: Final = _Weakness("secure", TRANSPORT, "travels over plain HTTP too")
_HTTPONLY: Final = _Weakness("httponly", SCRIPTS, "can be read by every script in the page")
_SAMESITE: Final = _Weakness("samesite", OTHER_SITES, "is sent along with requests that other sites start")
SETTINGS: Final = {
    "SESSION_COOKIE_SECURE": _SECURE,
    "CSRF_COOKIE_SECURE": _SECURE,
    "REMEMBER_COOKIE_SECURE": _SECURE,
    "JWT_COOKIE_SECURE": _SECURE,
    "SESSION_COOKIE_HTTPONLY": _HTTPONLY,
    "REMEMBER_COOKIE_HTTPONLY": _HTTPONLY,
    "SESSION_COOKIE_SAMESITE": _SAMESITE,
    "REMEMBER_COOKIE_SAMESITE": _SAMESITE,
}
SIGNS: Final = frozenset(
    {"https_only", "httponly", "secure", "set_cookie", "set_signed_cookie", *SETTINGS}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    cwe=TRANSPORT,
    recommendation='Set it with `secure=True, httponly=True, samesite="Lax"`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at cookies that are set, at middleware and at settings."""
    if mentions(module, SIGNS) and not module.is_test:
        yield from chain(_set_cookies(module), _middleware(module), _morsels(module), _settings(module))


def _set_cookies(module: Module) -> Iterator[Hit]:
    for call in method_calls(module, "set_cookie", "set_signed_cookie"):
        if any(keyword.arg is None for keyword in call.keywords) or (not call.args and not call.keywords):
            continue
        weakness = next(_weaknesses(call, module), None)
        if weakness is not None:
            confidence = 0.85 if argument(call, weakness.flag) is not None else 0.7
            yield Hit(call, f"The cookie {weakness.text}.", cwe=weakness.cwe, confidence=confidence)


def _weaknesses(call: ast.Call, module: Module) -> Iterator[_Weakness]:
    """What is wrong with a cookie, the worst first."""
    sensitive = _is_sensitive(call, module)
    secure, httponly = (constant(argument(call, flag), module) for flag in ("secure", "httponly"))
    if secure is False or (sensitive and argument(call, "secure") is None):
        yield _SECURE
    if sensitive and (httponly is False or argument(call, "httponly") is None):
        yield _HTTPONLY
    if sensitive and str(constant(argument(call, "samesite"), module)).lower() == "none" and argument(call, "samesite"):
        yield _SAMESITE


def _is_sensitive(call: ast.Call, module: Module) -> bool:
    """Whether the name of the cookie, or of what is put into it, is that of a session or a token."""
    name, value = argument(call, "key", 0) or argument(call, "name", 0), argument(call, "value", 1)
    text = constant(name, module)
    said = frozenset(words(text)) if isinstance(text, str) else words_in(name) if name is not None else frozenset()
    if not FOR_SCRIPTS.isdisjoint(said):
        return False
    return not SENSITIVE.isdisjoint(said) or (
        text is UNKNOWN and value is not None and not SENSITIVE.isdisjoint(words_in(value))
    )


def _middleware(module: Module) -> Iterator[Hit]:
    """Starlette's `SessionMiddleware(https_only=False)`."""
    for _, keyword in passed(module, "https_only"):
        if constant(keyword.value, module) is False and not is_development(module):
            yield Hit(keyword, f"The session's cookie {_SECURE.text}.", recommendation="Pass `https_only=True`.")


def _morsels(module: Module) -> Iterator[Hit]:
    """`cookie["session"]["secure"] = False` of `http.cookies`."""
    for weakness in (_SECURE, _HTTPONLY):
        for assignment in to_key(module, weakness.flag):
            target = assignment.targets[0]
            is_morsel = isinstance(target, ast.Subscript) and isinstance(target.value, ast.Subscript)
            if is_morsel and constant(assignment.value, module) in (False, ""):
                yield Hit(assignment, f"The cookie {weakness.text}.", cwe=weakness.cwe)


def _settings(module: Module) -> Iterator[Hit]:
    if is_development(module):
        return
    for name, weakness in SETTINGS.items():
        for option in options(module, name):
            value = constant(option.value, module)
            if value is False or (weakness is _SAMESITE and value == "None"):
                text = f"`{name}` is {value}: the cookie {weakness.text}."
                advice = f"Set `{name} = {'True' if weakness is not _SAMESITE else repr('Lax')}`."
                yield Hit(option.at, text, cwe=weakness.cwe, recommendation=advice)
