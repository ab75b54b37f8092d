def check(value):
    if value is None:
        ValueError("no value")  # hit
    if value < 0:
        RuntimeError(value)  # hit
    if value == 1:
        raise ValueError("one")
    error = ValueError("two")
    if value == 2:
        raise error
    return ValueError("three")
