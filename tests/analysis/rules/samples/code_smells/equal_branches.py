def kind(a, b):
    if a == 1:  # hit
        return "x"
    elif b == 2:
        return "x"
    else:
        return "y"


def other(a, b):
    if a == 1:
        return "x"
    elif b == 2:
        return "y"
    elif b == 3:
        return "x"
    else:
        return "z"


def apart(a, b):
    if a == 1:
        return "x"
    if b == 2:
        return "x"
    return "y"
