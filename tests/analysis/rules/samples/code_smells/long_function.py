"""The limit is 50 lines of code."""


def short(items):
    """Say much about little.

    A docstring does not count.
    """
    # Neither do comments,

    # nor blank lines.
    return items


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
    a += 10
    a += 11
    a += 12
    a += 13
    a += 14
    a += 15
    a += 16
    a += 17
    a += 18
    a += 19
    a += 20
    a += 21
    a += 22
    a += 23
    a += 24
    a += 25
    a += 26
    a += 27
    a += 28
    a += 29
    a += 30
    a += 31
    a += 32
    a += 33
    a += 34
    a += 35
    a += 36
    a += 37
    a += 38
    a += 39
    a += 40
    a += 41
    a += 42
    a += 43
    a += 44
    a += 45
    a += 46
    a += 47
    a += 48
    a += 49
    return a


def text():
    """Return a text of many lines: it counts as one."""
    return """
        1
        2
        3
        4
        5
        6
        7
        8
        9
        10
        11
        12
        13
        14
        15
        16
        17
        18
        19
        20
        21
        22
        23
        24
        25
        26
        27
        28
        29
        30
        31
        32
        33
        34
        35
        36
        37
        38
        39
        40
        41
        42
        43
        44
        45
        46
        47
        48
        49
        50
    """


def outer(a):
    """Count without what is defined inside."""

    def first(b):
        b += 1
        b += 2
        b += 3
        b += 4
        b += 5
        b += 6
        b += 7
        b += 8
        b += 9
        b += 10
        b += 11
        b += 12
        b += 13
        b += 14
        b += 15
        b += 16
        b += 17
        b += 18
        b += 19
        b += 20
        return b

    def second(b):
        b += 1
        b += 2
        b += 3
        b += 4
        b += 5
        b += 6
        b += 7
        b += 8
        b += 9
        b += 10
        b += 11
        b += 12
        b += 13
        b += 14
        b += 15
        b += 16
        b += 17
        b += 18
        b += 19
        b += 20
        return b

    a += 1
    a += 2
    a += 3
    a += 4
    a += 5
    a += 6
    a += 7
    a += 8
    a += 9
    return first(second(a))
