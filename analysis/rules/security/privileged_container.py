"""A container is started with the rights of the machine.

A privileged container, one that holds Docker's socket, or one in the host's name spaces is no wall: what breaks into
it is root outside.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import called, passed
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

CLIENTS: Final = frozenset({"aiodocker", "airflow", "docker", "kubernetes", "podman"})
SOCKET: Final = "/var/run/docker.sock"
STARTING: Final = frozenset({"create", "run", "create_container", "create_host_config", "DockerOperator"})
HOST_SPACES: Final = ("pid_mode", "ipc_mode", "host_pid", "host_ipc", "userns_mode")
SECURITY_CONTEXTS: Final = ("V1SecurityContext", "V1PodSecurityContext")


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.85,
    cwe=250,
    recommendation='Start it without, and add the single right it needs: `cap_drop=["ALL"], cap_add=["NET_BIND_SERVICE"]`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at how containers are started through Docker's and Kubernetes' clients."""
    if mentions(module, CLIENTS) and not module.is_test:
        yield from chain(_flags(module), _volumes(module))


def _flags(module: Module) -> Iterator[Hit]:
    for call, keyword in passed(module, "privileged", "allow_privilege_escalation", *HOST_SPACES):
        value, name = constant(keyword.value, module), called(call, module).rpartition(".")[2]
        if name not in STARTING and not name.startswith("V1"):
            continue
        if value is True or (keyword.arg in HOST_SPACES and value == "host"):
            yield Hit(keyword, f"`{keyword.arg}={value}` gives the container rights over the machine.")
    for call, keyword in passed(module, "cap_add"):
        added = constant(keyword.value, module)
        if isinstance(added, tuple) and not {"ALL", "SYS_ADMIN", "CAP_SYS_ADMIN"}.isdisjoint(added):
            yield Hit(
                keyword, f"`{called(call, module).rpartition('.')[2]}` gives the container rights over the machine."
            )


def _volumes(module: Module) -> Iterator[Hit]:
    for _call, keyword in passed(module, "volumes", "mounts", "binds"):
        texts = (inner.value for inner in ast.walk(keyword.value) if isinstance(inner, ast.Constant))
        if any(isinstance(text, str) and text.startswith(SOCKET) for text in texts):
            yield Hit(keyword, "Whoever holds Docker's socket is root on the machine.")
