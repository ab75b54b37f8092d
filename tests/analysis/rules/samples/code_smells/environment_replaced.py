import copy
import os


def isolate(values):
    os.environ = {}  # hit
    before = copy.copy(os.environ)  # hit
    kept = os.environ.copy()
    os.environ.clear()
    os.environ.update(values)
    os.environ["A"] = "b"
    again = copy.deepcopy(os.environ)
    other = copy.copy(values)
    return before, kept, again, other
