"""What the methods of a class have to do with each other."""

import ast

from analysis.engine.cohesion import cohesion, methods, touched
from analysis.engine.module import Module

CODE = """
class Shape:
    def __init__(this, size):
        this.size = size
        this.name = ""

    @property
    def area(self):
        return self.size

    def grow(self, other):
        self.size += other.weight
        return [self.name for _ in other]

    @staticmethod
    def unit():
        return 1

    def __len__(self):
        return self.length
"""


def test_methods_are_counted_without_properties_and_magic() -> None:
    node = ast.parse(CODE).body[0]
    assert isinstance(node, ast.ClassDef)
    assert [method.name for method in methods(node)] == ["__init__", "grow", "unit"]


def test_attributes_belong_to_the_method_that_touches_them() -> None:
    module = Module("a.py", CODE, ast.parse(CODE))
    found = methods(next(module.nodes(ast.ClassDef)))
    touches, assigned = touched(found, module)
    assert touches == [{"size", "name"}, {"size", "name"}, set()]
    assert assigned == {"size", "name"}


def test_cohesion_is_the_share_of_pairs_with_something_in_common() -> None:
    assert cohesion([{"a"}, {"a", "b"}, {"b"}, set()]) == 2 / 6
    assert cohesion([{"a"}]) == 1
