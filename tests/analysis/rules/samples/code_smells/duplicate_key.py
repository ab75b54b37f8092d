def colours(key, names):
    table = {
        "red": 1,
        "green": 2,
        "red": 3,  # hit
    }
    other = {
        key: 1,
        key: 2,  # hit
    }
    wanted = {"a", "b", "a"}  # hit
    static = {"name": name for name in names}  # hit
    return table, other, wanted, static


def fine(key, names):
    table = {"red": 1, "Red": 2, **{"red": 3}}
    other = {key: 1, f"{key}": 2}
    wanted = {"a", "b"}
    found = {name: name for name in names}
    return table, other, wanted, found
