def check(value, other):
    if value == None:  # hit
        return 1
    if None != other:  # hit
        return 2
    if value is None:
        return 3
    if other is not None:
        return 4
    if value in (None, other):
        return 5
    return value == other
