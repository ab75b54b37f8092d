def small(a):
    if a < 5:  # hit
        return True
    else:
        return False


def other(a, b):
    first = True if a else False  # hit
    second = False if a == b else True  # hit
    third = bool(a)
    fourth = a == b
    fifth = 1 if a else 0
    return first, second, third, fourth, fifth


def some(items):
    for item in items:
        if item:
            return True
    return False


def text(a):
    if a:
        return "true"
    return "false"
