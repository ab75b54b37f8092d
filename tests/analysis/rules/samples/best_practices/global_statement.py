count = 0
names = []


def grow():
    global count  # hit
    count += 1


def load():
    global count, names  # hit
    names = ["a"]
    count = 1


def read():
    return count


def fill(name):
    names.append(name)


def make():
    value = 0

    def step():
        nonlocal value
        value += 1
        return value

    return step
