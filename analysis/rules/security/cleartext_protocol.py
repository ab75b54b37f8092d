"""A password or data goes over the network in the clear.

FTP, Telnet, and POP, IMAP, SMTP and LDAP without TLS show everything to whoever is on the way, the login first of
all. Connections to the machine itself are silent, and so are those that turn TLS on before they log in.
"""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from analysis.engine.call_sites import argument, called, method_calls, passed
from analysis.engine.configuration import options
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

# What is called, what it is, and what to write instead.
ALWAYS: Final[Mapping[str, tuple[str, str]]] = {
    "ftplib.FTP": ("FTP", "Use `ftplib.FTP_TLS` and `prot_p()`, or SFTP."),
    "telnetlib.Telnet": ("Telnet", "Use SSH."),
    "telnetlib3.open_connection": ("Telnet", "Use SSH."),
}
WITHOUT_TLS: Final[Mapping[str, tuple[str, str]]] = {
    "smtplib.SMTP": (
        "SMTP",
        "Call `starttls(context=ssl.create_default_context())` before `login`, or use `SMTP_SSL`.",
    ),
    "poplib.POP3": ("POP3", "Use `poplib.POP3_SSL`."),
    "imaplib.IMAP4": ("IMAP", "Use `imaplib.IMAP4_SSL`."),
}
LOGINS: Final = ("login", "pass_", "user", "authenticate")
UPGRADES: Final = ("starttls", "stls", "start_tls_s", "start_tls")
LOCAL: Final = ("localhost", "127.", "::1", "[::1]")
HTTP_VERBS: Final = frozenset(
    {"delete", "get", "head", "options", "patch", "post", "put", "request", "Client", "AsyncClient"}
)
SIGNS: Final = frozenset(
    {
        "OAUTHLIB_INSECURE_TRANSPORT",
        "auth",
        "ftplib",
        "imaplib",
        "ldap",
        "ldap3",
        "poplib",
        "smtplib",
        "telnetlib",
        "telnetlib3",
        "use_ssl",
    }
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.85,
    cwe=319,
    recommendation="Use the encrypted protocol.",
    aliases=("S312", "S321", "S401", "S402", "S415", "B312", "B321", "B401", "B402", "B415"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the clients of protocols that do not encrypt."""
    if mentions(module, SIGNS) and not module.is_test:
        yield from chain(_clients(module), _mail(module), _ldap(module), _http(module), _switches(module))


def _is_local(host: ast.expr | None, module: Module) -> bool:
    value = constant(host, module)
    return isinstance(value, str) and value.partition("://")[2 if "://" in value else 0].startswith(LOCAL)


def _clients(module: Module) -> Iterator[Hit]:
    for name, (protocol, advice) in ALWAYS.items():
        for call in module.calls_to(name):
            if not _is_local(argument(call, "host", 0), module):
                yield Hit(call, f"{protocol} sends the login and the data in the clear.", recommendation=advice)


def _mail(module: Module) -> Iterator[Hit]:
    """A client that logs in, in a function that never turns TLS on."""
    for name, (protocol, advice) in WITHOUT_TLS.items():
        for call in module.calls_to(name):
            function = module.function_of(call)
            near = [m for m in method_calls(module, *LOGINS, *UPGRADES) if module.function_of(m) is function]
            methods = {m.func.attr for m in near if isinstance(m.func, ast.Attribute)}
            upgraded = not methods.isdisjoint(UPGRADES)
            if methods and not upgraded and not _is_local(argument(call, "host", 0), module):
                yield Hit(call, f"{protocol} without TLS sends the login in the clear.", recommendation=advice)


def _ldap(module: Module) -> Iterator[Hit]:
    for call in module.calls_to("ldap.initialize", "ldap3.Server"):
        address = argument(call, "uri", 0) or argument(call, "host", 0)
        value = constant(address, module)
        if isinstance(value, str) and value.startswith("ldap://") and not _is_local(address, module):
            function = module.function_of(call)
            upgraded = any(module.function_of(m) is function for m in method_calls(module, *UPGRADES))
            if not upgraded:
                advice = "Use `ldaps://`, or call `start_tls_s()` before binding."
                yield Hit(call, "LDAP without TLS sends the login in the clear.", recommendation=advice)


def _http(module: Module) -> Iterator[Hit]:
    """`requests.get("http://…", auth=…)`: a password over plain HTTP."""
    for call, keyword in passed(module, "auth"):
        address = argument(call, "url", 0) or argument(call, "base_url")
        start = address.values[0] if isinstance(address, ast.JoinedStr) and address.values else address
        value = constant(start, module)
        is_request = called(call, module).rpartition(".")[2] in HTTP_VERBS
        is_empty = isinstance(keyword.value, ast.Constant) and keyword.value.value is None
        if (
            is_request
            and not is_empty
            and isinstance(value, str)
            and value.startswith("http://")
            and not _is_local(start, module)
        ):
            yield Hit(call, "A login is sent over plain HTTP.", recommendation="Use `https://`.")


def _switches(module: Module) -> Iterator[Hit]:
    for option in options(module, "OAUTHLIB_INSECURE_TRANSPORT"):
        if str(constant(option.value, module)).lower() in {"1", "true"}:
            text = "OAuth's tokens are allowed over plain HTTP."
            yield Hit(option.at, text, recommendation="Leave it unset; serve over HTTPS.")
    for call, keyword in passed(module, "use_ssl"):
        if constant(keyword.value, module) is False and called(call, module).startswith(("boto3.", "ldap3.")):
            yield Hit(keyword, "The connection is told not to encrypt.", recommendation="Leave `use_ssl` on.")
