def count(items, n):
    for item in items:
        ++n  # hit
        ++item.count  # hit
        n += 1
        n = +n
        n = 1 + +n
    return n
