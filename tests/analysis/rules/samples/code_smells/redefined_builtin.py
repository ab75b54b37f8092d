from os import open  # hit
from json import load


def total(list):  # hit
    sum = 0  # hit
    for item in list:
        sum += item
    return sum


len = 5  # hit


def fast(items, sorted=sorted, *, str=str):
    return [str(item) for item in sorted(items)]


class Query:
    all = None
    set: int = 1

    def any(self):
        return self.all

    def dict(self):
        return {}


def words(id, type, format, min, max, input, filter):
    hash = id
    return hash, type, format, min, max, input, filter, load


def names(list_, user_list):
    return list_, user_list
