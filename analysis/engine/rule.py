"""What a rule is: a check with a name, a severity, a recommendation and options."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from findings.severity import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that breaks a rule; what is None is taken from the rule."""

    at: ast.AST | int  # the node to point at, or a line number counted from 1
    description: str
    severity: Severity | None = field(default=None, kw_only=True)
    confidence: float | None = field(default=None, kw_only=True)
    recommendation: str | None = field(default=None, kw_only=True)
    cwe: int | None = field(default=None, kw_only=True)
    metadata: Mapping[str, Any] = field(default_factory=dict, kw_only=True)


Check = Callable[..., Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What the `rule` decorator was told; the registry adds what the module's path and docstring say."""

    on: tuple[type[ast.AST], ...]
    severity: Severity
    confidence: float
    recommendation: str
    cwe: int | None
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A loaded rule: name and analyzer from its path, manual from its docstring, options from the check's signature."""

    name: str
    analyzer: str
    manual: str
    options: Mapping[str, Any]
    declaration: Declaration


def rule(
    *on: type[ast.AST],
    severity: Severity,
    recommendation: str,
    confidence: float = 0.9,
    cwe: int | None = None,
) -> Callable[[Check], Declaration]:
    """Declare the check of a rule module.

    The check is called as `check(node, module, **options)` for each node of the types `on`
    (`ast.Module` for once a file) and yields `Hit`s. Its keyword-only parameters are the rule's
    options; their defaults are what `/api/v1/config` prints.
    """

    def declare(check: Check) -> Declaration:
        return Declaration(
            on=on, severity=severity, confidence=confidence, recommendation=recommendation, cwe=cwe, check=check
        )

    return declare
