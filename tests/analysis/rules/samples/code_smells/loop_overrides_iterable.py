def walk(items, pairs):
    for items in items:  # hit
        print(items)
    for key, pairs in pairs.items():  # hit
        print(key, pairs)


def other(items, pairs):
    for item in items:
        print(item)
    for key, value in pairs.items():
        print(key, value)
    for item in items.items:
        print(item)
