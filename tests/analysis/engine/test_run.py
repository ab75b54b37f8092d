"""What an analysis reports of files, whatever is in them."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.engine.catalogue import catalogue
from analysis.engine.report import DIAGNOSTIC_KINDS
from analysis.engine.run import Engine, Report, Source
from findings.severity import Severity
from tests.analysis.engine.conftest import Look, analyzed

EVAL = 'def answer(question):\n    """Answer."""\n    return eval(question)\n'


def rules_of(report: Report) -> list[tuple[str, int]]:
    return [(issue.rule, issue.line) for issue in report.issues]


def kinds_of(report: Report) -> list[str]:
    return [told.kind for told in report.diagnostics]


def test_an_issue_says_where_what_and_how_to_do_better(look: Look) -> None:
    text = (
        '"""A module."""\n\n\nclass Shop:\n    """A shop."""\n\n'
        '    def pay(self, purse=[], *,\n             tip=0):\n        """Pay."""\n        return purse, tip\n'
    )
    (issue,) = [issue for issue in look(text).issues if issue.rule == "mutable_default"]
    assert replace(issue, metadata={}) == replace(
        issue,
        metadata={},
        analyzer="code_smells",
        file_path="package/module.py",
        line=7,
        column=25,
        end_line=7,
        code_snippet="def pay(self, purse=[], *,",
        function="pay",
        class_name="Shop",
    )
    assert issue.description.endswith(".")
    assert issue.recommendation.endswith(".")
    assert 0 < issue.confidence <= 1


def test_columns_count_characters_and_not_bytes(look: Look) -> None:
    (issue,) = [i for i in look("x = 'äöü€😀' + eval(input())\n").issues if i.rule == "eval_usage"]
    assert issue.column == 15


def test_what_is_said_of_a_whole_line_points_to_its_text(look: Look) -> None:
    report = look('class Shop:\n    """A shop."""\n\n    def _unused(self):\n        """Do nothing."""\n')
    assert {issue.rule: (issue.line, issue.column) for issue in report.issues}["missing_docstring"] == (1, 1)
    assert all(issue.column for issue in report.issues)


def test_issues_come_by_path_line_column_and_rule(look: Look) -> None:
    report = look({"b.py": EVAL.encode(), "a/z.py": (EVAL * 3).encode(), "a.py": EVAL.encode()})
    keys = [(issue.file_path, issue.line, issue.column or 0, issue.rule) for issue in report.issues]
    assert keys == sorted(keys)
    assert {path for path, *_ in keys} == {"a.py", "a/z.py", "b.py"}
    assert report.examined == {"a.py", "a/z.py", "b.py"}
    assert (report.files, report.lines) == (3, 15)


def test_the_threshold_and_the_analyzers_choose_what_is_reported(engine: Engine) -> None:
    sources = [Source("a.py", (EVAL + "def f(a, b=[]):\n    print(a)\n").encode())]
    everything = engine.analyze(sources, analyzers=catalogue().analyzers, threshold=Severity.LOW).issues
    for threshold in Severity:
        some = engine.analyze(sources, analyzers=catalogue().analyzers, threshold=threshold).issues
        assert some == [issue for issue in everything if issue.severity >= threshold]
    for analyzer in catalogue().analyzers:
        some = engine.analyze(sources, analyzers=[analyzer], threshold=Severity.LOW).issues
        assert some == [issue for issue in everything if issue.analyzer == analyzer]
    assert len({issue.analyzer for issue in everything}) == 3


def test_an_empty_file_and_no_file_are_analysed(engine: Engine, look: Look) -> None:
    assert look(b"").examined == {"package/module.py"}
    nothing = engine.analyze([], analyzers=["security"], threshold=Severity.LOW)
    assert (nothing.issues, nothing.examined, nothing.files, nothing.lines) == ([], frozenset(), 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        "# -*- coding: latin-1 -*-\nname = 'ä'\neval(input())\n".encode("latin-1"),
        "# vim: set fileencoding=cp1252 :\nname = '€'\neval(input())\n".encode("cp1252"),
        "# coding: utf-8\nname = 'ä'\neval(input())\n".encode("utf-8-sig"),
        "\ufeffname = 'ä'\n\neval(input())\n".encode(),
        b"#!/usr/bin/python\n# coding=koi8-r\neval(input())\n",
        b"name = 1\r\n\r\neval(input())\r\n",
        b"name = 1\r\reval(input())\r",
        b"name = 1\n\x0c\neval(input())\n",
    ],
)
def test_encodings_and_line_ends_are_read_as_python_reads_them(look: Look, data: bytes) -> None:
    report = look(data)
    assert ("eval_usage", 3) in rules_of(report)
    assert kinds_of(report) == []
    assert report.lines == 3


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (b"x = '\xe4'\n", "undecodable", 1),
        (b"x = 1\ny = '\xff'\n", "undecodable", 2),
        (b"# coding: nonsense\n", "undecodable", 1),
        (b"# coding: rot13\n", "undecodable", 1),
        (b"# coding: punycode\nx = 1\n", "undecodable", 1),
        (b"# coding: utf-7\nx = '+2AA-'\n", "undecodable", 1),
        (b"\xef\xbb\xbf# coding: latin-1\n", "undecodable", 1),
        (b"x = 1\0\n", "binary", None),
        (b"\x7fELF\x02\x01\x01\0\0\0", "binary", None),
        (b"def f(:\n    pass\n", "syntax_error", 1),
        (b"x = 1\n  y = 2\n", "syntax_error", 2),
        (b"print 'hello'\n", "syntax_error", 1),
        (b"x = (\n", "syntax_error", 1),
        (b"x = 1\n\treturn 5\n", "syntax_error", 2),
        (b"x = " + b"9" * 5000 + b"\n" * 50, "too_complex", 1),
        (b"# @generated by a tool\nx = 1\n", "generated", None),
        (b"# Generated by the protocol buffer compiler.  DO NOT EDIT!\nx = 1\n", "generated", None),
        (b"x = 1;" * 2000 + b"\n", "minified", None),
    ],
)
def test_what_cannot_be_looked_at_is_told_of_and_not_examined(
    look: Look, data: bytes, kind: str, line: int | None
) -> None:
    report = look({"odd.py": data, "fine.py": EVAL.encode()})
    assert [(told.path, told.kind, told.line) for told in report.diagnostics] == [("odd.py", kind, line)]
    assert all(told.message.endswith(".") for told in report.diagnostics)
    assert report.examined == {"fine.py"}
    assert "fine.py" in {issue.file_path for issue in report.issues}


def test_a_migration_that_django_made_is_source_like_any_other(look: Look) -> None:
    assert kinds_of(look("# Generated by Django 5.2 on 2026-01-01 12:00\nx = 1\n")) == []


def test_newer_syntax_than_this_python_has_is_still_looked_at_by_ruff(look: Look) -> None:
    report = look("lazy import os\n\n\ndef f(a=[]):\n    return a\n")
    assert kinds_of(report) == ["newer_syntax"]
    assert "mutable_default" in {issue.rule for issue in report.issues}
    assert report.examined == frozenset()


def test_what_only_the_compiler_would_refuse_is_told_of_too(look: Look) -> None:
    report = look("x = 1\ndef f(a, a): return a\n")
    assert [(told.kind, told.line) for told in report.diagnostics] == [("syntax_error", 2)]
    assert report.examined == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        b"(" * 100_000,
        b"x = a" + b"()" * 100_000,
        b"x = " + b"-" * 100_000 + b"1",
        b"x = " + b"+".join([b"a"] * 50_000),
        b"x = a" + b".b" * 50_000,
    ],
    ids=["parentheses", "calls", "signs", "sum", "attributes"],
)
def test_code_too_deep_to_parse_costs_only_itself(look: Look, text: bytes) -> None:
    report = look({"deep.py": text + b"\n" * (len(text) // 100), "fine.py": EVAL.encode()})
    assert report.examined == {"fine.py"}
    assert ("eval_usage", 3) in rules_of(report)
    assert {told.path for told in report.diagnostics} == {"deep.py"}
    assert set(kinds_of(report)) <= {"too_complex", "syntax_error", "analyzer_degraded"}


def test_a_thousand_branches_in_one_chain_are_looked_at(look: Look) -> None:
    chain = "def f(a):\n    if a == 0:\n        return 0\n"
    chain += "".join(f"    elif a == {n}:\n        return {n}\n" for n in range(1, 1000))
    report = look(chain)
    assert report.examined == {"package/module.py"}
    scores = [issue.metadata for issue in report.issues if issue.rule == "cyclomatic_complexity"]
    assert scores == [{"complexity_score": 1001, "cognitive_complexity": 1000, "mccabe_complexity": 1001}]


def test_no_constant_is_ever_computed(look: Look) -> None:
    bombs = b'import os\nx = "a" * 10**12\ny = 10 ** 10 ** 10\nz = f"{1:>1000000000000}"\nos.system(x + str(y) + z)\n'
    assert look(bombs).examined == {"package/module.py"}


def test_a_file_that_breaks_rules_without_end_is_cut(look: Look) -> None:
    report = look("def f(a=[]): pass\n" * 4000)
    assert len(report.issues) == 2000
    assert "too_many_issues" in kinds_of(report)
    assert report.examined == frozenset()


def test_nothing_that_a_database_or_terminal_chokes_on_gets_out(look: Look) -> None:
    text = 'def f(password="\\ud800\\x00secret-value-here"):\n    x = "\x1b[31m"; eval("\\udfff" + password)\n'
    report = look(text)
    assert report.issues
    for issue in report.issues:
        for shown in (issue.description, issue.code_snippet, str(issue.metadata)):
            shown.encode()
            assert "\0" not in shown
            assert "\x1b" not in shown


def test_names_without_end_are_cut(look: Look) -> None:
    name = "f" * 100_000
    report = look(f"def {name}(a=[]):\n    return a\n\n\nclass {name}:\n    def m(self, a=[]): eval(a)\n" + "\n" * 1000)
    assert report.issues
    for issue in report.issues:
        assert len(issue.description) <= 500
        assert len(issue.code_snippet) <= 500
        assert len(issue.function or "") <= 255
        assert len(issue.class_name or "") <= 255


def test_a_secret_is_masked_wherever_its_line_is_shown(look: Look) -> None:
    secret = "AKIA" + "Z7QF3XKLMN4P2RST"
    text = f'def f(a=[], key="{secret}"):\n    return eval("{secret}" + a)\n'
    report = look(text)
    assert {"hardcoded_secrets", "eval_usage", "mutable_default"} <= {issue.rule for issue in report.issues}
    assert secret not in repr(report)
    assert "AKIA****" in repr(report)


def test_one_defect_is_reported_once(look: Look) -> None:
    report = look('import subprocess\n\n\ndef f(a):\n    subprocess.call("ls " + a, shell=True)\n')
    places = [(issue.rule, issue.line, issue.column) for issue in report.issues]
    assert len(places) == len(set(places))
    assert len([issue for issue in report.issues if issue.analyzer == "security"]) == 1


@pytest.mark.parametrize(
    "path",
    [
        "-rf.py",
        "a b/ü.py",
        "[x].py",
        "@a.py",
        "build/node_modules/.venv/x.py",
        "x" * 200 + ".py",
        "script",
        "a/../b.py",
    ],
)
def test_no_name_of_a_file_confuses_the_engines(look: Look, path: str) -> None:
    report = look("def f(a=[]):\n    return eval(a)\n", path)
    assert {"mutable_default", "eval_usage"} <= {issue.rule for issue in report.issues}
    assert report.examined == {path}


def test_a_projects_own_configuration_changes_nothing(look: Look) -> None:
    bad = b"def f(a=[]):\n    return eval(a)\n"
    alone = look({"src/a.py": bad}).issues
    told = {
        "src/a.py": bad,
        "pyproject.toml": b'[tool.ruff]\nexclude = ["*"]\n[tool.ruff.lint]\nselect = []\n',
        "ruff.toml": b'exclude = ["src"]\n',
        "src/.gitignore": b"*.py\n",
    }
    assert [issue for issue in look(told).issues if issue.file_path == "src/a.py"] == alone


def test_progress_counts_every_file_once(engine: Engine) -> None:
    told: list[int] = []
    sources = [Source(f"{n}.py", b"x = 1\n" if n % 2 else b"\0") for n in range(20)]
    engine.analyze(sources, analyzers=["security"], threshold=Severity.LOW, progress=told.append)
    assert sum(told) == 20


def test_a_file_that_is_named_twice_is_looked_at_once(engine: Engine) -> None:
    told: list[int] = []
    twice = [Source("a.py", EVAL.encode()), Source("a.py", b"x = 1\n")]
    report = engine.analyze(twice, analyzers=["security"], threshold=Severity.LOW, progress=told.append)
    assert [issue.rule for issue in report.issues] == ["eval_usage"]
    assert (report.files, told) == (1, [1])


def test_files_that_cannot_be_listed_to_the_end_break_the_analysis_off(engine: Engine) -> None:
    def broken() -> Iterator[Source]:
        yield from (Source(f"{n}.py", EVAL.encode() * 4000) for n in range(20))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        engine.analyze(broken(), analyzers=["security"], threshold=Severity.LOW)
    assert analyzed(engine, {"a.py": EVAL.encode()}).examined == {"a.py"}


def test_an_analysis_that_is_broken_off_leaves_the_engine_well(engine: Engine) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    many = [Source(f"{n}.py", EVAL.encode() * 50) for n in range(40)]
    with pytest.raises(KeyboardInterrupt):
        engine.analyze(many, analyzers=["security"], threshold=Severity.LOW, progress=stop)
    assert analyzed(engine, {"a.py": EVAL.encode()}).examined == {"a.py"}


def test_several_threads_may_ask_at_once_and_each_gets_its_own(engine: Engine) -> None:
    reports: dict[int, Report] = {}

    def ask(number: int) -> None:
        files = {f"{number}/{n}.py": EVAL.encode() * (number + 1) for n in range(10)}
        reports[number] = analyzed(engine, files)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, report in reports.items():
        assert report.examined == {f"{number}/{n}.py" for n in range(10)}
        assert {issue.file_path.split("/")[0] for issue in report.issues} == {str(number)}
        assert len([issue for issue in report.issues if issue.rule == "eval_usage"]) == 10 * (number + 1)


def test_a_small_analysis_does_not_wait_for_a_large_one(engine: Engine) -> None:
    done: list[str] = []
    large = {f"{n}.py": EVAL.encode() * 400 for n in range(60)}

    def look_at_large() -> None:
        analyzed(engine, large)
        done.append("large")

    behind = threading.Thread(target=look_at_large)
    behind.start()
    analyzed(engine, {"small.py": EVAL.encode()})
    done.append("small")
    behind.join()
    assert done == ["small", "large"]


def test_nothing_is_left_in_the_temporary_folder(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    analyzed(engine, {"a.py": EVAL.encode(), "b/c.py": b"def f(:"})
    assert list(tmp_path.iterdir()) == []


def test_every_kind_of_diagnostic_is_explained() -> None:
    assert all(explanation.endswith(".") for explanation in DIAGNOSTIC_KINDS.values())
