"""What an expression is worth is read off the source, and no further."""

import ast
import time

import pytest

from analysis.engine.constants import UNKNOWN, constant, entries, value_of
from analysis.engine.module import Module


def value_of_x(code: str) -> object:
    module = Module("a.py", code, ast.parse(code))
    statement = next(one for one in module.nodes(ast.Assign) if ast.unparse(one.targets[0]) == "x")
    return constant(statement.value, module)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = 1", 1),
        ("x = 'a' 'b'", "ab"),
        ("x = 'a' + 'b'", "ab"),
        ("x = b'\\x00' * 4", b"\x00" * 4),
        ("x = 2 ** 10 * 2", 2048),
        ("x = 1 << 4 | 1", 17),
        ("x = 0o777 & ~0o022", 0o755),
        ("x = -1", -1),
        ("x = not True", False),
        ("x = [1, 'a']", (1, "a")),
        ("x = ()", ()),
        ("x = 'a'.encode()", "a"),
        ("BITS = 1024\nx = BITS * 2", 2048),
        ("A = 1\nB = A\nx = B", 1),
        ("A: int = 3\nx = A", 3),
    ],
)
def test_literals_and_names_bound_once_are_folded(code: str, expected: object) -> None:
    assert value_of_x(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "x = y",
        "x = f()",
        "x = x",
        "A = 1\nA = 2\nx = A",
        "for A in range(3): pass\nx = A",
        "A, B = 1, 2\nx = A",
        "x = 'a' + y",
        "x = [1, y]",
        "x = 'a' - 1",
        "x = 1 // 0",
        "x = f'{y}'",
        "x = 'a' * 10 ** 9",
        "x = 10 ** 10 ** 10",
        "x = 1 << 10 ** 9",
        "class A:\n    B = 1\nx = B",
    ],
)
def test_what_the_source_leaves_open_is_unknown(code: str) -> None:
    assert value_of_x(code) is UNKNOWN


def test_a_name_in_a_function_is_its_own() -> None:
    code = "verify = True\ndef f():\n    verify = False\n    x = verify\n"
    assert value_of_x(code) is False


def test_a_parameter_hides_the_modules_name() -> None:
    assert value_of_x("verify = False\ndef f(verify):\n    x = verify\n") is UNKNOWN


def test_a_function_sees_the_modules_name() -> None:
    assert value_of_x("verify = False\ndef f():\n    x = verify\n") is False


def test_names_of_names_cost_no_more_than_their_number() -> None:
    levels = "\n".join(f"a{n + 1} = a{n} + a{n} + a{n} + a{n}" for n in range(30))
    started = time.monotonic()
    assert value_of_x(f"a0 = 'x'\n{levels}\nx = a30") is UNKNOWN
    assert time.monotonic() - started < 1


def test_a_deep_sum_is_given_up() -> None:
    assert value_of_x("x = " + " + ".join(["'a'"] * 500)) is UNKNOWN


def test_the_expression_behind_a_name_is_found() -> None:
    code = "options = {'a': 1}\nuse(options)"
    module = Module("a.py", code, ast.parse(code))
    use = next(name for name in module.nodes(ast.Name) if isinstance(name.ctx, ast.Load) and name.id == "options")
    found = value_of(use, module)
    assert isinstance(found, ast.Dict)
    assert [name for name, _, _ in entries(found)] == ["a"]


def test_entries_are_those_with_a_text_for_a_key() -> None:
    dictionary = ast.parse("{'a': 1, 2: 3, **more, name: 4}", mode="eval").body
    assert isinstance(dictionary, ast.Dict)
    assert [name for name, _, _ in entries(dictionary)] == ["a"]
