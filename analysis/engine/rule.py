"""What a rule is: a check with a name, a severity, a recommendation and options."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NotRequired, TypedDict, Unpack

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
    secrets: tuple[str, ...] = field(default=(), kw_only=True)  # source text to mask wherever the file is shown


Check = Callable[..., Iterable[Hit]]
Facts = Any  # JSON-able: what a project rule keeps of one file
Collect = Callable[..., Facts]
Combine = Callable[..., Iterable[tuple[str, Hit]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What every kind of rule says about its issues."""

    severity: Severity
    recommendation: str
    confidence: float = 0.9
    cwe: int | None = None
    aliases: tuple[str, ...] = ()  # other linters' codes for the defect, which their comments name
    yields_to: tuple[str, ...] = ()  # rules that say it better: where one of them reports, this one is silent


class GivenTerms(TypedDict):
    """The keyword arguments of both decorators: the fields of `Terms`."""

    severity: Severity
    recommendation: str
    confidence: NotRequired[float]
    cwe: NotRequired[int | None]
    aliases: NotRequired[tuple[str, ...]]
    yields_to: NotRequired[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What the `rule` decorator was told; the catalogue adds what the module's path and docstring say."""

    on: tuple[type[ast.AST], ...]
    check: Check
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDeclaration:
    """What the `project_rule` decorator was told."""

    collect: Collect
    combine: Combine
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A loaded rule: name and analyzer from its path, manual from its docstring, options from the check's signature."""

    name: str
    analyzer: str
    manual: str
    terms: Terms
    options: Mapping[str, Any] = field(default_factory=dict)
    declaration: Declaration | ProjectDeclaration | None = None
    codes: tuple[str, ...] = ()  # ruff's rules, where ruff is what looks for it

    @property
    def title(self) -> str:
        """The manual's first sentence."""
        return self.manual.split("\n", 1)[0]


def rule(*on: type[ast.AST], **terms: Unpack[GivenTerms]) -> Callable[[Check], Declaration]:
    """Declare the check of a rule module.

    The check is called as `check(node, module)` for each node of the types `on` (`ast.Module` for once a file)
    and yields `Hit`s. Its keyword-only parameters are the rule's options; their defaults are what
    `/api/v1/config` prints.
    """
    return lambda check: Declaration(on=on, check=check, terms=Terms(**terms))


def project_rule(collect: Collect, **terms: Unpack[GivenTerms]) -> Callable[[Combine], ProjectDeclaration]:
    """Declare the check of a rule that compares files.

    `collect(module)` returns the small JSON-able facts of one file, or None for none; they are cached with the
    file. `combine(facts)` is called once an analysis with the facts by path, in the order of paths, and yields
    `(path, Hit(line, …))`. The keyword-only parameters of both are the rule's options.
    """
    return lambda combine: ProjectDeclaration(collect=collect, combine=combine, terms=Terms(**terms))
