"""Running Python rules over one parsed file."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from analysis.engine.module import Module
from analysis.engine.rule import Declaration, Facts, Hit, ProjectDeclaration, Rule


def hits(
    module: Module, rules: Iterable[Rule], *, failed: Callable[[Rule, Exception], None] | None = None
) -> Iterator[tuple[Rule, Hit]]:
    """What the rules find in a file.

    A rule that raises loses what it would still have found in this file and no other rule's hits: the exception
    goes to `failed`, or to the caller where there is no `failed`.
    """
    for rule in rules:
        try:
            for hit in _hits(module, rule):
                yield rule, hit
        except Exception as error:
            if failed is None:
                raise
            failed(rule, error)


def _hits(module: Module, rule: Rule) -> Iterator[Hit]:
    declaration = rule.declaration
    if not isinstance(declaration, Declaration):
        return
    check = declaration.check
    for node in module.nodes(*declaration.on):
        yield from check(node, module)


def project_hits(rule: Rule, facts: Mapping[str, Facts]) -> Iterator[tuple[str, Hit]]:
    """What a project rule finds in the facts of several files, as (path, hit)."""
    if isinstance(rule.declaration, ProjectDeclaration):
        known = {path: facts[path] for path in sorted(facts) if facts[path] is not None}
        yield from rule.declaration.combine(known)


def start_line(hit: Hit) -> int:
    """The line a hit points at, counted from 1."""
    return hit.at if isinstance(hit.at, int) else getattr(hit.at, "lineno", 1)
