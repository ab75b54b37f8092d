"""The names around an expression tell what it is for."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.purpose import identifiers, words_around, words_in, words_of_uses


def around(code: str) -> frozenset[str]:
    module = Module("a.py", code, ast.parse(code))
    return words_around(draw_in(module), module)


def draw_in(module: Module) -> ast.Call:
    return next(call for call in module.nodes(ast.Call) if ast.unparse(call.func) == "draw")


@pytest.mark.parametrize(
    "code",
    [
        "reset_token = draw()",
        "reset_token = ''.join(str(draw()) for _ in range(6))",
        "user.reset_token = draw()",
        "row['reset_token'] = draw()",
        "reset_token: int = draw()",
        "reset_token += draw()",
        "send(reset_token=draw())",
        "send({'reset_token': draw()})",
        "save('reset_token', draw())",
        "make_reset_token(draw())",
        "def reset_token():\n    return draw()",
        "if reset_token == draw(): pass",
    ],
)
def test_a_value_is_for_what_gets_it(code: str) -> None:
    assert {"reset", "token"} <= around(code)


@pytest.mark.parametrize(
    "code",
    [
        "draw()",
        "token = 1\ndraw()",
        "token.size(1, draw)(draw())",
        "send(token, size=draw())",
        "send({token: 1, 'a': draw()})",
    ],
)
def test_names_elsewhere_say_nothing(code: str) -> None:
    assert "token" not in around(code)


def test_a_variable_passes_on_what_its_uses_say() -> None:
    code = "def f(user):\n    value = draw()\n    user.token = value\ndef g(user, value):\n    user.size = value"
    module = Module("a.py", code, ast.parse(code))
    assert words_of_uses(draw_in(module), module) == {"user", "token"}


def test_an_expression_that_is_not_kept_has_no_uses() -> None:
    module = Module("a.py", "draw()", ast.parse("draw()"))
    assert words_of_uses(draw_in(module), module) == frozenset()


def test_the_names_of_an_expression_are_its_variables_attributes_and_keys() -> None:
    expression = ast.parse("user.email + request.form['first_name'] + str(2)", mode="eval").body
    assert set(identifiers(expression)) == {"user", "email", "request", "form", "first_name", "str"}
    assert words_in(expression) >= {"first", "name", "email"}
