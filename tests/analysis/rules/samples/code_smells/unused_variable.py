def total(items):
    result = sum(items)  # hit
    count: int = 0  # hit
    limit: int  # hit
    return items


def caught(source):
    try:
        return source.read()
    except OSError as error:  # hit
        return None


def used(items):
    result = sum(items)
    _ = items.pop()
    first, last = items
    with items.lock() as lock:
        lock.hold()
    return result


def by_locals(items):
    name = items.name
    return "{name}".format(**locals())


def kept(items):
    global total_so_far
    total_so_far = sum(items)


result = 5
