"""Running Python rules over one parsed file."""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from analysis.engine.module import Module
from analysis.engine.rule import Declaration, Facts, Hit, ProjectDeclaration, Rule


def hits(
    module: Module,
    rules: Iterable[Rule],
    *,
    failed: Callable[[Rule, Exception], None] | None = None,
    at_most: int | None = None,
) -> list[tuple[Rule, Hit]]:
    """What the rules find in a file, cut at some number of hits.

    A rule that raises loses what it would still have found in this file and no other rule's hits: the exception
    goes to `failed`, or to the caller where there is no `failed`.
    """
    found: list[tuple[Rule, Hit]] = []
    for rule in rules:
        if not isinstance(rule.declaration, Declaration):
            continue
        try:
            for hit in _hits(module, rule.declaration):
                found.append((rule, hit))
                if len(found) == at_most:
                    return found
        except Exception as error:
            if failed is None:
                raise
            failed(rule, error)
    return found


def _hits(module: Module, declaration: Declaration) -> Iterable[Hit]:
    """A chain instead of a generator for each rule and node: there are hundreds of both."""
    check = declaration.check
    if declaration.on == (ast.Module,):
        return check(module.tree, module)
    return chain.from_iterable(check(node, module) for node in module.nodes(*declaration.on))


def project_hits(rule: Rule, facts: Mapping[str, Facts]) -> Iterator[tuple[str, Hit]]:
    """What a project rule finds in the facts of several files, as (path, hit)."""
    if isinstance(rule.declaration, ProjectDeclaration):
        known = {path: facts[path] for path in sorted(facts) if facts[path] is not None}
        yield from rule.declaration.combine(known)


def start_line(hit: Hit) -> int:
    """The line a hit points at, counted from 1."""
    return hit.at if isinstance(hit.at, int) else getattr(hit.at, "lineno", 1)
