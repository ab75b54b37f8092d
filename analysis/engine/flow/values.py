"""What the analysis knows of a value: the constant it is, the text around its holes, who may have chosen it."""

from collections.abc import Iterable, Iterator
from typing import Final

from analysis.engine.flow.kinds import Source

HOLE: Final = "\x00"  # stands in a text for a part that is not known
DATA: Final = "\x01"  # the same, for a part that came from outside
NOT_CONSTANT: Final = object()
AT: Final = "\x1f"  # parts the line from the name, in the origin of what is another value each time it is read
VARIABLE: Final = "$"  # before a name among marks: only this variable is meant, not all data of its origin
MOST_TAINTS = 6
MOST_STEPS = 10
MOST_TEXT = 4000
DEEPEST = 3  # containers within containers that are looked into

_OWN: Final = frozenset({Source.LOCAL, Source.STORED})  # what who runs the program has set up
Step = tuple[int, str]  # a line and what happens there
Marks = tuple[tuple[str, int], ...]  # origins and what they are clean for
Facts = tuple[Marks, Marks]  # what is known when the value is true, and when it is false


class Taint:
    """A trace of data from outside: its origin, what it was cleaned for, the way it took."""

    __slots__ = ("cleaned", "doubtful", "origin", "source", "steps")

    def __init__(
        self, origin: str, source: Source, steps: tuple[Step, ...], cleaned: int = 0, *, doubtful: bool = False
    ) -> None:
        self.origin = origin  # one text for one value, however often it is read
        self.source = source
        self.steps = steps
        self.cleaned = cleaned
        self.doubtful = doubtful  # went through a function whose source was not seen

    @property
    def label(self) -> str:
        """The origin as a reader would write it: `request.args["id"]`."""
        return self.origin.rpartition(AT)[2]

    def clean(self, mask: int) -> "Taint":
        """The same trace, clean for more."""
        if self.cleaned | mask == self.cleaned:
            return self
        return Taint(self.origin, self.source, self.steps, self.cleaned | mask, doubtful=self.doubtful)

    def step(self, line: int, description: str) -> "Taint":
        """The same trace, one step further; the first steps and the last are kept."""
        if self.steps[-1] == (line, description) or len(self.steps) >= MOST_STEPS:
            return self
        return Taint(self.origin, self.source, (*self.steps, (line, description)), self.cleaned, doubtful=self.doubtful)

    def part(self, key: str) -> "Taint":
        """The trace of one part of the data: its origin is named more exactly."""
        if len(self.origin) > 120:
            return self
        origin = f"{self.origin}{key}"
        steps = self.steps
        if len(steps) == 1 and steps[0][1].endswith("is read"):
            steps = ((steps[0][0], f"`{origin.rpartition(AT)[2]}` is read"),)
        return Taint(origin, self.source, steps, self.cleaned, doubtful=self.doubtful)

    def doubted(self) -> "Taint":
        """The same trace after a function that may have done anything to the data."""
        return Taint(self.origin, self.source, self.steps, self.cleaned, doubtful=True)


Taints = tuple[Taint, ...]


class Shape:
    """What a value is made of, where that is known; values hold at most one."""

    __slots__ = ("size",)
    size: int  # of all values inside, counted as often as they are met

    def inner(self) -> "Iterable[Value]":
        """The values inside."""
        return ()

    def merge(self, other: "Shape") -> "Shape | None":
        """What both have in common, for after a branch; None if that is nothing."""
        return self if self is other else None


class Value:
    """An abstract value; never changed once made."""

    __slots__ = ("const", "facts", "shape", "taint", "text", "trusted")

    def __init__(
        self,
        *,
        const: object = NOT_CONSTANT,
        text: str | None = None,
        taint: Taints = (),
        trusted: bool = False,
        shape: Shape | None = None,
        facts: Facts | None = None,
    ) -> None:
        self.const = const
        self.text = text  # with a HOLE for every part that is not known; None: nothing is known
        self.taint = taint
        self.trusted = trusted  # made of nothing but constants, or harmless by its type
        self.shape = shape
        self.facts = facts

    @property
    def is_const(self) -> bool:
        """Whether the value is one known constant."""
        return self.const is not NOT_CONSTANT

    def replace(
        self, *, taint: Taints | None = None, shape: Shape | None = None, facts: Facts | None = None
    ) -> "Value":
        """The same value with another taint, shape or facts."""
        return Value(
            const=self.const,
            text=self.text,
            taint=self.taint if taint is None else taint,
            trusted=self.trusted,
            shape=self.shape if shape is None else shape,
            facts=self.facts if facts is None else facts,
        )


UNKNOWN: Final = Value()
TRUSTED: Final = Value(trusted=True)


def constant(value: object) -> Value:
    """A known constant."""
    return Value(const=value, text=value[:MOST_TEXT] if isinstance(value, str) else None, trusted=True)


NONE: Final = constant(None)
TRUE: Final = constant(value=True)
FALSE: Final = constant(value=False)


def boolean(value: bool) -> Value:
    """The constant truth value."""
    return TRUE if value else FALSE


def derived(*values: Value, text: str | None = None) -> Value:
    """A value computed from others: their traces together, trusted if all are."""
    taint: Taints = ()
    trusted = True
    for value in values:
        taint = merged(taint, traces(value))
        trusted = trusted and value.trusted
    if text is None:
        if not taint:
            return TRUSTED if trusted else UNKNOWN
        text = DATA  # and not None: it is no longer the data as it came in
    return Value(text=text, taint=taint, trusted=trusted)


def merged(first: Taints, second: Taints) -> Taints:
    """Both sets of traces, an origin once: clean only for what it is clean for in both."""
    if not first or first is second:
        return second
    if not second:
        return first
    known = {taint.origin: taint for taint in first}
    for taint in second:
        twin = known.get(taint.origin)
        if twin is None:
            known[taint.origin] = taint
        elif twin.cleaned & taint.cleaned != twin.cleaned:
            base = taint if taint.cleaned < twin.cleaned else twin
            known[taint.origin] = Taint(
                base.origin, base.source, base.steps, twin.cleaned & taint.cleaned, doubtful=base.doubtful
            )
    if len(known) > MOST_TAINTS:
        return tuple(sorted(known.values(), key=lambda taint: -taint.source.rank)[:MOST_TAINTS])
    return tuple(known.values())


def traces(value: Value, depth: int = DEEPEST) -> Taints:
    """Every trace in a value and in what it holds."""
    taint = value.taint
    if value.shape is not None and depth:
        for item in value.shape.inner():
            taint = merged(taint, traces(item, depth - 1))
    return taint


def skeleton(value: Value) -> str:
    """The value as text, with a hole for what is not known."""
    if value.text is not None:
        return value.text
    if not value.is_const:
        return DATA if any(taint.source not in _OWN for taint in traces(value)) else HOLE
    const = value.const
    if isinstance(const, bytes):
        return const.decode("latin-1")
    return str(const)[:MOST_TEXT] if not isinstance(const, int) or abs(const) < 1 << 256 else HOLE


def join(first: Value, second: Value) -> Value:
    """What is true of either value, for after a branch."""
    if first is second:
        return first
    if first.is_const and second.is_const and same(first.const, second.const):
        return first
    shape = None
    if first.shape is not None and second.shape is not None:
        shape = first.shape.merge(second.shape)
    taint = merged(first.taint, second.taint)
    if shape is None:
        taint = merged(merged(taint, _lost(first)), _lost(second))
    return Value(text=_common_text(first, second), taint=taint, trusted=first.trusted and second.trusted, shape=shape)


def _lost(value: Value) -> Taints:
    return traces(value) if value.shape is not None else ()


def _common_text(first: Value, second: Value) -> str | None:
    left, right = first.text, second.text
    if left == right:
        return left
    if left is None or right is None:
        return DATA if DATA in {left, right} else None
    length = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    if not length:
        return None
    if left[:length].endswith((HOLE, DATA)):
        return left[:length]
    return left[:length] + (DATA if DATA in left or DATA in right else HOLE)


def same(first: object, second: object) -> bool:
    """Whether two constants are equal and of one type."""
    return type(first) is type(second) and first == second


def join_all(values: Iterable[Value]) -> Value:
    """The join of all values; UNKNOWN of none."""
    result: Value | None = None
    for value in values:
        result = value if result is None else join(result, value)
    return UNKNOWN if result is None else result


def settled(value: Value, cleaned: dict[str, int] | Marks) -> Value:
    """The value with what is known of its origins written into its own traces."""
    known = dict(cleaned)
    if not value.taint or not any(taint.origin in known for taint in value.taint):
        return value
    return value.replace(taint=tuple(taint.clean(known.get(taint.origin, 0)) for taint in value.taint))


def with_step(value: Value, line: int, description: str) -> Value:
    """The value, one step further on its way."""
    if not value.taint:
        return value
    return value.replace(taint=tuple(taint.step(line, description) for taint in value.taint))


def cleaned_for(value: Value, mask: int) -> Value:
    """The value made of the same data, harmless for the weaknesses of `mask`; its shape is forgotten."""
    taint = traces(value)
    if not taint:
        return Value(text=value.text, trusted=value.trusted) if value.text else value
    return Value(taint=tuple(item.clean(mask) for item in taint), text=value.text, trusted=value.trusted)


def origins(values: Iterable[Value]) -> Iterator[str]:
    """The origins of all values' traces."""
    for value in values:
        for taint in traces(value):
            yield taint.origin
