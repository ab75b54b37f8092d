"""The state of one analysis: the file, the frame that is run, the flows found, the work that is left."""

import ast
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.engine.flow.call import Call
from analysis.engine.flow.definitions import Class, Definitions, Function, definitions
from analysis.engine.flow.environment import Environment
from analysis.engine.flow.hazards import REGISTRY, Hazard, Level, Sink
from analysis.engine.flow.kinds import Source
from analysis.engine.flow.shapes import Thing
from analysis.engine.flow.values import UNKNOWN, Taint, Value, traces
from analysis.engine.module import Module

WORK_FOR_ANY_FILE = 30_000  # expressions and statements
WORK_PER_LINE = 40
ENTRIES_COPIED_AT_ONCE = 4  # in the time that an expression takes
# How deep calls are followed, and how many lines a function may have that holds no sink and is run for its result.
DEEPEST_CALL, LONGEST_HELPER = 4, 40
DEEPEST_CALL_WITHOUT_REQUESTS, LONGEST_HELPER_WITHOUT_REQUESTS = 2, 15


class OutOfWork(Exception):
    """The file costs more than its share; what was found so far stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Data that reaches a sink."""

    hazard: Hazard
    level: Level
    node: ast.AST
    sink: str
    value: Value
    source: Source
    taint: Taint | None  # None where only is known that the value is no constant

    @property
    def strength(self) -> tuple[int, bool]:
        """For choosing between two flows into one sink."""
        return self.source.rank, not (self.taint and self.taint.doubtful)


@dataclass(slots=True, eq=False)
class Frame:
    """One function being run."""

    function: Function | None  # None: the body of the file
    depth: int = 0
    around: Mapping[str, Value] = field(default_factory=dict)
    answers_html: bool = False  # whether what it returns becomes a page
    returns: list[tuple[Value, Environment]] = field(default_factory=list)
    yields: list[Value] = field(default_factory=list)
    loops: list[list[Environment]] = field(default_factory=list)
    callers: tuple[ast.AST, ...] = ()


class Machine(ABC):
    """What the layers of the interpreter share."""

    def __init__(self, module: Module, *, thorough: bool = True) -> None:
        self.module = module
        self.deepest_call = DEEPEST_CALL if thorough else DEEPEST_CALL_WITHOUT_REQUESTS
        self.longest_helper = LONGEST_HELPER if thorough else LONGEST_HELPER_WITHOUT_REQUESTS
        self.definitions: Definitions = module.memo(definitions)
        self.frame = Frame(None)
        self.flows: dict[tuple[int, ast.AST], Flow] = {}
        self.seen: set[tuple[int, ast.AST]] = set()  # sinks that were reached, whatever reached them
        self.runs: Counter[Function] = Counter()
        self.inlined: set[Function] = set()
        self.relevant: set[Function] = set()  # what holds a sink, or calls what does
        self.work = WORK_FOR_ANY_FILE + WORK_PER_LINE * len(module.lines)
        self._outcomes: dict[Hashable, tuple[Value, dict[str, int]]] = {}
        self._names: dict[ast.AST, str | None] = {}
        self._class_values: dict[tuple[Class, str], Value] = {}
        self._globals: dict[str, Value] = {}

    @abstractmethod
    def evaluate(self, node: ast.expr, environment: Environment) -> Value:
        """The value of an expression."""

    @abstractmethod
    def run(self, statements: Sequence[ast.stmt], environment: Environment) -> Environment | None:
        """The variables after some statements; None where they do not come to an end."""

    @abstractmethod
    def inline(self, function: Function, call: Call, *, bound: Value | None, around: Mapping[str, Value]) -> Value:
        """What a function of the file returns to this call."""

    @abstractmethod
    def construct(self, definition: Class, call: Call) -> Value:
        """The object that a class of the file makes of this call."""

    @abstractmethod
    def call_value(self, function: Value, arguments: Sequence[Value], call: Call) -> Value:
        """What a value that is a function returns for some arguments."""

    @abstractmethod
    def attribute(self, value: Value, name: str, node: ast.AST) -> Value:
        """An attribute of a value."""

    def lineage(self, value: Value) -> frozenset[str]:
        """The names of the classes that the class of an object of the file inherits from."""
        if not isinstance(value.shape, Thing) or value.shape.definition is None:
            return frozenset()
        return self.definitions.lineage(value.shape.definition)

    def spend(self, work: int = 1) -> None:
        """Count some work; raises OutOfWork."""
        self.work -= work
        if self.work < 0:
            raise OutOfWork

    def spend_copy(self, environment: Environment) -> None:
        """Count the work of going two ways from here, which copies the variables."""
        self.spend(1 + (len(environment.variables) + len(environment.cleaned)) // ENTRIES_COPIED_AT_ONCE)

    def name(self, node: ast.expr) -> str | None:
        """The dotted name of an expression, imports resolved; a variable of the function is no import."""
        try:
            return self._names[node]
        except KeyError:
            result = self._names[node] = self.module.dotted(node)
            return result

    def watch(self, call: Call, name: str) -> None:
        """Note whether data from outside reaches a sink in this call."""
        for sink, hazard in REGISTRY.sinks.get(name, ()):
            if sink.when is None or sink.when(call):
                self._judge(call, sink, hazard)

    def _judge(self, call: Call, sink: Sink, hazard: Hazard) -> None:
        key = (hazard.weakness, call.node)
        self.seen.add(key)
        levels = sink.levels or hazard.levels
        for value in call.selected(sink.arguments):
            found = self._dangerous(value, hazard, levels, call.environment)
            if found is None:
                continue
            source, taint = found
            flow = Flow(hazard, levels[source], call.node, _label(call), value, source, taint)
            known = self.flows.get(key)
            if known is None or flow.strength > known.strength:
                self.flows[key] = flow

    def _dangerous(
        self, value: Value, hazard: Hazard, sources: Container[Source], environment: Environment
    ) -> tuple[Source, Taint | None] | None:
        """The worst trace in a value that nothing has cleaned."""
        taints = traces(value)
        if not taints:
            unknown = Source.UNKNOWN in sources and not value.trusted and not value.is_const
            return (Source.UNKNOWN, None) if unknown else None
        cleaned, weakness = environment.cleaned, hazard.weakness
        active = [
            taint
            for taint in taints
            if not (taint.cleaned | cleaned.get(taint.origin, 0)) & weakness and taint.source in sources
        ]
        if not active:
            return None
        worst = max(active, key=lambda taint: (taint.source.rank, not taint.doubtful))
        return worst.source, worst

    def global_value(self, name: str) -> Value:
        """What a name at the top level of the file is, where it is set once."""
        known = self._globals.get(name)
        if known is None:
            self._globals[name] = UNKNOWN  # for a value that names itself
            assigned = self.definitions.values.get(name, [])
            once = len(assigned) == 1 and name not in self.definitions.changed
            known = self._globals[name] = self._alone(assigned[0]) if once else UNKNOWN
        return known

    def class_value(self, definition: Class, name: str, node: ast.expr) -> Value:
        """What a name in the body of a class is set to."""
        key = (definition, name)
        known = self._class_values.get(key)
        if known is None:
            self._class_values[key] = UNKNOWN
            known = self._class_values[key] = self._alone(node)
        return known

    def _alone(self, node: ast.expr) -> Value:
        """An expression outside all functions."""
        frame, self.frame = self.frame, Frame(None)
        try:
            return self.evaluate(node, Environment())
        finally:
            self.frame = frame


def _label(call: Call) -> str:
    if call.method is not None and call.receiver_name:
        return f"{call.receiver_name}.{call.method}"
    return call.name or call.method or "the call"
