def check(value, other):
    if type(value) == int:  # hit
        return 1
    if type(value) != type(other):  # hit
        return 2
    if isinstance(value, int):
        return 3
    if type(value) is int:
        return 4
    if type(value) in {int, str}:
        return 5
    if type(value).__name__ == "int":
        return 6
    return value == other
