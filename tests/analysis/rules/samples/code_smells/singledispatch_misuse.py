from functools import singledispatch, singledispatchmethod


class Shape:
    @singledispatch  # hit
    def draw(self, value):
        return value

    @singledispatchmethod
    def scale(self, value):
        return value

    @singledispatchmethod
    @classmethod
    def of(cls, value):
        return cls, value


@singledispatchmethod  # hit
def area(value):
    return value


@singledispatch
def volume(value):
    return value
