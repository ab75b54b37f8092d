"""Calls are found by method and by keyword, and arguments by name or position."""

import ast

import pytest

from analysis.engine.call_sites import argument, arguments, called, method_calls, passed
from analysis.engine.module import Module


def module(code: str) -> Module:
    return Module("a.py", code, ast.parse(code))


def call(code: str) -> ast.Call:
    return next(module(code).nodes(ast.Call))


@pytest.mark.parametrize("code", ["f(1, 2)", "f(1, key=2)", "f(key=2)", "f(*[], key=2)"])
def test_an_argument_is_found_by_name_or_position(code: str) -> None:
    found = argument(call(code), "key", 1)
    assert isinstance(found, ast.Constant)
    assert found.value == 2


@pytest.mark.parametrize("code", ["f()", "f(1)", "f(*values)", "f(*values, 2)", "f(**options)", "f(other=2)"])
def test_an_argument_that_is_not_in_sight_is_none(code: str) -> None:
    assert argument(call(code), "key", 1) is None


def test_every_argument_counts() -> None:
    assert [ast.unparse(value) for value in arguments(call("f(a, *b, c=d, **e)"))] == ["a", "*b", "d", "e"]


def test_methods_are_found_on_anything() -> None:
    parsed = module("a.login(1)\nb().c.login(2)\nlogin(3)\na.logout()")
    assert [ast.unparse(one) for one in method_calls(parsed, "login", "logout")] == [
        "a.login(1)",
        "b().c.login(2)",
        "a.logout()",
    ]


def test_keywords_are_found_in_calls_only() -> None:
    parsed = module("f(verify=False)\nclass A(verify=False): pass\ng(verify=1)")
    assert [ast.unparse(found.call.func) for found in passed(parsed, "verify")] == ["f", "g"]


@pytest.mark.parametrize(
    ("code", "name"),
    [("import a\na.b()", "a.b"), ("from a import b as c\nc()", "a.b"), ("f().b()", "b"), ("(lambda: 1)()", "")],
)
def test_what_is_called_has_its_whole_name_where_it_has_one(code: str, name: str) -> None:
    parsed = module(code)
    assert called(next(parsed.nodes(ast.Call)), parsed) == name
