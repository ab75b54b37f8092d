square = lambda x: x * x  # hit


def build(items):
    key = lambda item: item.name  # hit
    items.sort(key=lambda item: item.size)
    table = {"double": lambda x: 2 * x}
    items.key = lambda item: item.name
    return sorted(items, key=key), table


def double(x):
    return 2 * x
