def check(value):
    if value is None:
        raise "no value"  # hit
    if value < 0:
        raise 5  # hit
    if value == 1:
        raise ValueError("one")
    if value == 2:
        raise ValueError
    if value == 3:
        raise value
    return value
