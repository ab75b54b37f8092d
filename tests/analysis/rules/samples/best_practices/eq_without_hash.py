import dataclasses


class Point:  # hit
    def __eq__(self, other):
        return self.x == other.x


class Pair:
    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)


class Bag:
    __hash__ = None

    def __eq__(self, other):
        return self.x == other.x


@dataclasses.dataclass(frozen=True)
class Size:
    x: int


class Plain:
    def __ne__(self, other):
        return self.x != other.x
