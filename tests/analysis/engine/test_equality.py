"""Code is the same whatever its place."""

import ast

import pytest

from analysis.engine.equality import is_repeatable, same


def expression(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


@pytest.mark.parametrize(
    ("left", "right"),
    [("a.b[0]", "a . b[ 0 ]"), ("f(x, *y, k=1)", "f(x,\n*y, k=1)"), ("'a' 'b'", "'ab'"), ("lambda x: x", "lambda x:x")],
)
def test_layout_makes_no_difference(left: str, right: str) -> None:
    assert same(expression(left), expression(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [("a", "b"), ("a < b", "a > b"), ("f(x)", "f(x, y)"), ("1", "1.0"), ("1", "True"), ("a", "a.a"), ("[a]", "(a,)")],
)
def test_other_code_is_other_code(left: str, right: str) -> None:
    assert not same(expression(left), expression(right))


def test_reading_and_writing_a_name_are_the_same_code() -> None:
    assignment = ast.parse("a = a").body[0]
    assert isinstance(assignment, ast.Assign)
    assert same(assignment.targets[0], assignment.value)


def test_what_may_change_between_two_evaluations_is_not_repeatable() -> None:
    assert is_repeatable(expression("a.b + c[1]"))
    assert not any(is_repeatable(expression(code)) for code in ("a.pop()", "(n := 1)", "[x() for x in y]"))
