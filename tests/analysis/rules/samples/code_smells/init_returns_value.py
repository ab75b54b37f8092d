class Shape:
    def __init__(self, size):
        self.size = size
        return size  # hit


class Stream:
    def __init__(self, items):
        for item in items:
            yield item  # hit


class Fine:
    def __init__(self, size):
        if size is None:
            return
        self.size = size

        def area():
            return size

        self.area = area

    def __iter__(self):
        yield self.size


class Explicit:
    def __init__(self):
        return None
