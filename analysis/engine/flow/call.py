"""One call as the models, the sinks and the cleaners see it: names and values instead of syntax."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.engine.flow.environment import Environment
from analysis.engine.flow.values import UNKNOWN, Value

if TYPE_CHECKING:
    from analysis.engine.flow.machine import Machine


@dataclass(slots=True, eq=False)
class Call:
    """A call with its values."""

    machine: "Machine"
    environment: Environment
    node: ast.AST
    name: str | None = None  # dotted, imports resolved; None where the callee is no name
    receiver: Value | None = None
    method: str | None = None  # the last name of `receiver.method(…)`
    arguments: Sequence[Value] = ()
    keywords: dict[str, Value] = field(default_factory=dict)
    extra: Value | None = None  # what `*args` and `**kwargs` bring
    spread: Value | None = None  # the mapping after `**`, where its keys are not known

    def argument(self, position: int, *names: str) -> Value | None:
        """The argument at a position, or under one of the names."""
        if 0 <= position < len(self.arguments):
            return self.arguments[position]
        return next((self.keywords[name] for name in names if name in self.keywords), None)

    def constant(self, position: int, *names: str) -> object:
        """The constant given as an argument; None if it is none."""
        value = self.argument(position, *names)
        return value.const if value is not None and value.is_const else None

    def values(self) -> Iterator[Value]:
        """All arguments."""
        yield from self.arguments
        yield from self.keywords.values()
        if self.extra is not None:
            yield self.extra

    def selected(self, places: Sequence[int | str]) -> Iterator[Value]:
        """The arguments at positions and under keywords.

        `*` is all of them, `self` the object of a method, `**` the keys of a mapping that is spread.
        """
        for place in places:
            if place == "*":
                yield from self.values()
            elif place == "**":
                yield Value(taint=self.spread.taint) if self.spread is not None else UNKNOWN
            elif place == "self" and self.receiver is not None:
                yield self.receiver
            elif isinstance(place, str):
                yield from (value for name, value in self.keywords.items() if name == place)
            elif place < len(self.arguments):
                yield self.arguments[place]
        if self.extra is not None and not self.arguments and not self.keywords and 0 in places:
            yield self.extra

    def nodes(self) -> Iterator[ast.expr]:
        """The syntax of the arguments, in the order of `values`, where none is starred."""
        if isinstance(self.node, ast.Call):
            yield from self.node.args
            yield from (keyword.value for keyword in self.node.keywords)

    @property
    def receiver_node(self) -> ast.expr | None:
        """The syntax of the object a method is called on."""
        function = self.node.func if isinstance(self.node, ast.Call) else None
        return function.value if isinstance(function, ast.Attribute) else None

    @property
    def receiver_name(self) -> str:
        """The last name of the object a method is called on: `cursor` in `self.cursor.execute(…)`."""
        node = self.node.func if isinstance(self.node, ast.Call) else self.node
        node = node.value if isinstance(node, ast.Attribute | ast.Subscript) else node
        while isinstance(node, ast.Call | ast.Subscript | ast.Await):
            node = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Attribute):
            return node.attr
        return node.id if isinstance(node, ast.Name) else ""

    @property
    def line(self) -> int:
        """The line of the call, counted from 1."""
        return getattr(self.node, "lineno", 1)
