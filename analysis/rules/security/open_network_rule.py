"""A firewall rule lets the whole internet in.

Every port that the world can reach is tried within minutes. Reported are security groups that are opened to
`0.0.0.0/0` or `::/0`, in boto3, the CDK and their like; web ports are meant so, and silent.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.call_sites import arguments, passed
from analysis.engine.constants import constant, entries
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

WORLD: Final = frozenset({"0.0.0.0/0", "::/0"})
RANGES: Final = ("CidrIp", "CidrIpv6", "cidr_ip", "cidr_ipv4", "cidr_ipv6", "source_ranges")
WEB_PORTS: Final = frozenset({80, 443})
ANYBODY: Final = ("aws_cdk.aws_ec2.Peer.any_ipv4", "aws_cdk.aws_ec2.Peer.any_ipv6")
OUTWARD: Final = frozenset({"egress", "add_egress_rule", "authorize_security_group_egress", "authorize_egress"})
SIGNS: Final = frozenset({"any_ipv4", "any_ipv6", *RANGES})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.8,
    cwe=284,
    recommendation='Name the network that needs it: `CidrIp="10.0.0.0/16"`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the ranges of firewall rules."""
    if mentions(module, SIGNS) and not module.is_test:
        for at, around in _opened(module):
            if not _is_meant(around, module):
                yield Hit(at, "The rule lets the whole internet in.")


def _opened(module: Module) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Where a range is the whole internet, with the node that holds the rest of the rule."""
    for call, keyword in passed(module, *RANGES):
        if _is_world(keyword.value, module):
            yield keyword, call
    for dictionary in module.nodes(ast.Dict):
        for name, key, value in entries(dictionary):
            if name in RANGES and _is_world(value, module):
                yield key, dictionary
    for call in module.calls_to(*ANYBODY):
        if isinstance(module.parents[call], ast.Call):
            yield call, module.parents[call]


def _is_world(node: ast.expr, module: Module) -> bool:
    value = constant(node, module)
    return value in WORLD if isinstance(value, str) else isinstance(value, tuple) and not WORLD.isdisjoint(value)


def _is_meant(rule_node: ast.AST, module: Module) -> bool:
    """Whether the rule is for a web port, or for what goes out."""
    around = [rule_node, *(a for a in module.ancestors(rule_node) if isinstance(a, ast.Call | ast.Dict))]
    ports = {port for node in around for port in _ports(node, module)}
    calls = (a.func.attr for a in around if isinstance(a, ast.Call) and isinstance(a.func, ast.Attribute))
    return (bool(ports) and ports <= WEB_PORTS) or not OUTWARD.isdisjoint(calls)


def _ports(node: ast.AST, module: Module) -> Iterator[int]:
    values: list[ast.expr] = []
    if isinstance(node, ast.Dict):
        values = [value for name, _, value in entries(node) if name in {"FromPort", "ToPort"}]
    elif isinstance(node, ast.Call):
        values = [k.value for k in node.keywords if k.arg in {"FromPort", "ToPort", "from_port", "to_port"}]
        inner = (
            a
            for a in arguments(node)
            if isinstance(a, ast.Call) and (module.dotted(a.func) or "").endswith(".Port.tcp")
        )
        values += [a.args[0] for a in inner if a.args]
    yield from (port for port in (constant(value, module) for value in values) if isinstance(port, int))
