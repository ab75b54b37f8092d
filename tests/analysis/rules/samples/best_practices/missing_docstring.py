import abc  # hit


def short(a):
    return a


def long(a):  # hit
    a += 1
    a += 2
    a += 3
    a += 4
    a += 5
    a += 6
    a += 7
    a += 8
    a += 9
    return a


def told(a):
    """Add numbers."""
    a += 1
    a += 2
    a += 3
    a += 4
    a += 5
    a += 6
    a += 7
    a += 8
    a += 9
    return a


def _private(a):
    a += 1
    a += 2
    a += 3
    a += 4
    a += 5
    a += 6
    a += 7
    a += 8
    a += 9
    return a


class Machine:  # hit
    speed = 1

    def run(self, a):  # hit
        a += 1
        a += 2
        a += 3
        a += 4
        a += 5
        a += 6
        a += 7
        a += 8
        a += 9
        return a

    @property
    def size(self):
        return 1

    def __enter__(self, a):
        a += 1
        a += 2
        a += 3
        a += 4
        a += 5
        a += 6
        a += 7
        a += 8
        a += 9
        return a


class Failed(Exception):
    code = 1


class Pump(Machine):
    """Pump water."""

    class Meta:
        a = 1
        b = 2
        c = 3
        d = 4
        e = 5
        f = 6
        g = 7
        h = 8
        i = 9
        j = 10

    def run(self, a):
        a += 1
        a += 2
        a += 3
        a += 4
        a += 5
        a += 6
        a += 7
        a += 8
        a += 9
        return a


class Engine(abc.ABC):  # hit
    """  """

    a = 1
    b = 2
    c = 3
    d = 4
    e = 5
    f = 6
    g = 7
    h = 8
