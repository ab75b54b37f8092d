import os
import sys


def first(items, log):
    total = 0  # hit
    for item in items:
        if item is None:
            continue
        value = item.price * item.count
        if value < 0:
            log.warning("negative: %s", item)
            value = 0
        total += value
    log.info("total %s", total)
    return round(total, 2)


def between(items):
    return [item for item in items if item]


def second(items, log):
    log.info("start")
    total = 0
    for item in items:
        if item is None:
            continue

        value = item.price  *  item.count  # spaces and comments make no difference
        if value < 0:
            log.warning("below zero: %s", item)
            value = 0
        total += value
    log.info("sum %s", total)
    return round(total, 2)


def too_short(items):
    names = []
    for item in items:
        if item:
            names.append(item.name)
    return names


def too_short_as_well(items):
    names = []
    for item in items:
        if item:
            names.append(item.name)
    return names


class RedFormat:
    DATE = "d.m.y"
    TIME = "H:i"
    YEAR = "Y"
    MONTH = "F"
    DAY = "j"
    FIRST = 1
    SEPARATOR = ","
    THOUSANDS = "."
    GROUPING = 3
    INPUTS = ["a", "b"]
    OUTPUTS = ["c", "d"]


class BlueFormat:
    DATE = "d/m/y"
    TIME = "H.i"
    YEAR = "y"
    MONTH = "M"
    DAY = "d"
    FIRST = 1
    SEPARATOR = "."
    THOUSANDS = ","
    GROUPING = 3
    INPUTS = ["e", "f"]
    OUTPUTS = ["g", "h"]
