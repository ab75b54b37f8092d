"""A secret is put into an address.

Addresses are written into the logs of every server and proxy on the way, into the browser's history, and into
`Referer`. A header or the body is not.
"""

import ast
import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final

from analysis.engine.call_sites import argument, method_calls
from analysis.engine.constants import entries
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.names import Kind, kind_of
from findings.severity import Severity

VERBS: Final = ("delete", "get", "head", "patch", "post", "put", "request", "urlopen", "redirect", "Request")
FUNCTIONS: Final = (
    "django.shortcuts.redirect",
    "flask.redirect",
    "redirect",
    "urllib.request.Request",
    "urllib.request.urlopen",
)
_PARAMETER: Final = re.compile(r"[?&]([\w\-]+)=$")


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.75,
    cwe=598,
    recommendation='Send it in a header: `headers={"Authorization": f"Bearer {token}"}`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at addresses that are put together, and at `params`."""
    if module.is_test:
        return
    named = (call for call in module.calls_to(*FUNCTIONS) if isinstance(call.func, ast.Name))
    for call in chain(method_calls(module, *VERBS), named):
        if name := _secret_parameter(call):
            yield Hit(call, f"The parameter `{name}` of the address is a secret.")


def _secret_parameter(call: ast.Call) -> str | None:
    url, params = argument(call, "url", 0), argument(call, "params")
    names = list(_interpolated(url)) if isinstance(url, ast.JoinedStr | ast.BinOp) else []
    if isinstance(params, ast.Dict):
        names += [name for name, _, value in entries(params) if not isinstance(value, ast.Constant)]
    return next(
        (name for name in names if kind_of(name) in {Kind.PASSWORD, Kind.SECRET, Kind.KEY} or _is_token(name)), None
    )


def _is_token(name: str) -> bool:
    return kind_of(name) is Kind.TOKEN and "_" in name


def _interpolated(url: ast.expr) -> Iterator[str]:
    """The parameters that an f-string or a sum fills in: `f"…?api_key={key}"`, `"…?api_key=" + key`."""
    parts = url.values if isinstance(url, ast.JoinedStr) else _summed(url)
    for before, after in pairwise(parts):
        if isinstance(before, ast.Constant) and isinstance(before.value, str) and not isinstance(after, ast.Constant):
            found = _PARAMETER.search(before.value)
            if found is not None:
                yield found[1]


def _summed(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_summed(node.left), *_summed(node.right)]
    return [node]
