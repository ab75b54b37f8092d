import contextvars
from dataclasses import dataclass, field


def add(item, items=[]):  # hit
    items.append(item)
    return items


def index(key, found: dict = {}):  # hit
    return found.setdefault(key, 1)


current = contextvars.ContextVar("current", default=[])  # hit
table = dict.fromkeys("abc", [])  # hit


@dataclass
class Order:
    lines: list = []  # hit
    notes: list = field(default_factory=list)


def join(item, items=None, separator=()):
    items = [] if items is None else items
    return [*items, item, *separator]


def lookup(key, names=frozenset({"a"}), *, depth=0):
    return key in names or depth


other = contextvars.ContextVar("other", default=None)
flags = dict.fromkeys("abc", 0)
