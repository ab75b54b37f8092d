def just_over(a, b, c):  # hit
    if a and b or c:
        return [x for x in a if x]
    return 0


def at_the_limit(a, b):
    if a and b:
        return [x for x in a]
    elif b:
        return 1
    return 0


def outer(a):
    def inner(b):  # hit
        if b > 0 and a:
            return 1
        for x in b:
            assert x and a
        else:
            return 2
        return 3

    return inner if a else None


def with_lambda(items):
    return sorted(items, key=lambda item: item.a and item.b or item.c)


class Shape:
    sides = [n for n in range(9) if n if n > 1 if n > 2 if n > 3 if n > 4]

    def area(self, kind):  # hit
        match kind:
            case "square":
                return 1
            case "circle":
                return 2
            case "triangle":
                return 3
            case "line":
                return 4
            case "point":
                return 5
            case _:
                return 0

    def fill(self, kind):
        match kind:
            case "a":
                return 1
            case "b":
                return 2
            case "c":
                return 3
            case "d":
                return 4
            case _:
                return 0


def attempts(source):
    try:
        value = source()
    except ValueError:
        return 1
    except (KeyError, IndexError):
        return 2
    else:
        return value
    finally:
        source.close()


@decorated(lambda a: a and a and a and a and a and a)
def with_defaults(a=1 if True else 2, b=[x for x in range(3) if x if x if x if x]):
    return a


async def stream(source):  # hit
    async for part in source:
        while part:
            part = part and part.next or None
    return [part async for part in source if part]
