def six(a, b, c, d, e, f):  # hit
    return a


def five(a, b, c, d, e):
    return a


def optional(a, b=1, c=2, *, d=3, e=4, f=5):  # hit
    return a


def unnamed(a, b, c, d, e, *more, **options):
    return a


class Shape:
    def area(self, a, b, c, d, e):
        return a

    def volume(self, a, b, c, d, e, *, f):  # hit
        return a

    @classmethod
    def make(cls, a, b, c, d, e):
        return a
