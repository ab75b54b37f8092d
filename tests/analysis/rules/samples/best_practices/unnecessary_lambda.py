from dataclasses import dataclass, field


@dataclass
class Order:
    lines: list = field(default_factory=lambda: [])  # hit
    notes: list = field(default_factory=list)


def build(items):
    first = map(lambda x: str(x), items)  # hit
    second = (lambda x: x + 1)(5)  # hit
    third = map(str, items)
    fourth = map(lambda x: str(x, "utf-8"), items)
    fifth = map(lambda x: x.name, items)
    sixth = sorted(items, key=lambda x: -x)
    return first, second, third, fourth, fifth, sixth
