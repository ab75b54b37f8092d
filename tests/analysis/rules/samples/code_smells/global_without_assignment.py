global names  # hit

count = 0
names = []


def tell():
    global count  # hit
    print(count)


def grow():
    global count
    count += 1


def fill(name):
    names.append(name)


def replace(values):
    global names
    names = values
