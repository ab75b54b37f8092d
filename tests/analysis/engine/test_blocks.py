"""Whether execution gets past a statement."""

import ast

import pytest

from analysis.engine.blocks import leaves, place_of
from analysis.engine.module import Module


def module(code: str) -> Module:
    return Module("a.py", code, ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError",
        "if a:\n    raise ValueError\nelse:\n    raise KeyError",
        "if a:\n    raise ValueError\nelif b:\n    raise OSError\nelse:\n    raise KeyError",
        "while True:\n    step()",
        "while 1:\n    for a in b:\n        break",
        "while True:\n    def f():\n        while a:\n            break",
        "import sys\nsys.exit(1)",
        "from sys import exit as leave\nleave()",
    ],
)
def test_nothing_comes_after(code: str) -> None:
    parsed = module(code)
    assert leaves(parsed.tree.body[-1], parsed)


@pytest.mark.parametrize(
    "code",
    [
        "a = 1",
        "if a:\n    raise ValueError",
        "if a:\n    raise ValueError\nelse:\n    b = 1",
        "while a:\n    raise ValueError",
        "while True:\n    break",
        "while True:\n    try:\n        a()\n    except ValueError:\n        break",
        "while True:\n    match a:\n        case 1:\n            break",
        "while True:\n    with a:\n        if b:\n            break",
        "while True:\n    for a in b:\n        pass\n    else:\n        break",
        "door.exit()",
        "with suppress(ValueError):\n    raise ValueError",
    ],
)
def test_something_may_come_after(code: str) -> None:
    parsed = module(code)
    assert not leaves(parsed.tree.body[-1], parsed)


def test_a_statement_knows_its_block_and_its_index_there() -> None:
    parsed = module("try:\n    a = 1\nexcept ValueError:\n    b = 2\nelse:\n    c = 3\nfinally:\n    d = 4")
    for node in parsed.nodes(ast.Assign):
        block, index = place_of(node, parsed)
        assert (len(block), block[index]) == (1, node)
