"""A connection may use a version or cipher of TLS that is broken.

SSL 2 and 3 are broken, TLS 1.0 and 1.1 are withdrawn (RFC 8996), and a cipher list with NULL, anonymous, export, RC4
or DES suites lets an attacker on the way choose one of them.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import method_calls
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

WEAK: Final = frozenset(
    {f"ssl.PROTOCOL_{name}" for name in ("SSLv2", "SSLv3", "TLSv1", "TLSv1_1")}
    | {
        f"{library}.SSL.{name}_METHOD"
        for library in ("OpenSSL", "pyOpenSSL")
        for name in ("SSLv2", "SSLv3", "TLSv1", "TLSv1_1")
    }
    | {f"ssl.TLSVersion.{name}" for name in ("SSLv3", "TLSv1", "TLSv1_1")}
)
_NAMES: Final = frozenset(name.rpartition(".")[2] for name in WEAK)
_WEAK_SUITE: Final = re.compile(
    r"(?:^|[:, +])(?:ALL|COMPLEMENTOFALL|aNULL|eNULL|NULL|ADH|AECDH|EXP(?:ORT)?\d*|LOW|RC4|3?DES|MD5)\b"
)
_SUITES_REMOVED: Final = re.compile(r"[!-][A-Za-z0-9]+")
SIGNS: Final = frozenset(
    {"OpenSSL", "pyOpenSSL", "ssl", "set_ciphers", "set_cipher_list"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.95,
    cwe=327,
    recommendation="Use `ssl.create_default_context()` and leave its versions alone, or ask for `ssl.TLSVersion.TLSv1_2` at least.",
    aliases=("S502", "S503", "S504", "B502", "B503", "B504"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the versions and ciphers that the file asks for; comparing with one is no asking."""
    if not mentions(module, SIGNS):
        return
    for attribute in module.nodes(ast.Attribute):
        if attribute.attr in _NAMES and module.dotted(attribute) in WEAK and _is_asked_for(attribute, module):
            yield Hit(attribute, f"`{ast.unparse(attribute)}` allows a broken version of TLS.")
    for call in method_calls(module, "set_ciphers", "set_cipher_list"):
        suites = constant(call.args[0], module) if call.args else None
        text = suites.decode("ascii", "replace") if isinstance(suites, bytes) else suites
        if isinstance(text, str) and (found := _WEAK_SUITE.search(_SUITES_REMOVED.sub("", text))):
            yield Hit(call, f"The list of ciphers allows `{found[0].strip(':, +')}`.")


def _is_asked_for(attribute: ast.Attribute, module: Module) -> bool:
    """Whether the version is passed on, given as a default or assigned as the lowest."""
    parent = module.parents[attribute]
    if isinstance(parent, ast.Assign):
        target = parent.targets[0]
        is_table = isinstance(target, ast.Subscript)
        return not is_table and not (isinstance(target, ast.Attribute) and target.attr == "maximum_version")
    return isinstance(parent, ast.Call | ast.keyword | ast.arguments | ast.IfExp | ast.Return)
