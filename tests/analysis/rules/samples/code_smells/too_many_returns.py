def name(kind):  # hit
    if kind == 1:
        return "one"
    if kind == 2:
        return "two"
    if kind == 3:
        return "three"
    if kind == 4:
        return "four"
    if kind == 5:
        return "five"
    if kind == 6:
        return "six"
    return "many"


def fewer(kind):
    if kind == 1:
        return "one"
    if kind == 2:
        return "two"
    if kind == 3:
        return "three"
    if kind == 4:
        return "four"
    if kind == 5:
        return "five"
    return "many"


NAMES = {1: "one", 2: "two"}


def looked_up(kind):
    return NAMES.get(kind, "many")
