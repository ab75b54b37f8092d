import functools
import itertools
import operator


def flat(lists):
    first = sum(lists, [])  # hit
    second = functools.reduce(operator.add, lists)
    third = sum(map(len, lists))
    fourth = list(itertools.chain.from_iterable(lists))
    fifth = [item for items in lists for item in items]
    sixth = sum(lists, start=list())  # hit
    seventh = sum(lists, 0)
    return first, second, third, fourth, fifth, sixth, seventh
