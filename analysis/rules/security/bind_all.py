"""A server listens on every network of the machine.

Whoever can reach the machine can reach the service, from networks too that its author did not think of. Meant so in
a container or behind a firewall, it is still a choice for the operator, not for the source.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import argument, called, method_calls, passed
from analysis.engine.configuration import options
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

EVERYWHERE: Final = frozenset({"0.0.0.0", "::", "[::]", "::0"})  # noqa: S104
HOSTS: Final = ("host", "hostname", "bind", "bind_host", "listen", "listen_host", "server_name", "interface")
SIGNS: Final = frozenset(
    {"HTTPServer", "TCPServer", "ThreadingHTTPServer", "UDPServer", "WSGIServer", "bind", "make_server"}
)
_NAMES: Final = frozenset({"host", "hostname", "bind", "listen", "interface"})


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.75,
    cwe=1327,
    recommendation='Listen on one address, `"127.0.0.1"`, and let the operator widen it: `os.environ.get("HOST", "127.0.0.1")`.',
    aliases=("S104", "B104"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the addresses that servers are given."""
    if module.is_test or not ("0.0.0.0" in module.text or "::" in module.text or mentions(module, SIGNS)):  # noqa: S104
        return
    told: set[int] = set()
    for at, address in chain(_keywords(module), _addresses(module), _defaults(module), _settings(module)):
        line = getattr(at, "lineno", 0)
        if line not in told:
            told.add(line)
            yield Hit(at, f'`"{address}"` is every network of the machine.')


def _is_everywhere(node: ast.AST | None, module: Module) -> str | None:
    value = constant(node, module)
    if isinstance(value, str):
        host = value.rpartition(":")[0] if value.count(":") == 1 else value
        return value if host in EVERYWHERE else None
    return None


def _keywords(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`app.run(host="0.0.0.0")`; not the address of a client or of a rule for others."""
    for call, keyword in passed(module, *HOSTS):
        name = called(call, module).rpartition(".")[2].lower()
        if not name.startswith(("connect", "client", "assert")) and (address := _is_everywhere(keyword.value, module)):
            yield keyword, address
    for call in method_calls(module, "add_argument", "option", "add_option"):
        default = argument(call, "default")
        texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        address = _is_everywhere(default, module)
        if address and any(not _NAMES.isdisjoint(words(text)) for text in texts):
            yield call, address


def _addresses(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`sock.bind(("", 80))`, `HTTPServer(("0.0.0.0", 80), …)`, `asyncio.start_server(serve, "0.0.0.0", 80)`."""
    for call in chain(method_calls(module, "bind"), _made_servers(module)):
        pair = call.args[0] if call.args else None
        if isinstance(pair, ast.Tuple) and len(pair.elts) in {2, 4}:
            address = _is_everywhere(pair.elts[0], module)
            if address or constant(pair.elts[0], module) == "":
                yield call, address or ""
    for call in chain(module.calls_to("asyncio.start_server"), method_calls(module, "create_server", "listen", "run")):
        for value in call.args[:2]:
            if address := _is_everywhere(value, module):
                yield call, address


def _made_servers(module: Module) -> Iterator[ast.Call]:
    for name, calls in module.calls.items():
        if name.endswith(("Server", "make_server")):
            yield from calls


def _defaults(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`def serve(host="0.0.0.0")`."""
    for arguments in module.nodes(ast.arguments):
        named = [*arguments.posonlyargs, *arguments.args]
        pairs = zip(named[len(named) - len(arguments.defaults) :], arguments.defaults, strict=True)
        for parameter, default in chain(pairs, zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)):
            if default is not None and parameter.arg in HOSTS and (address := _is_everywhere(default, module)):
                yield default, address


def _settings(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`HOST = "0.0.0.0"`, gunicorn's `bind = "0.0.0.0:8000"`, `os.environ.get("HOST", "0.0.0.0")`."""
    for option in options(
        module, "HOST", "BIND", "BIND_HOST", "SERVER_HOST", "LISTEN_HOST", "HTTP_HOST", "APP_HOST", "BIND_ADDRESS"
    ):
        if address := _is_everywhere(option.value, module):
            yield option.at, address
    for assignment in module.nodes(ast.Assign):
        target = assignment.targets[0]
        if (
            isinstance(target, ast.Name)
            and target.id == "bind"
            and (address := _is_everywhere(assignment.value, module))
        ):
            yield assignment, address
    for call in module.calls_to("os.environ.get", "os.getenv", "environ.get"):
        name = constant(argument(call, "key", 0), module)
        address = _is_everywhere(argument(call, "default", 1), module)
        if address and isinstance(name, str) and not _NAMES.isdisjoint(words(name)):
            yield call, address
