import json
import os
import typing
from re import match

import json  # hit


def test_total():
    assert os.sep and match


def test_total():  # hit
    assert json


def later():
    return 1


class Shape:
    @property
    def width(self):
        return 1

    @width.setter
    def width(self, value):
        self.value = value

    @typing.overload
    def area(self, a: int) -> int: ...

    @typing.overload
    def area(self, a: str) -> str: ...

    def area(self, a):
        return a


if os.sep == "/":

    def join(a, b):
        return a + b
else:

    def join(a, b):
        return b + a


def loops(paths):
    for os in paths:  # hit
        print(os)
