def check(a, b, items):
    if not a in items:  # hit
        return 1
    if not a is b:  # hit
        return 2
    if not a == b:  # hit
        return 3
    if not a != b:  # hit
        return 4
    if not (not a):  # hit
        return 5
    if a not in items:
        return 6
    if a is not b:
        return 7
    if a != b:
        return 8
    if not a:
        return 9
    if not (a in items or b in items):
        return 10
    return not a < b
