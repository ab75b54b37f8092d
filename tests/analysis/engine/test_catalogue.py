"""How rules are loaded: by their paths, whole or not at all."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from analysis.engine.catalogue import RULES_FOLDER, BrokenRule, catalogue, checked, python_rule
from analysis.engine.module import Module
from analysis.engine.ruff_table import read_table
from analysis.engine.rule import Hit, Rule, project_rule, rule
from findings.severity import Severity

ROW = """
[some_rule]
ruff = ["T201"]
severity = "LOW"
confidence = 0.9
title = "Something is wrong."
recommendation = "Do better."
"""


def rule_module(
    name: str = "analysis.rules.security.some_rule", doc: str | None = "Something is wrong.\n\nBecause."
) -> ModuleType:
    module = ModuleType(name, doc)

    @rule(ast.Name, severity=Severity.HIGH, recommendation="Do better.", cwe=1, aliases=("S1",))
    def check(_: ast.Name, __: Module, *, limit: int = 3, names: tuple[str, ...] = ("a",)) -> Iterator[Hit]:
        yield from ()

    module.check = check  # type: ignore[attr-defined]
    return module


def table(folder: Path, text: str) -> list[Rule]:
    (folder / "security").mkdir(exist_ok=True)
    path = folder / "security" / "from_ruff.toml"
    path.write_text(text)
    return list(read_table(path))


def test_there_are_at_least_a_hundred_rules_of_four_analyzers() -> None:
    assert len(catalogue().rules) >= 100
    assert catalogue().analyzers == ("best_practices", "code_smells", "complexity", "security")
    assert sum(len(catalogue().of(analyzer)) for analyzer in catalogue().analyzers) == len(catalogue().rules)


def test_every_file_in_the_rules_folder_is_a_rule() -> None:
    files = {path.stem for path in RULES_FOLDER.glob("*/[!_]*.py")}
    assert files == {rule.name for rule in catalogue().rules.values() if not rule.codes}


def test_every_rule_says_what_it_looks_for_and_what_to_do() -> None:
    for known in catalogue().rules.values():
        assert known.title.endswith("."), known.name
        assert known.terms.recommendation.strip(), known.name
        assert known.terms.cwe is None or known.terms.cwe > 0, known.name


def test_security_rules_name_their_weakness() -> None:
    assert [known.name for known in catalogue().of("security") if known.terms.cwe is None] == []


def test_name_analyzer_manual_and_options_come_from_where_they_stand() -> None:
    loaded = python_rule(rule_module())
    assert (loaded.name, loaded.analyzer, loaded.title) == ("some_rule", "security", "Something is wrong.")
    assert loaded.manual == "Something is wrong.\n\nBecause."
    assert dict(loaded.options) == {"limit": 3, "names": ("a",)}
    assert (loaded.terms.severity, loaded.terms.confidence, loaded.terms.cwe) == (Severity.HIGH, 0.9, 1)


def test_a_project_rule_has_the_options_of_both_its_functions() -> None:
    def collect(_: Module, *, shortest: int = 6) -> int:
        return shortest

    module = ModuleType("analysis.rules.code_smells.compare", "Files are alike.")

    @project_rule(collect, severity=Severity.LOW, recommendation="Do better.")
    def combine(_: Mapping[str, int], *, most: int = 2) -> Iterator[tuple[str, Hit]]:
        yield from ()

    module.combine = combine  # type: ignore[attr-defined]
    assert dict(python_rule(module).options) == {"shortest": 6, "most": 2}


def no_rule() -> ModuleType:
    return ModuleType("analysis.rules.security.empty", "Nothing.")


def two_rules() -> ModuleType:
    module = rule_module()
    module.other = rule_module().check  # type: ignore[attr-defined]
    return module


@pytest.mark.parametrize("made", [no_rule, two_rules])
def test_a_module_declares_exactly_one_rule(made: Callable[[], ModuleType]) -> None:
    with pytest.raises(BrokenRule, match="must declare one rule"):
        python_rule(made())


@pytest.mark.parametrize("doc", [None, "", "No full stop", "   "])
def test_a_rule_without_a_manual_stops_the_start(doc: str | None) -> None:
    with pytest.raises(BrokenRule, match="must be a sentence"):
        checked([python_rule(rule_module(doc=doc))])


def test_two_rules_of_one_name_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(BrokenRule, match="a name that is taken"):
        checked([python_rule(rule_module()), *table(tmp_path, ROW)])


def test_a_code_belongs_to_one_rule(tmp_path: Path) -> None:
    with pytest.raises(BrokenRule, match="T201 belongs to some_rule"):
        checked(table(tmp_path, ROW + ROW.replace("some_rule", "other_rule")))


def test_a_rule_yields_only_to_rules_there_are(tmp_path: Path) -> None:
    with pytest.raises(BrokenRule, match="yields to unknown rules"):
        checked(table(tmp_path, ROW + 'yields_to = ["no_such_rule"]\n'))


@pytest.mark.parametrize("code", ["INP001", "I001", "EXE001", "N999"])
def test_codes_that_look_at_other_files_are_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(BrokenRule, match="looks at more than the file"):
        checked(table(tmp_path, ROW.replace("T201", code)))


def test_a_row_is_a_rule(tmp_path: Path) -> None:
    (loaded,) = table(tmp_path, ROW + 'manual = "Because."\ncwe = 5\naliases = ["W1"]\n')
    assert (loaded.name, loaded.analyzer, loaded.manual) == ("some_rule", "security", "Something is wrong.\n\nBecause.")
    assert loaded.codes == ("T201",)
    assert loaded.terms.aliases == ("T201", "W1")
    assert loaded.terms.cwe == 5


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("some_rule = 1\n", "is not a table"),
        (ROW.replace('severity = "LOW"\n', ""), "lacks severity"),
        (ROW.replace('ruff = ["T201"]\n', "").replace("confidence = 0.9\n", ""), "lacks confidence, ruff"),
        (ROW + "colour = 1\n", "unknown keys: colour"),
        (ROW.replace('"LOW"', '"BAD"'), "severity of LOW"),
        (ROW.replace('["T201"]', "[]"), "at least one code"),
        (ROW.replace('["T201"]', '"T201"'), "ruff must be of type list"),
        (ROW.replace("0.9", '"high"'), "confidence must be of type float"),
    ],
)
def test_a_row_that_is_wrong_is_named_with_its_mistake(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as refused:
        table(tmp_path, text)
    assert "[some_rule]" in str(refused.value)


def test_a_confidence_lies_between_none_and_all(tmp_path: Path) -> None:
    with pytest.raises(BrokenRule, match="confidence"):
        checked(table(tmp_path, ROW.replace("0.9", "1.5")))


def test_loading_rules_imports_no_framework() -> None:
    program = "import sys; from analysis.engine.worker import catalogue; catalogue(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=RULES_FOLDER.parents[1]
    )
    assert {"django", "rest_framework", "celery", "redis", "psycopg"}.isdisjoint(done.stdout.split())
