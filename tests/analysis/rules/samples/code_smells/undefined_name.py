import math


def area(radius):
    return radius**2 * pi  # hit


def grow(size):
    print(FACTOR)  # hit
    FACTOR = 2
    return size * FACTOR


def known(radius):
    return radius**2 * math.pi * len([radius]) * FACTOR


class Shape:
    def copy(self) -> "Shape":
        return type(self)()

    def other(self) -> "Square":  # hit
        return self


FACTOR = 2
try:
    unicode
except NameError:
    unicode = str
