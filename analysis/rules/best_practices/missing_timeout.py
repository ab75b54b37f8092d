"""A network call without a timeout can wait for ever, and with it the thread that made it.

Covered are `requests` (functions, and the methods of a session made in the same file), `urllib.request.urlopen`,
`httpx` where its default is switched off, and the clients of `socket`, `http.client`, `smtplib`, `ftplib`, `poplib`
and `imaplib`.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from findings.severity import Severity

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
_SESSIONS: Final = frozenset({"requests.Session", "requests.session", "requests.sessions.Session"})
# Where a timeout may stand by position, counted from 0; None: only by name.
_CALLS: Final = {
    **{f"requests.{method}": None for method in _METHODS},
    "urllib.request.urlopen": 2,
    "socket.create_connection": 1,
    "http.client.HTTPConnection": 2,
    "http.client.HTTPSConnection": None,
    "smtplib.SMTP": 3,
    "smtplib.SMTP_SSL": None,
    "ftplib.FTP": 4,
    "ftplib.FTP_TLS": None,
    "poplib.POP3": 2,
    "poplib.POP3_SSL": None,
    "imaplib.IMAP4": 2,
    "imaplib.IMAP4_SSL": None,
}
_HTTPX = (*(f"httpx.{method}" for method in _METHODS), "httpx.stream", "httpx.Client", "httpx.AsyncClient")


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    recommendation="Pass `timeout=` with the seconds the caller can afford to wait.",
    cwe=1088,
    aliases=("S113", "B113", "W3101"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for calls without a timeout, or with `timeout=None`."""
    for name in _CALLS.keys() & module.calls.keys():
        for call in module.calls[name]:
            if _lacks_timeout(call, _CALLS[name]):
                yield _hit(call, name)
    for call in module.calls_to(*_HTTPX):
        if any(keyword.arg == "timeout" and _is_none(keyword.value) for keyword in call.keywords):
            yield _hit(call, module.dotted(call.func) or "httpx")
    yield from _session_calls(module)


def _session_calls(module: Module) -> Iterator[Hit]:
    for session in _sessions(module):
        for method in _METHODS:
            for call in module.calls_to(f"{session}.{method}"):
                if _lacks_timeout(call, None):
                    yield _hit(call, f"{session}.{method}", confidence=0.8)


def _sessions(module: Module) -> set[str]:
    """The names and attributes that the file assigns a `requests` session to."""
    targets: list[ast.expr] = []
    for call in module.calls_to(*_SESSIONS):
        parent = module.parents[call]
        if isinstance(parent, ast.Assign):
            targets += parent.targets
        elif isinstance(parent, ast.withitem) and parent.optional_vars is not None:
            targets.append(parent.optional_vars)
    return {name for target in targets if (name := module.dotted(target))}


def _lacks_timeout(call: ast.Call, position: int | None) -> bool:
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return False
    if any(keyword.arg is None for keyword in call.keywords):
        return False  # **options may hold it
    given = [keyword.value for keyword in call.keywords if keyword.arg == "timeout"]
    if position is not None:
        given += call.args[position : position + 1]
    return not given or _is_none(given[0])


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _hit(call: ast.Call, name: str, *, confidence: float | None = None) -> Hit:
    return Hit(call, f"`{name}` may wait for ever: it has no timeout.", confidence=confidence)
