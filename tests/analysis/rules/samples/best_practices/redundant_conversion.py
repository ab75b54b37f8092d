def build(items):
    a = set(["a", "b"])  # hit
    b = dict([("a", 1)])  # hit
    c = tuple([1, 2])  # hit
    d = list([1, 2])  # hit
    e = list([x.y for x in items])  # hit
    f = list(sorted(items))  # hit
    g = sorted(list(items))  # hit
    h = set(items[::-1])  # hit
    i = dict({"a": 1})  # hit
    for x in list(["a", "b"]):  # hit
        print(x)
    for x in list((1, 2)):  # hit
        print(x)
    j = {"a", "b"}
    k = tuple(items)
    l = sorted(items)
    m = list(reversed(items))
    n = list(items)
    for x in list(items):
        items.remove(x)
    for x in (1, 2):
        print(x)
    return a, b, c, d, e, f, g, h, i, j, k, l, m, n
