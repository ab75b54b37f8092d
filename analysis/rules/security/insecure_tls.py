"""A certificate is not checked.

Without the check, anyone on the way can answer in the server's place and read and change everything: the encryption
then protects the conversation with the attacker. Reported is every way of turning the check off, by argument,
attribute, context or environment.
"""

import ast
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from analysis.engine.assignments import to_attribute, to_key
from analysis.engine.call_sites import Passed, argument, called, method_calls, passed
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

UNVERIFIED: Final = "ssl._create_unverified_context"
# Arguments and attributes that only ever mean this, and the values that turn the check off.
SWITCHES: Final[Mapping[str, tuple[Any, ...]]] = {
    **dict.fromkeys(
        ("verify_ssl", "ssl_verify", "verify_certs", "validate_certs", "validate_cert", "verify_certificate"), (False,)
    ),
    **dict.fromkeys(
        ("ssl_verify_cert", "ssl_check_hostname", "check_hostname", "assert_hostname", "cert_verify"), (False,)
    ),
    **dict.fromkeys(("tlsInsecure", "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames"), (True,)),
    **dict.fromkeys(("disable_ssl_certificate_validation", "insecure_skip_verify", "ssl_no_validate"), (True,)),
    **dict.fromkeys(("cert_reqs", "ssl_cert_reqs", "verify_mode"), ("CERT_NONE", "none")),
}
UNCHECKED: Final = frozenset({"ssl.CERT_NONE", "OpenSSL.SSL.VERIFY_NONE"})
VERBS: Final = frozenset(
    {
        "AsyncClient",
        "Client",
        "Session",
        "client",
        "delete",
        "get",
        "head",
        "options",
        "patch",
        "post",
        "put",
        "request",
    }
    | {"resource", "send", "stream"}
)
OTHER_MEANINGS: Final = ("jwt.", "jose.", "authlib.", "gnupg.", "PIL.")
VARIABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "PYTHONHTTPSVERIFY": ("0",),
    "NODE_TLS_REJECT_UNAUTHORIZED": ("0",),
    "GIT_SSL_NO_VERIFY": ("1", "true"),
}
CURL_OPTIONS: Final = frozenset({"pycurl.SSL_VERIFYPEER", "pycurl.SSL_VERIFYHOST"})
LDAP_NEVER: Final = frozenset({"ldap.OPT_X_TLS_NEVER", "ldap.OPT_X_TLS_ALLOW"})
SIGNS: Final = frozenset(
    {"set_option", "set_verify", "setopt", "ssl", "verify", *SWITCHES, *VARIABLES}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.95,
    cwe=295,
    recommendation='Leave the check on; for a private authority pass its certificate: `verify="/path/to/ca.pem"`.',
    aliases=("S323", "S501", "B323", "B501"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look for every switch that turns the check off; one report a line."""
    if not mentions(module, SIGNS):
        return
    told: set[int] = set()
    for hit in chain(_arguments(module), _attributes(module), _contexts(module), _variables(module), _calls(module)):
        line = getattr(hit.at, "lineno", 0)
        if line not in told:
            told.add(line)
            yield hit


def _arguments(module: Module) -> Iterator[Hit]:
    for _, keyword in passed(module, *SWITCHES):
        name = str(keyword.arg)
        if _turns_off(name, keyword.value, module):
            yield Hit(keyword, f"`{name}={ast.unparse(keyword.value)}` turns the check of certificates off.")
    for found in passed(module, "verify"):
        if constant(found.keyword.value, module) is False and _is_client(found, module):
            yield Hit(found.keyword, "`verify=False` turns the check of certificates off.")
    for found in passed(module, "ssl"):
        if constant(found.keyword.value, module) is False and _is_aiohttp(found, module):
            yield Hit(found.keyword, "`ssl=False` turns the check of certificates off.")


def _turns_off(name: str, value: ast.expr, module: Module) -> bool:
    if module.dotted(value) in UNCHECKED:
        return True
    known = constant(value, module)
    return any(known is off or (isinstance(off, str) and known == off) for off in SWITCHES[name])


def _is_client(found: Passed, module: Module) -> bool:
    """Whether the call makes a request or a client, and `verify` is not about something else."""
    name = called(found.call, module)
    return name.rpartition(".")[2] in VERBS and not name.startswith(OTHER_MEANINGS)


def _is_aiohttp(found: Passed, module: Module) -> bool:
    name = called(found.call, module)
    uses_it = any(origin.partition(".")[0] == "aiohttp" for origin in module.imports.values())
    return uses_it and name.rpartition(".")[2] in VERBS | {"TCPConnector", "ws_connect"}


def _attributes(module: Module) -> Iterator[Hit]:
    """`session.verify = False`, `context.verify_mode = ssl.CERT_NONE`, `context.check_hostname = False`."""
    unchecked: list[ast.Assign] = []
    hostnames: list[ast.Assign] = []
    for assignment in to_attribute(module, *SWITCHES):
        name = getattr(assignment.targets[0], "attr", "")
        if _turns_off(name, assignment.value, module):
            (hostnames if name == "check_hostname" else unchecked).append(assignment)
    unchecked += [one for one in to_attribute(module, "verify") if constant(one.value, module) is False]
    for assignment in unchecked:
        yield _softened(assignment, f"`{ast.unparse(assignment)}` turns the check of certificates off.", module)
    functions = {module.function_of(assignment) for assignment in unchecked}
    for assignment in hostnames:  # has to come first for `CERT_NONE`, and is then part of the same defect
        if module.function_of(assignment) not in functions:
            text = "A certificate of any other server is taken for this one's."
            yield Hit(assignment, text, severity=Severity.MEDIUM, confidence=0.6)


def _softened(assignment: ast.Assign, text: str, module: Module) -> Hit:
    """The hit; less sure where a condition leaves the choice to the caller."""
    parent = module.parents[assignment]
    if isinstance(parent, ast.If | ast.IfExp):
        return Hit(assignment, text, severity=Severity.MEDIUM, confidence=0.6)
    return Hit(assignment, text)


def _contexts(module: Module) -> Iterator[Hit]:
    """`ssl._create_unverified_context`, called or put in the place of the checking one."""
    if not any(origin.partition(".")[0] == "ssl" for origin in module.imports.values()):
        return
    for attribute in module.nodes(ast.Attribute):
        if attribute.attr == "_create_unverified_context" and module.dotted(attribute) == UNVERIFIED:
            yield Hit(attribute, "A context that checks no certificate is used.")
    for call in module.calls_to("_create_unverified_context"):
        yield Hit(call, "A context that checks no certificate is used.")
    for call in module.calls_to("ssl.wrap_socket"):
        if argument(call, "cert_reqs", 4) is None:
            yield Hit(call, "`ssl.wrap_socket` checks no certificate unless it is told to.")


def _variables(module: Module) -> Iterator[Hit]:
    """`os.environ["PYTHONHTTPSVERIFY"] = "0"`."""
    for assignment in to_key(module, *VARIABLES):
        target = assignment.targets[0]
        name = constant(target.slice, module) if isinstance(target, ast.Subscript) else ""
        if str(constant(assignment.value, module)).lower() in VARIABLES[name]:
            yield Hit(assignment, f"`{name}` turns the check of certificates off for the whole process.")


def _calls(module: Module) -> Iterator[Hit]:
    for call in method_calls(module, "setopt", "set_option", "set_verify"):
        values = [module.dotted(value) for value in call.args]
        curl = values and values[0] in CURL_OPTIONS and constant(call.args[-1], module) in (0, False)
        ldap = values[:1] == ["ldap.OPT_X_TLS_REQUIRE_CERT"] and values[-1] in LDAP_NEVER
        if curl or ldap or (values and values[0] in UNCHECKED):
            yield Hit(call, f"`{ast.unparse(call)}` turns the check of certificates off.")
