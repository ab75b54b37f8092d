def total(items):
    result = 0  # hit
    result = sum(items)
    return result


def steps(items, out):
    first = items.load()  # hit
    out.clear()
    second = out.load()
    first = items.reload()
    return first, second


def read_in_between(items):
    result = items.load()
    items.check(result)
    result = items.reload()
    return result


def builds_on_itself(text):
    text = text.strip()
    text = text.lower()
    return text


def by_branch(a):
    kind = "none"
    if a:
        kind = "some"
    return kind


def seen_by_handler(source):
    try:
        state = "opening"
        state = source.open()
    except OSError:
        return state
    return state


def around_a_condition(a):
    value = 1
    if a:
        return value
    value = 2
    return value


def ignored(pair):
    _ = pair.first()
    _ = pair.second()


def shared():
    global counter
    counter = 1
    counter = 2


version = "1"
version = "2"
