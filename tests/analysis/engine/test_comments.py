"""What the comments `hefesto: ignore[…]`, `noqa` and `nosec` silence, and that it is counted."""

import ast

import pytest

from analysis.engine.comments import silencers
from analysis.engine.module import Module
from tests.analysis.engine.conftest import Look

EVAL = "eval(input())"


def silenced(look: Look, text: str) -> list[tuple[int, str, str, str]]:
    return [(s.line, s.rule, s.by, s.reason) for s in look(text).suppressed]


def rules_of(look: Look, text: str) -> set[str]:
    return {issue.rule for issue in look(text).issues}


def test_our_comment_names_the_rules_and_gives_the_reason(look: Look) -> None:
    text = f"{EVAL}  # hefesto: ignore[eval_usage] a prompt for developers only\n"
    assert silenced(look, text) == [(1, "eval_usage", "hefesto", "a prompt for developers only")]
    assert "eval_usage" not in rules_of(look, text)
    assert look(text).diagnostics == []


@pytest.mark.parametrize(
    "comment",
    [
        "#hefesto:ignore[eval_usage]",
        "# Hefesto: Ignore[eval_usage]: why",
        "# hefesto: ignore[ code_injection , eval_usage, mutable_default ] - why",
        "# type: ignore  # hefesto: ignore[eval_usage] why  # pragma: no cover",
        "# noqa: S307",
        "#noqa:S307",
        "# NOQA",
        "# noqa: E501, S307 - checked",
        "# nosec",
        "# nosec B307",
        "# nosec: B307, B102 checked",
        "# nosec - checked",
    ],
)
def test_a_comment_that_names_the_rule_silences_it_however_it_is_spelled(look: Look, comment: str) -> None:
    assert "eval_usage" in rules_of(look, EVAL)
    assert "eval_usage" not in rules_of(look, f"{EVAL}  {comment}\n")


@pytest.mark.parametrize(
    "comment",
    [
        "# hefesto: ignore[mutable_default] why",
        "# hefesto: ignore",
        "# hefesto: ignore all of it",
        "# hefesto ignore[eval_usage]",
        "# ignore[eval_usage]",
        "# noqa: E501",
        "# noqa: because it is fine",
        "# nosec B101",
        "# nosecurity here",
        "# noqax",
        "# type: ignore",
        "'# noqa'",
        "'# hefesto: ignore[eval_usage] text'",
        '"""# nosec"""',
    ],
)
def test_what_does_not_name_the_rule_does_not_silence_it(look: Look, comment: str) -> None:
    separator = ";" if comment[0] in "'\"" else " "
    assert "eval_usage" in rules_of(look, f"{EVAL} {separator} {comment}\n")


def test_a_comment_without_a_rule_or_with_an_unknown_one_is_told_of(look: Look) -> None:
    text = f"{EVAL}  # hefesto: ignore\n{EVAL}  # hefesto: ignore[no_such_rule, eval_usage] x\n"
    report = look(text)
    assert [(told.kind, told.line) for told in report.diagnostics] == [("bare_suppression", 1), ("unknown_rule", 2)]
    assert [s.line for s in report.suppressed] == [2]
    assert report.examined == {"package/module.py"}


def test_a_comment_without_a_reason_is_honoured_and_told_of(look: Look) -> None:
    report = look(f"{EVAL}  # hefesto: ignore[eval_usage]\n")
    assert [(told.kind, told.line) for told in report.diagnostics] == [("missing_reason", 1)]
    assert [(s.rule, s.reason) for s in report.suppressed] == [("eval_usage", "")]
    assert report.examined == {"package/module.py"}


def test_words_in_strings_are_no_comments(look: Look) -> None:
    text = f'x = """\n# hefesto: ignore[eval_usage] no\n# flake8: noqa\n"""\n{EVAL}\ny = "# noqa"; {EVAL}\n'
    assert [issue.line for issue in look(text).issues if issue.rule == "eval_usage"] == [5, 6]


def test_a_comment_behind_a_string_with_a_number_sign_is_found(look: Look) -> None:
    assert silenced(look, f'x = ["#", {EVAL}]  # hefesto: ignore[eval_usage] why\n') == [
        (1, "eval_usage", "hefesto", "why")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"x = (  # hefesto: ignore[eval_usage] a\n    1,\n    {EVAL},\n)\n", [3]),
        (f"x = (\n    1,\n    {EVAL},\n)  # hefesto: ignore[eval_usage] a\n", [3]),
        (f"x = (\n    {EVAL},  # hefesto: ignore[eval_usage] a\n    {EVAL},\n)\n", [2]),
        (f"if (\n    {EVAL}\n):  # hefesto: ignore[eval_usage] a\n    {EVAL}\n", [2]),
        (f"if {EVAL}:  # hefesto: ignore[eval_usage] a\n    {EVAL}\n", [1]),
        (f"for _ in {EVAL}: {EVAL}  # hefesto: ignore[eval_usage] a\n", [1, 1]),
        (f"# hefesto: ignore[eval_usage] a\n{EVAL}\n", []),
        (f"{EVAL}\n# hefesto: ignore[eval_usage] a\n", []),
        (f"while (  # hefesto: ignore[eval_usage] a\n    {EVAL}\n):\n    {EVAL}\n", [2]),
    ],
)
def test_a_comment_speaks_for_its_line_or_from_an_end_for_its_statement(
    look: Look, text: str, expected: list[int]
) -> None:
    assert [line for line, rule, _, _ in silenced(look, text) if rule == "eval_usage"] == expected


@pytest.mark.parametrize("line", [1, 2, 3, 5])
def test_a_definition_is_silenced_from_any_end_of_its_header(look: Look, line: int) -> None:
    lines = ["@decorator", "def f(", "    a=1,", "    b=[],", "):", "    return a, b"]
    lines[line - 1] += "  # hefesto: ignore[mutable_default] shared on purpose"
    assert bool(silenced(look, "\n".join(lines))) is (line != 3)


def test_a_comment_in_a_function_does_not_speak_for_the_function(look: Look) -> None:
    text = "def f(a, b, c, d, e, g):\n    return a  # hefesto: ignore[too_many_parameters] x\n"
    assert "too_many_parameters" in rules_of(look, text)


def test_a_whole_file_may_opt_out_of_codes(look: Look) -> None:
    assert "eval_usage" not in rules_of(look, f"# ruff: noqa: S307\nx = 1\n{EVAL}\n")
    assert "eval_usage" not in rules_of(look, f"x = 1\n{EVAL}\n# flake8: noqa\n")
    assert "eval_usage" in rules_of(look, f"# ruff: noqa: E501\n{EVAL}\n")


def test_a_bare_noqa_speaks_only_for_what_other_linters_know(look: Look) -> None:
    text = "def f(a, b, c, d, e, g):  # noqa\n    return a\n"
    known_to_others = {rule for _, rule, _, _ in silenced(look, text)}
    assert "too_many_parameters" not in known_to_others or "too_many_parameters" not in rules_of(look, text)


def test_a_nosec_speaks_for_security_only(look: Look) -> None:
    assert "mutable_default" in rules_of(look, "def f(a=[]):  # nosec\n    return a\n")


def test_ruffs_own_codes_are_told_apart_within_one_rule(look: Look) -> None:
    both = "def f(a=[], b=print()):  # noqa: B008\n    return a, b\n"
    assert "mutable_default" in rules_of(look, both)


def test_a_file_that_does_not_parse_is_read_line_by_line() -> None:
    text = "lazy import os  # noqa: F401\nx = (  # nosec\n"
    assert [(s.by, s.line, s.first, s.last) for s in silencers(text, None)] == [("noqa", 1, 1, 1), ("nosec", 2, 2, 2)]


def test_both_ways_to_find_comments_agree() -> None:
    text = "import os  # noqa: F401\nx = 1  # hefesto: ignore[a, b] why  # nosec B101\n# ruff: noqa: E1\n"
    fast = silencers(text, Module("a.py", text, ast.parse(text)))
    slow = silencers(text.replace("x = 1", 'x = "#"'), Module("a.py", text, ast.parse(text)))
    assert fast == slow
    assert [(s.by, s.named, s.reason) for s in fast] == [
        ("noqa", ("F401",), ""),
        ("hefesto", ("a", "b"), "why"),
        ("nosec", ("B101",), ""),
        ("noqa", ("E1",), ""),
    ]
