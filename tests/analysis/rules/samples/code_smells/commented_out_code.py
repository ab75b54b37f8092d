# A comment that explains, as comments should (most of the time).
import os

# import sys, json  # hit

LIMIT = 5  # old = 4


def area(width, height):
    # print("area", width, height)  # hit
    # The formula is area = width * height.
    # area = width * height
    return width * height


def volume(a, b, c):
    # if a < 0:  # hit
    #     raise ValueError("negative")
    # return abs(a) * b * c
    return a * b * c


def notes(path):
    # Call it like this:
    # notes("a.txt")
    # e.g.
    # x = notes("a.txt")
    # See os.path.join() for details.
    # >>> notes("b.txt")
    # type: ignore
    # TODO: return more of it
    # key: value
    # x = 5
    return os.fspath(path)


TEXT = """
# print("in a string")
# import this
"""
