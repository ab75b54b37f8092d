def choose(a, b):
    if (a, b):  # hit
        return 1
    if a or True:  # hit
        return 2
    if a and not a:  # hit
        return 3
    if 5 == 6:  # hit
        return 4
    if a and False:  # hit
        return 5
    if a or not a:  # hit
        return 6
    return True if a else True  # hit


def real(a, b):
    if (a or b):
        return 1
    if a or b is True:
        return 2
    if a and not b:
        return 3
    if a == 6:
        return 4
    while True:
        a += 1
        if a in (1, 2):
            return a
