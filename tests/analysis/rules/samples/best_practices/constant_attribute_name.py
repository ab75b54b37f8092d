def read(item, name):
    first = getattr(item, "name")  # hit
    setattr(item, "name", 5)  # hit
    second = getattr(item, name)
    third = getattr(item, "name", None)
    fourth = item.name
    setattr(item, name, 5)
    item.size = 5
    fifth = getattr(item, "two words")
    return first, second, third, fourth, fifth
