import functools


def handlers(names):
    found = []
    for name in names:
        found.append(lambda: name.upper())  # hit
    for name in names:

        def greet():
            return name.lower()  # hit

        found.append(greet)
    return found


def bound(names):
    found = []
    for name in names:
        found.append(lambda name=name: name.upper())
        found.append(functools.partial(str.upper, name))
        found.append(sorted(names, key=lambda other: other))
    return found


def at_once(names):
    return [max(names, key=lambda name: len(name)) for _ in names]
