def check(value, other):
    if value == True:  # hit
        return 1
    if False != other:  # hit
        return 2
    if value:
        return 3
    if not other:
        return 4
    if value is True:
        return 5
    if value == 1:
        return 6
    return value == other
