"""An expression is dangerous where one text can be read in very many ways, and only there."""

import re
import time

import pytest

from analysis.engine.backtracking import danger

DANGEROUS = [
    (r"^(a+)+$", "a"),
    (r"^([a-z]+)*x$", "a"),
    (r"^(a*)*b", "a"),
    (r"^(\w+\s?)*$", "a"),
    (r"^(\s*\w+)*!", "a"),
    (r"^([\w.]+\.)+x$", "."),
    (r"(.*,)*end", ","),
    (r"^(?:\d+|\d\d)*x", "0"),
    (r'"(?:[^"]|\\.)*"', "\\"),
    (r"^(a+){30,}$", "a"),
    (r"^(?:(?:a+))+b", "a"),
]
HARMLESS = [
    r"a+b+",
    r"^(\w+\.)+x$",
    r"^(\s+\w+)*$",
    r"^(a+b)*$",
    r"(a+)+",
    r"^(\w++\s?)*$",
    r"^(?>(a+))+$",
    r"^(a+){1,3}$",
    r"^(ab|cd)*$",
    r"^(a|b)*$",
    r"^(\w|\d)*x",
    r"^((ab*)*)c",
    r"^(\d{3}-)*x",
    r'"(?:[^"\\]|\\.)*"',
    r"^([^,]*,)*x$",
    r"(unclosed",
    r"*",
    "(a)" * 3000,
]


@pytest.mark.parametrize(("pattern", "character"), DANGEROUS)
def test_an_ambiguous_repetition_is_dangerous(pattern: str, character: str) -> None:
    found = danger(pattern)
    assert found is not None
    if character.isalnum():
        assert found.repeated.isalnum()
    else:
        assert found.repeated == character


@pytest.mark.parametrize("pattern", HARMLESS)
def test_other_repetitions_are_not(pattern: str) -> None:
    assert danger(pattern) is None


def test_a_repetition_at_the_end_is_dangerous_where_the_whole_text_must_match() -> None:
    assert danger(r"(a+)+") is None
    assert danger(r"(a+)+", whole=True) is not None


def test_blanks_of_a_verbose_expression_do_not_count() -> None:
    assert danger(r"^ ( a + ) + $", re.VERBOSE) is not None


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"^(\w+\s?)*$", r"^(\s*\w+)*!$"])
def test_what_is_called_dangerous_takes_twice_the_time_for_a_character_more(pattern: str) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        assert re.match(pattern, "a" * length + "?") is None
        return time.process_time() - started

    assert danger(pattern) is not None
    assert seconds(21) > 4 * seconds(16)


def test_hostile_expressions_are_given_up_quickly() -> None:
    started = time.process_time()
    danger("(" * 150 + "a" + ")+" * 150 + "b")
    danger("(a|b)+" * 800 + "x")
    danger("[" + "a-z" * 1000 + "]+)+")
    assert time.process_time() - started < 2
