import abc


class Shape:
    def area():  # hit
        return 0

    def scale(factor):  # hit
        return factor

    def move(self, x, y):
        return self, x, y

    def grow(*args):
        return args

    @staticmethod
    def unit():
        return 1

    @classmethod
    def make(cls):
        return cls()

    @property
    def width(this):
        return this

    def _wrap(function):
        return function

    def guard(function):
        return function

    @guard
    def turn(self):
        return self

    spin = _wrap(turn)

    def __new__(kind):
        return object.__new__(kind)


class Meta(type):
    def build(mcs):
        return mcs

    def of(kind):
        return kind


def outside(factor):
    def inside():
        return factor

    return inside
