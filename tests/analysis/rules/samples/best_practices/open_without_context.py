import contextlib
import csv
import gzip
import json


def read(path):
    text = open(path).read()  # hit
    data = json.load(open(path))  # hit
    rows = list(csv.reader(open(path)))  # hit
    lines = [line for line in gzip.open(path).readlines()]  # hit
    file = open(path)  # hit
    first = file.read()
    for line in file:
        print(line)
    return text, data, rows, lines, first


def right(path, stack):
    with open(path) as file:
        text = file.read()
    other = stack.enter_context(open(path))
    with contextlib.closing(open(path)) as third:
        third.read()
    fourth = open(path)
    try:
        text += fourth.read()
    finally:
        fourth.close()
    fifth = open(path)
    stack.push(fifth)
    sixth = open(path)
    with sixth:
        text += sixth.read()
    open(path, "w").close()
    return text, other


def hands_on(path):
    file = open(path)
    file.seek(5)
    return file


def handed_on(path):
    return open(path)


class Log:
    def __init__(self, path):
        self.file = open(path)
