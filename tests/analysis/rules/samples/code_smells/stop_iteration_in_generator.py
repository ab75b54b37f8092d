def numbers(limit):
    for number in range(limit):
        if number > 5:
            raise StopIteration  # hit
        yield number


def more(limit):
    yield limit
    raise StopIteration("end")  # hit


def right(limit):
    for number in range(limit):
        if number > 5:
            return
        yield number


class Counter:
    def __next__(self):
        raise StopIteration


def caught(items):
    try:
        yield next(items)
    except StopIteration:
        return
