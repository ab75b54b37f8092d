"""What values are made of: sequences, mappings, objects, functions of the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from analysis.engine.flow.values import (
    DATA,
    HOLE,
    NOT_CONSTANT,
    TRUSTED,
    UNKNOWN,
    Shape,
    Value,
    constant,
    derived,
    join,
    join_all,
    merged,
    traces,
)

if TYPE_CHECKING:
    from analysis.engine.flow.definitions import Class, Function

MOST_ITEMS = 64
MOST_VALUES = 400  # in one value, however deep


def _bounded(values: Iterable[Value]) -> tuple[tuple[Value, ...], int]:
    """The values and how many there are with all inside; flat, if those are too many."""
    known = tuple(values)
    size = len(known) + sum(value.shape.size for value in known if value.shape is not None)
    if size <= MOST_VALUES:
        return known, size
    return tuple(v if v.shape is None else Value(taint=traces(v), trusted=v.trusted) for v in known), len(known)


class Items(Shape):
    """A list, tuple or set: its items in order, or what any item may be."""

    __slots__ = ("items", "rest")

    def __init__(self, items: tuple[Value, ...] | None, rest: Value = UNKNOWN) -> None:
        several, self.size = _bounded((rest,) if items is None else items)
        known = items is not None and len(several) <= MOST_ITEMS
        self.items = several if known else None
        self.rest = UNKNOWN if known else join_all(several)  # what any item may be, where they are not known one by one

    def inner(self) -> Iterable[Value]:
        """The values inside."""
        return (self.rest,) if self.items is None else self.items

    @property
    def element(self) -> Value:
        """What any one item may be."""
        return self.rest if self.items is None else join_all(self.items)

    def merge(self, other: Shape) -> Shape | None:
        """What both have in common."""
        if not isinstance(other, Items):
            return None
        if self.items is not None and other.items is not None and len(self.items) == len(other.items):
            return Items(tuple(join(a, b) for a, b in zip(self.items, other.items, strict=True)))
        if self.items == ():
            return Items(None, other.element)
        return Items(None, self.element if other.items == () else join(self.element, other.element))


class Table(Shape):
    """A dict by its constant keys, with what other keys may lead to."""

    __slots__ = ("items", "rest")

    def __init__(self, items: Mapping[Any, Value], rest: Value | None = None) -> None:
        values, self.size = _bounded((*items.values(), *(() if rest is None else (rest,))))
        self.items: dict[object, Value] = dict(zip(items, values, strict=False))
        self.rest = None if rest is None else values[-1]  # None: there are no other keys

    def inner(self) -> Iterable[Value]:
        """The values inside."""
        return self.items.values() if self.rest is None else (*self.items.values(), self.rest)

    @property
    def element(self) -> Value:
        """What the value under any key may be."""
        return join_all(self.inner())

    def at(self, key: object) -> Value:
        """The value under a constant key."""
        if key in self.items:
            return self.items[key]
        return UNKNOWN if self.rest is None else self.rest

    def put(self, key: object, value: Value) -> "Table":
        """The table with a value under a key; NOT_CONSTANT for a key that is not known."""
        if key is NOT_CONSTANT or not hashable(key) or (len(self.items) >= MOST_ITEMS and key not in self.items):
            return Table(self.items, value if self.rest is None else join(self.rest, value))
        return Table({**self.items, key: value}, self.rest)

    def merge(self, other: Shape) -> Shape | None:
        """What both have in common."""
        if not isinstance(other, Table):
            return None
        keys = [*self.items, *(key for key in other.items if key not in self.items)]
        items = {}
        for key in keys:
            mine, theirs = self.items.get(key), other.items.get(key)
            items[key] = mine or theirs or UNKNOWN if mine is None or theirs is None else join(mine, theirs)
        if self.rest is None or other.rest is None:
            return Table(items, self.rest or other.rest)
        return Table(items, join(self.rest, other.rest))


class Thing(Shape):
    """An object: the name of its class, where the file has it the class itself, and the attributes that are known."""

    __slots__ = ("attributes", "definition", "kind")

    def __init__(
        self, kind: str, attributes: Mapping[str, Value] | None = None, definition: "Class | None" = None
    ) -> None:
        self.kind = kind  # dotted: `configparser.ConfigParser`
        known = attributes or {}
        values, self.size = _bounded(known.values())
        self.attributes = dict(zip(known, values, strict=True))
        self.definition = definition

    def inner(self) -> Iterable[Value]:
        """The values inside."""
        return self.attributes.values()

    def put(self, name: str, value: Value) -> "Thing":
        """The object with an attribute set."""
        if len(self.attributes) >= MOST_ITEMS and name not in self.attributes:
            return self
        return Thing(self.kind, {**self.attributes, name: value}, self.definition)

    def merge(self, other: Shape) -> Shape | None:
        """What both have in common."""
        if not isinstance(other, Thing) or self.kind != other.kind:
            return None
        names = [*self.attributes, *(name for name in other.attributes if name not in self.attributes)]
        mine, theirs = self.attributes, other.attributes
        joined = {n: join(mine.get(n, theirs.get(n, UNKNOWN)), theirs.get(n, mine.get(n, UNKNOWN))) for n in names}
        return Thing(self.kind, joined, self.definition)


@dataclass(frozen=True, slots=True, eq=False)
class Routine(Shape):
    """A function of the file, with the object it is bound to and the variables around it."""

    function: "Function"
    bound: Value | None = None
    around: Mapping[str, Value] | None = None
    size: int = 0

    def merge(self, other: Shape) -> Shape | None:
        """What both have in common."""
        return self if isinstance(other, Routine) and other.function is self.function else None


@dataclass(frozen=True, slots=True, eq=False)
class ClassObject(Shape):
    """A class of the file."""

    definition: "Class"
    size: int = 0

    def merge(self, other: Shape) -> Shape | None:
        """What both have in common."""
        return self if isinstance(other, ClassObject) and other.definition is self.definition else None


@dataclass(frozen=True, slots=True, eq=False)
class Named(Shape):
    """A function or class of another module, held in a variable."""

    name: str
    size: int = 0

    def merge(self, other: Shape) -> Shape | None:
        """What both have in common."""
        return self if isinstance(other, Named) and other.name == self.name else None


EMPTY_LIST: Final = Value(shape=Items(()), trusted=True)


def hashable(key: object) -> bool:
    """Whether a constant may be a key."""
    return isinstance(key, str | bytes | int | float | bool | tuple | None)


def sequence(items: Iterable[Value]) -> Value:
    """A list or tuple of known items."""
    values = tuple(items)
    if len(values) <= MOST_ITEMS and values and all(item.is_const for item in values):
        return Value(shape=Items(values), trusted=True)
    return Value(shape=Items(values), trusted=all(item.trusted for item in values))


def sequence_of(element: Value) -> Value:
    """A list of which only is known what any item may be."""
    return Value(shape=Items(None, element), trusted=element.trusted)


def table(items: Mapping[Any, Value], rest: Value | None = None) -> Value:
    """A dict."""
    shape = Table(items, rest)
    return Value(shape=shape, trusted=all(item.trusted for item in shape.inner()))


def thing(kind: str, attributes: Mapping[str, Value] | None = None, definition: "Class | None" = None) -> Value:
    """An object of a class."""
    return Value(shape=Thing(kind, attributes, definition))


def kind_of(value: Value | None) -> str | None:
    """The class of an object, dotted; None where it is not known."""
    return value.shape.kind if value is not None and isinstance(value.shape, Thing) else None


def attribute(value: Value, name: str) -> Value | None:
    """A known attribute of an object."""
    return value.shape.attributes.get(name) if isinstance(value.shape, Thing) else None


def with_attribute(value: Value, name: str, new: Value) -> Value:
    """An object with an attribute set; any other value unchanged."""
    return value.replace(shape=value.shape.put(name, new)) if isinstance(value.shape, Thing) else value


def element_of(value: Value) -> Value:
    """What iterating over the value gives."""
    shape = value.shape
    if isinstance(shape, Items):
        return with_taint(shape.element, value)
    if isinstance(shape, Table):
        keys = join_all(constant(key) for key in shape.items) if shape.items else UNKNOWN
        return keys if shape.rest is None and not value.taint else derived(keys, value)
    if value.is_const and isinstance(value.const, str | tuple | list) and value.const:
        return join_all(constant(item) for item in value.const[:MOST_ITEMS])
    return derived(value)


def with_taint(value: Value, holder: Value) -> Value:
    """An item with the trace of what holds it."""
    return value.replace(taint=merged(value.taint, holder.taint)) if holder.taint else value


def item_of(value: Value, index: object) -> Value | None:
    """The item under a constant key or index; None where that is not known."""
    shape = value.shape
    if isinstance(shape, Table):
        return with_taint(shape.at(index) if hashable(index) else shape.element, value)
    if isinstance(shape, Items):
        return with_taint(_at(shape, index), value)
    return None


def _at(shape: Items, index: object) -> Value:
    if shape.items is None:
        return sequence_of(shape.rest) if isinstance(index, slice) else shape.rest
    if isinstance(index, slice):
        try:
            return sequence(shape.items[index])
        except (TypeError, ValueError):
            return sequence_of(shape.element)
    if isinstance(index, int) and -len(shape.items) <= index < len(shape.items):
        return shape.items[index]
    return TRUSTED if not shape.items else shape.element


def unpacked(value: Value, count: int) -> list[Value]:
    """The values that `a, b = value` gives to its targets."""
    shape = value.shape
    if isinstance(shape, Items) and shape.items is not None and len(shape.items) == count:
        return [with_taint(item, value) for item in shape.items]
    if value.is_const and isinstance(value.const, tuple | list) and len(value.const) == count:
        return [constant(item) for item in value.const]
    return [element_of(value)] * count


def split_words(value: Value) -> Value:
    """`text.split()`: words that hold no data are known."""
    if value.text is None or value.text == DATA:
        return sequence_of(derived(value))
    words = value.text.split()
    if len(words) > MOST_ITEMS:
        return sequence_of(derived(value))
    taint = traces(value)
    return sequence(Value(text=word, taint=taint) if {HOLE, DATA} & set(word) else constant(word) for word in words)
