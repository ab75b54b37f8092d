"""All rules there are, found by their paths; a broken one stops the start."""

import importlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, Final

from analysis.engine.ruff_table import TABLE, read_table
from analysis.engine.rule import Declaration, ProjectDeclaration, Rule

# Ruff looks at a private copy of the files that changed: these would judge their neighbours, or the copy's file modes.
_OF_SEVERAL_FILES: Final = frozenset({"A005", "EXE001", "EXE002", "I001", "INP001", "N999", "TC001", "TC002", "TC003"})
RULES_FOLDER = Path(__file__).resolve().parent.parent / "rules"


class BrokenRule(Exception):
    """A rule that cannot be loaded as it is written."""


@dataclass(frozen=True)
class Catalogue:
    """Every rule by its name, in the order of analyzers and names."""

    rules: Mapping[str, Rule]

    @cached_property
    def project_rules(self) -> tuple[Rule, ...]:
        """The rules that compare files."""
        return tuple(rule for rule in self.rules.values() if isinstance(rule.declaration, ProjectDeclaration))

    @cached_property
    def analyzers(self) -> tuple[str, ...]:
        """The analyzers that have rules, by name."""
        return tuple(sorted({rule.analyzer for rule in self.rules.values()}))

    def of(self, analyzer: str) -> tuple[Rule, ...]:
        """The rules of one analyzer."""
        return tuple(rule for rule in self.rules.values() if rule.analyzer == analyzer)

    @cached_property
    def by_ruff_code(self) -> Mapping[str, Rule]:
        """The rules that ruff looks for, by ruff's code."""
        return {code: rule for rule in self.rules.values() for code in rule.codes}


@cache
def catalogue() -> Catalogue:
    """The rules of this installation; raises BrokenRule."""
    return Catalogue(MappingProxyType({rule.name: rule for rule in checked(_found(RULES_FOLDER))}))


def _found(folder: Path) -> Iterator[Rule]:
    for analyzer in sorted(path for path in folder.iterdir() if (path / "__init__.py").is_file()):
        for path in sorted(analyzer.glob("[!_]*.py")):
            yield python_rule(importlib.import_module(f"analysis.rules.{analyzer.name}.{path.stem}"))
        if (analyzer / TABLE).is_file():
            try:
                yield from read_table(analyzer / TABLE)
            except ValueError as error:
                raise BrokenRule(str(error)) from error


def python_rule(module: ModuleType) -> Rule:
    """The rule a module declares; raises BrokenRule."""
    *_, analyzer, name = module.__name__.split(".")
    declared = [value for value in vars(module).values() if isinstance(value, Declaration | ProjectDeclaration)]
    if len(declared) != 1:
        raise BrokenRule(f"{module.__name__} must declare one rule, not {len(declared)}.")
    manual = inspect.cleandoc(module.__doc__ or "")
    return Rule(
        name=name,
        analyzer=analyzer,
        manual=manual,
        terms=declared[0].terms,
        options=_options(declared[0]),
        declaration=declared[0],
    )


def _options(declaration: Declaration | ProjectDeclaration) -> Mapping[str, Any]:
    """The keyword-only parameters of a rule's functions and their defaults."""
    if isinstance(declaration, Declaration):
        functions: list[Callable[..., Any]] = [declaration.check]
    else:
        functions = [declaration.collect, declaration.combine]
    parameters = [parameter for function in functions for parameter in inspect.signature(function).parameters.values()]
    return MappingProxyType({p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY})


def checked(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, if each is complete and no name or code is used twice; raises BrokenRule."""
    known: dict[str, Rule] = {}
    codes: dict[str, Rule] = {}
    for rule in rules:
        where = f"Rule {rule.analyzer}/{rule.name}"
        _require(rule.name not in known, f"{where} has a name that is taken.")
        known[rule.name] = rule
        _require(rule.title.endswith("."), f"{where}: the manual's first line must be a sentence.")
        _require(bool(rule.terms.recommendation.strip()), f"{where} recommends nothing.")
        _require(0 < rule.terms.confidence <= 1, f"{where}: the confidence must lie in (0, 1].")
        _require(inspect.Parameter.empty not in rule.options.values(), f"{where}: an option has no default.")
        strange = sorted(_OF_SEVERAL_FILES.intersection(rule.codes))
        _require(not strange, f"{where}: {strange} looks at more than the file.")
        for code in rule.codes:
            _require(codes.setdefault(code, rule) is rule, f"{where}: {code} belongs to {codes[code].name} already.")
    for rule in known.values():
        unknown = sorted(set(rule.terms.yields_to) - known.keys())
        _require(not unknown, f"Rule {rule.analyzer}/{rule.name} yields to unknown rules: {unknown}.")
    return list(known.values())


def _require(holds: bool, complaint: str) -> None:
    if not holds:
        raise BrokenRule(complaint)
