def same(a, log):
    if a:  # hit
        log.write("x")
        return 1
    else:
        log.write("x")
        return 1


def same_chain(a):
    if a == 1:  # hit
        return "x"
    elif a == 2:
        return "x"
    else:
        return "x"


def different(a, log):
    if a:
        log.write("x")
        return 1
    else:
        log.write("y")
        return 1


def chain_with_another_end(a):
    if a == 1:
        return "x"
    elif a == 2:
        return "x"
    else:
        return "y"


def without_else(a):
    if a == 1:
        return "x"
    elif a == 2:
        return "x"
    return "x"
