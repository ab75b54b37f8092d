def kind(value, other):
    if value is "text":  # hit
        return 1
    if value is not 5:  # hit
        return 2
    if value is ():  # hit
        return 3
    if value == "text":
        return 4
    if value is None or value is True:
        return 5
    if value is other:
        return 6
    return value is ...
