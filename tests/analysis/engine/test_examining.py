"""What is found in one file, and that a rule which fails costs only what it would have found."""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest

from analysis.engine.catalogue import Catalogue
from analysis.engine.examining import Examined, Found, examine
from analysis.engine.finishing import from_ruff
from analysis.engine.module import Module
from analysis.engine.ruff import RuffHit
from analysis.engine.rule import Declaration, Hit, ProjectDeclaration, Rule, project_rule, rule
from findings.severity import Severity


def catalogue_of(*rules: Rule) -> Catalogue:
    return Catalogue(MappingProxyType({one.name: one for one in rules}))


def loaded(name: str, declaration: Declaration | ProjectDeclaration) -> Rule:
    return Rule(name=name, analyzer="security", manual="A sentence.", terms=declaration.terms, declaration=declaration)


@rule(ast.Name, severity=Severity.LOW, recommendation="Rename it.")
def every_name(node: ast.Name, _: Module) -> Iterator[Hit]:
    yield Hit(node, f"`{node.id}` is a name.")


def shared(_: Module) -> int:
    attempts.append(1)
    raise KeyError("a mistake in a rule")


attempts: list[int] = []


@rule(ast.Name, severity=Severity.LOW, recommendation="None.")
def broken(_: ast.Name, module: Module) -> Iterator[Hit]:
    yield Hit(module.memo(shared), "Never said.")


def deeper() -> list[Hit]:
    return deeper()


@rule(ast.Module, severity=Severity.LOW, recommendation="None.")
def too_deep(_: ast.Module, __: Module) -> Iterator[Hit]:
    yield from deeper()


def test_a_rule_that_fails_is_told_of_and_the_others_go_on() -> None:
    attempts.clear()
    rules = [loaded("broken", broken), loaded("also_broken", broken), loaded("every_name", every_name)]
    examined = examine("a.py", "x = y\n", catalogue_of(*rules, loaded("deep", too_deep)))
    assert sorted(found.description for found in examined.found) == ["`x` is a name.", "`y` is a name."]
    assert examined.diagnostics == [
        ("rule_failed", "Rules failed on this file with KeyError: broken, also_broken.", None),
        ("too_complex", "The code is nested too deeply, or too large, for: deep.", None),
    ]
    assert not examined.complete
    assert attempts == [1], "what rules share is tried once"


def test_facts_that_are_no_data_are_left_out_and_told_of() -> None:
    def collect(_: Module) -> object:
        return object()

    @project_rule(collect, severity=Severity.LOW, recommendation="None.")
    def combine(_: Mapping[str, object]) -> Iterator[tuple[str, Hit]]:
        yield from ()

    examined = examine("a.py", "x = 1\n", catalogue_of(loaded("compare", combine), loaded("every_name", every_name)))
    answered = Examined.from_bytes(examined.to_bytes())
    assert answered.facts == {}
    assert [kind for kind, _, _ in answered.diagnostics] == ["rule_failed"]
    assert len(answered.found) == 1


def test_what_a_worker_answers_arrives_as_it_was() -> None:
    text = 'def f(password="\\ud800"):\n    return x  # noqa: F821\n'
    examined = examine("a.py", text, catalogue_of(loaded("every_name", every_name)))
    answered = Examined.from_bytes(examined.to_bytes())
    assert answered.found == examined.found
    assert answered.silencers == examined.silencers
    assert [tuple(cut) for cut in answered.cuts] == examined.cuts


def ruff_hit(code: str, line: int) -> RuffHit:
    return RuffHit(name="a.py", code=code, line=line, column=1, end_line=line, comment_line=line, message="no  good")


def test_what_the_flow_of_data_proves_clean_is_dropped() -> None:
    terms = every_name.terms
    ours = loaded("sql_injection", every_name)
    theirs = Rule(
        name="sql_text",
        analyzer="security",
        manual="A sentence.",
        codes=("S608",),
        terms=type(terms)(severity=Severity.LOW, recommendation="None.", yields_to=("sql_injection",)),
    )
    hits = [ruff_hit("S608", 1), ruff_hit("S608", 2), ruff_hit("S608", 3), ruff_hit("E501", 4)]
    clean = [("sql_injection", 1), ("sql_text", 2), ("path_traversal", 3)]
    found: list[Found] = list(from_ruff(hits, catalogue_of(ours, theirs), clean=clean, secrets=()))
    assert [(one.rule, one.line, one.description) for one in found] == [("sql_text", 3, "No good.")]


@pytest.mark.parametrize("line", [0, -5, 1_000_000])
def test_a_rule_may_point_at_no_line_outside_the_file(line: int) -> None:
    @rule(ast.Module, severity=Severity.LOW, recommendation="None.")
    def anywhere(_: ast.Module, __: Module) -> Iterator[Hit]:
        yield Hit(line, "Here.")

    (found,) = examine("a.py", "x = 1\ny = 2\n", catalogue_of(loaded("anywhere", anywhere))).found
    assert 1 <= found.line <= 3
