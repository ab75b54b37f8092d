def find(items):  # hit
    for item in items:
        if item:
            return item


def name(kind):  # hit
    if kind == 1:
        return "one"


def both(kind):
    if kind == 1:
        return "one"
    return None


def procedure(items):
    for item in items:
        if item is None:
            return
        item.close()


def raises(kind):
    if kind == 1:
        return "one"
    raise ValueError(kind)


def all_cases(kind):
    if kind == 1:
        return "one"
    else:
        return "two"
