def flat(items):
    for item in items:
        if item:
            with item as inner:
                if inner:
                    return inner
    return None


def deep(items):
    for item in items:
        if item:
            with item as inner:
                while inner:
                    if inner.next:  # hit
                        return inner
                    if inner.last:
                        return None
    return None


def chain(kind):
    for part in kind:
        if part == 1:
            pass
        elif part == 2:
            pass
        elif part == 3:
            while part:
                try:
                    part.step()
                except ValueError:
                    part.stop()
    return kind


def alternatives(kind):
    if kind == 1:
        return 1
    else:
        if kind == 2:
            return 2
        else:
            if kind == 3:
                return 3
            else:
                if kind == 4:
                    return 4
                else:
                    if kind == 5:  # hit
                        return 5
    return 0


def outer(items):
    for item in items:
        if item:
            with item:
                while item:

                    def inner(part):
                        if part:
                            return 1
                        return 2

                    item.map(inner)


def routes(message):
    match message:
        case {"kind": kind}:
            match kind:
                case "a":
                    for part in message:
                        if part:
                            return part
