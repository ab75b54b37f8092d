class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z  # hit


class Name:
    __slots__ = "name"  # hit

    def __init__(self, name):
        self.name = name


class Pair:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


class Open:
    def __init__(self, anything):
        self.anything = anything
