"""Which function and class each line belongs to."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.scopes import names_at, stretches

TEXT = """\
import os
@decorated(
    1)
def f(a,
      b):
    def inner(): return 1
    x = lambda: 2
    return inner
y = 1
class Outer:
    z = 1
    def method(self):
        class Local:
            def deep(self):
                pass
            w = 1
        async def nested():
            pass
        return 1
    class Inner:
        def m(self): pass
v = 1; w = 2
"""
EXPECTED = {
    1: (None, None),
    2: ("f", None),
    5: ("f", None),
    6: ("f.inner", None),
    7: ("f", None),
    8: ("f", None),
    9: (None, None),
    10: (None, "Outer"),
    11: (None, "Outer"),
    12: ("method", "Outer"),
    13: ("method", "Outer.Local"),
    14: ("deep", "Outer.Local"),
    15: ("deep", "Outer.Local"),
    16: ("method", "Outer.Local"),
    17: ("method.nested", "Outer"),
    19: ("method", "Outer"),
    20: (None, "Outer.Inner"),
    21: ("m", "Outer.Inner"),
    22: (None, None),
    99: (None, None),
}


@pytest.mark.parametrize("line", EXPECTED)
def test_a_line_belongs_to_the_innermost_function_and_class_around_it(line: int) -> None:
    assert names_at(line, stretches(Module("a.py", TEXT, ast.parse(TEXT)))) == EXPECTED[line]


def test_a_file_that_could_not_be_parsed_has_none() -> None:
    assert names_at(5, []) == (None, None)
