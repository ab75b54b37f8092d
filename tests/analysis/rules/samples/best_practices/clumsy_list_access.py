def pick(items, file):
    first = list(items)[0]  # hit
    second = sorted(items)[0]  # hit
    third = sorted(items, key=len)[-1]  # hit
    for index, item in enumerate(items):
        print(items[index])  # hit
    with open(file) as opened:
        for line in opened.readlines():  # hit
            print(line)
    found = []
    for item in items:
        found.append(item)  # hit
    fourth = next(iter(items))
    fifth = min(items)
    for index, item in enumerate(items):
        print(index, item)
    for line in file:
        print(line)
    sixth = list(items)[1]
    seventh = sorted(items)[1]
    for item in items:
        found.append(item.name)
    return first, second, third, fourth, fifth, sixth, seventh
