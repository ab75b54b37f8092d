def mixed(a, b, c, d, e, f):
    if a and b or c and d or e and f:  # hit
        return 1
    if (a or b) and (c or d) and not (e and f):  # hit
        return 2
    if a and b or c and d or e:
        return 3
    return 4


def flat(a, b, c, d, e, f, g):
    return a and b and c and d and e and f and g


def equal(self, other):
    return (
        self.a == other.a
        and self.b == other.b
        and self.c == other.c
        and self.d == other.d
        and self.e == other.e
        and self.f == other.f
    )


def flat_but_endless(a, b, c, d, e, f, g, h, i, j, k):
    return a or b or c or d or e or f or g or h or i or j or k  # hit


def negated(a, b, c):
    return not a and not b and not c
