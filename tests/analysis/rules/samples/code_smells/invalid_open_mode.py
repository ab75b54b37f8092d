def read(path, mode):
    with open(path, "rw") as first:  # hit
        first.read()
    with open(path, mode="z") as second:  # hit
        second.read()
    with open(path, "rb") as third:
        third.read()
    with open(path, mode) as fourth:
        fourth.read()
    with open(path) as fifth:
        fifth.read()
    with open(path, "x+b") as sixth:
        sixth.read()
