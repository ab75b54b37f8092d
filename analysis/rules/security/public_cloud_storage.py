"""Files in the cloud are open to everybody.

Reported are access lists and policies that let anyone on the internet read or write a bucket, in boto3, the CDK,
Google's and Azure's clients.
"""

import ast
from collections.abc import Iterator
from typing import Any, Final

from analysis.engine.call_sites import passed
from analysis.engine.constants import UNKNOWN, constant, entries
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

PUBLIC_LISTS: Final = frozenset(
    {"public-read", "public-read-write", "authenticated-read", "publicRead", "publicReadWrite"}
)
SWITCHES: Final[dict[str, Any]] = {
    "public_read_access": True,
    "publicly_accessible": True,
    "allow_blob_public_access": True,
    "block_public_acls": False,
    "block_public_policy": False,
    "restrict_public_buckets": False,
}
BLOCKS: Final = frozenset({"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"})
SIGNS: Final = frozenset(
    {"ACL", "acl", "predefined_acl", *BLOCKS, *SWITCHES}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.85,
    cwe=732,
    recommendation="Keep it private, and hand out addresses that expire: `generate_presigned_url`.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at access lists, switches and blocks."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for _call, keyword in passed(module, "ACL", "acl", "predefined_acl"):
        value = constant(keyword.value, module)
        if isinstance(value, str) and value in PUBLIC_LISTS:
            yield Hit(keyword, f"`{value}` opens it to everybody.")
    for name, opened in SWITCHES.items():
        for _call, keyword in passed(module, name):
            if constant(keyword.value, module) is opened:
                yield Hit(keyword, f"`{name}={opened}` opens it to everybody.")
    yield from _in_dictionaries(module)


def _in_dictionaries(module: Module) -> Iterator[Hit]:
    for dictionary in module.nodes(ast.Dict):
        for name, key, node in entries(dictionary):
            value = constant(node, module) if name in BLOCKS or name == "ACL" else UNKNOWN
            if value is False or (name == "ACL" and isinstance(value, str) and value in PUBLIC_LISTS):
                yield Hit(key, f"`{name}: {value}` opens it to everybody.")
