def move(point, table):
    point.x: point.y  # hit
    table["a"]: 5  # hit
    point.y = 5
    table["b"] = 5
    z: int
    w: int = 5
    z = w
    return z


class Point:
    x: int

    def __init__(self):
        self.x: int = 5
