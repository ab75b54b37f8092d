def read(items):
    l = items[0]  # hit
    O = items[1]  # hit
    for I in items:  # hit
        print(I)
    with items as l:  # hit
        print(l, O)
    line = items[0]
    o = items[1]
    i = items[2]
    L = items[3]
    return line, o, i, L


class I:  # hit
    pass


def l():  # hit
    return [x for x in "abc"]
