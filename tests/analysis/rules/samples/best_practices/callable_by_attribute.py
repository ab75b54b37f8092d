def check(item, name):
    if hasattr(item, "__call__"):  # hit
        return 1
    if getattr(item, "__call__", False):  # hit
        return 2
    if callable(item):
        return 3
    if hasattr(item, "call"):
        return 4
    return hasattr(item, name)
