import enum


class Order:
    number = 1
    customer = "x"
    number = 2  # hit

    def total(self):
        number = 1
        number = 2
        return number


class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 1  # hit
    CYAN = enum.auto()
    PINK = enum.auto()


class Other:
    number = 1
    count = 1
