def six(a, b, c, d, e, f):  # hit
    return a


def five(a, b, c, d, e):
    return a


class Shape:
    def area(self, a, b, c, d, e):
        return a

    def volume(self, a, b, c, d, e, *, f):  # hit
        return a
