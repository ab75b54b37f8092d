import collections


class Basket:
    items = []  # hit
    prices: dict = {}
    index = {}  # hit
    seen = collections.defaultdict(list)  # hit
    names = []
    kinds = ["a", "b"]
    limits = {"a": 1}
    per_instance = []
    registry = {}
    count = 0

    def __init__(self):
        self.per_instance = []

    def add(self, item):
        self.items.append(item)
        self.index[item.name] = item
        self.per_instance.append(item)
        self.seen.update(item.seen)
        self.count += 1

    def read(self, item):
        return self.names[0], self.kinds.index(item), self.limits[item], self.limits.get(item)

    @classmethod
    def register(cls, item):
        cls.registry[item.name] = item
        Basket.registry.update(item.more)


class Other:
    def add(self, item):
        self.names.append(item)
