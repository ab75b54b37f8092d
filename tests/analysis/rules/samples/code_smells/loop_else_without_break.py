def find(items):
    for item in items:
        if item:
            return item
    else:  # hit
        print("nothing")
    while items:
        items.pop()
    else:  # hit
        print("empty")


def right(items):
    for item in items:
        if item:
            break
    else:
        print("nothing")
    while items:
        if items.pop():
            break
    else:
        print("empty")
    for item in items:
        print(item)
