def limit(a, b, c):
    if a < b:  # hit
        a = b
    d = a if a < b else b  # hit
    e = max(a, max(b, c))  # hit
    f = min(a, b)
    g = max(a, b, c)
    if a < b:
        a = c
    h = a if a < b else c
    i = max(a, min(b, c))
    return a, d, e, f, g, h, i
