"""The literals that an expression may be worth."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.secrets.literals import literals


def texts(expression: str) -> list[tuple[str, bool]]:
    module = Module("a.py", f"x = {expression}", ast.parse(f"x = {expression}"))
    (assignment,) = module.nodes(ast.Assign)
    return [(found.text, found.is_fallback) for found in literals(assignment.value, module)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a'", [("a", False)]),
        ("b'a'", [("a", False)]),
        ("'a' + 'b'", [("ab", False)]),
        ("'a'.encode().strip()", [("a", False)]),
        ("bytes.fromhex('aa')", [("aa", False)]),
        ("SecretStr(base64.b64decode('a'))", [("a", False)]),
        ("'a' if c else 'b'", [("a", False), ("b", False)]),
        ("c or 'a'", [("a", True)]),
        ("'a' or 'b' or c", [("b", True)]),
        ("os.environ.get('K', 'a')", [("a", True)]),
        ("d.get(k, 'a')", []),
        ("d.get('a')", []),
        ("f('a')", []),
        ("f'{a}'", []),
        ("1", []),
        ("None", []),
        ("a", []),
    ],
)
def test_the_literals_of_an_expression_are_found(expression: str, expected: list[tuple[str, bool]]) -> None:
    assert texts(expression) == expected
