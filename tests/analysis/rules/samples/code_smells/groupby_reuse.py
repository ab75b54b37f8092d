import itertools
from itertools import groupby


def tell(rows, keys):
    for key, group in itertools.groupby(rows):
        for other in keys:
            print(key, other, list(group))  # hit


def twice(rows):
    for key, group in groupby(rows):
        for row in group:
            print(key, row)
        for row in group:  # hit
            print(key, row)


def kept(rows, keys):
    for key, group in groupby(rows):
        found = list(group)
        for other in keys:
            print(key, other, found)


def once(rows):
    for key, group in groupby(rows):
        print(key, list(group))
    for key, group in rows:
        print(list(group), list(group))
