def build(items, pairs):
    a = list(x for x in items if x.y)  # hit
    b = set(x.y for x in items)  # hit
    c = dict((x, x.y) for x in items)  # hit
    d = set([x.y for x in items])  # hit
    e = dict([(x, x.y) for x in items])  # hit
    f = [x for x in items]  # hit
    g = any([x.y for x in items])  # hit
    h = {x: None for x in items}  # hit
    i = [x.y for x in items]
    j = {x.y for x in items}
    k = {x: x.y for x in items}
    l = any(x.y for x in items)
    m = list(items)
    n = {x: [] for x in items}
    o = [x for x in items if x]
    p = {key: value for value, key in pairs}
    return a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p
