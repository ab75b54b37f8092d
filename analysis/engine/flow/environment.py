"""The variables at one point of a function, and what guards have shown about their origins."""

from collections.abc import Iterable

from analysis.engine.flow.kinds import completed
from analysis.engine.flow.values import UNKNOWN, VARIABLE, Marks, Value, join, settled


class Environment:
    """Variables and marks; changed by statements, copied at branches."""

    __slots__ = ("cleaned", "variables")

    def __init__(self, variables: dict[str, Value] | None = None, cleaned: dict[str, int] | None = None) -> None:
        self.variables = {} if variables is None else variables
        self.cleaned = {} if cleaned is None else cleaned  # origin to what a guard has shown it clean for

    def copy(self) -> "Environment":
        """One that may go another way."""
        return Environment(self.variables.copy(), self.cleaned.copy())

    def mark(self, marks: Marks) -> None:
        """Note what a guard has shown."""
        for origin, mask in marks:
            if origin[0] == VARIABLE:
                self._clean(origin[1:], mask)
                continue
            self.cleaned[origin] = completed(self.cleaned.get(origin, 0) | mask)

    def _clean(self, name: str, mask: int) -> None:
        value = self.variables.get(name)
        if value is not None:
            self.variables[name] = value.replace(taint=tuple(taint.clean(mask) for taint in value.taint))

    def marked(self, marks: Marks) -> "Environment":
        """A copy with what a guard has shown."""
        copy = self.copy()
        copy.mark(marks)
        return copy


def meet(first: Environment | None, second: Environment | None) -> Environment | None:
    """What holds whichever way was taken; None is a way that ends before."""
    if first is None or first is second:
        return second
    if second is None:
        return first
    common = {
        origin: mask & second.cleaned[origin] for origin, mask in first.cleaned.items() if origin in second.cleaned
    }
    mine, theirs = _settled_variables(first, common), _settled_variables(second, common)
    return Environment(_joined(mine, theirs), common)


def _joined(mine: dict[str, Value], theirs: dict[str, Value]) -> dict[str, Value]:
    variables = dict(theirs)
    for name, value in mine.items():
        other = theirs.get(name)
        if other is not value:
            variables[name] = value if other is None else join(value, other)
    return variables


def _settled_variables(environment: Environment, common: dict[str, int]) -> dict[str, Value]:
    """The variables, with the marks that the join will lose written into their traces."""
    lost = {origin: mask for origin, mask in environment.cleaned.items() if common.get(origin, 0) != mask}
    if not lost:
        return environment.variables
    return {name: settled(value, lost) for name, value in environment.variables.items()}


def meet_all(environments: Iterable[Environment | None]) -> Environment | None:
    """What holds whichever of the ways was taken."""
    result: Environment | None = None
    for environment in environments:
        result = meet(result, environment)
    return result


def lookup(environment: Environment, name: str) -> Value:
    """A variable's value, UNKNOWN if it has none here."""
    return environment.variables.get(name, UNKNOWN)
