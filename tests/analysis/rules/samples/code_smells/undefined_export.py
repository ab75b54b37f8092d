from math import floor

__all__ = ["floor", "ceil", "area"]  # hit
__all__ += ["volume", 5]  # hit
__all__ += ["volume"]


def area(width, height):
    return width * height


def volume(width, height, depth):
    return floor(width * height * depth)
