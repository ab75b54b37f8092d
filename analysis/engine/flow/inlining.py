"""Functions of the file, run where they are called; and objects of its classes."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from analysis.engine.flow import forms, guards
from analysis.engine.flow.call import Call
from analysis.engine.flow.definitions import Class, Function
from analysis.engine.flow.environment import Environment, meet_all
from analysis.engine.flow.identity import key_of
from analysis.engine.flow.kinds import EVERY, Source
from analysis.engine.flow.machine import Frame
from analysis.engine.flow.shapes import ClassObject, Items, Table, Thing, sequence, sequence_of, table, thing
from analysis.engine.flow.statements import ENDLESS, Statements
from analysis.engine.flow.values import (
    NONE,
    TRUSTED,
    UNKNOWN,
    VARIABLE,
    Facts,
    Marks,
    Value,
    derived,
    join_all,
    settled,
    traces,
    with_step,
)

LINES_RUN, FEWEST_RUNS = 600, 6  # how often one function is run for different calls: long ones less often
SHORTEST_HELPER = 3  # lines of a function that is run for what it returns though it is given nothing from outside
_ENUMS: Final = frozenset({"Enum", "IntEnum", "StrEnum", "Choices", "TextChoices", "IntegerChoices"})


class Interpreter(Statements):
    """The whole interpreter."""

    def inline(self, function: Function, call: Call, *, bound: Value | None, around: Mapping[str, Value]) -> Value:
        """What a function of the file returns to this call."""
        self.inlined.add(function)
        if not self._is_worth_running(function, call, bound):
            return _not_run(call)
        key = None if around else key_of(function, call, bound)
        known = self._outcomes.get(key) if key is not None else None
        if known is None:
            value, end = self.execute(function, call, bound=bound, around=around)
            known = (value, {} if end is None else end.cleaned)
            changed = end is not None and self._write_back(function, call, end, bound)
            if key is not None and not changed:
                self._outcomes[key] = known
        call.environment.cleaned.update(known[1])
        return known[0]

    def _is_worth_running(self, function: Function, call: Call, bound: Value | None) -> bool:
        """Whether the function could reach a sink, bring data in, or change data that it is given."""
        if self.frame.depth >= self.deepest_call or function.node in self.frame.callers:
            return False
        lines = (function.node.end_lineno or 0) - function.node.lineno
        if self.runs[function] > max(FEWEST_RUNS, LINES_RUN // (lines + 1)):
            return False
        if function in self.relevant:
            return True
        given = any(traces(value) for value in call.values()) or (bound is not None and bool(traces(bound)))
        return lines <= (self.longest_helper if given else SHORTEST_HELPER)

    def execute(
        self, function: Function, call: Call, *, bound: Value | None, around: Mapping[str, Value]
    ) -> tuple[Value, Environment | None]:
        """The value that a function returns, and its variables at its end."""
        self.spend_copy(call.environment)
        self.runs[function] += 1
        variables = dict(self._parameters(function, call, bound))
        frame = Frame(function, self.frame.depth + 1, around=around, callers=(*self.frame.callers, function.node))
        caller, self.frame = self.frame, frame
        try:
            self._body(function, Environment(variables, dict(call.environment.cleaned)), frame)
        finally:
            self.frame = caller
        end = meet_all(environment for _, environment in frame.returns)
        if frame.yields:
            return sequence_of(join_all(frame.yields)), end
        return (ENDLESS if end is None else _returned(frame, end)), end

    def _body(self, function: Function, environment: Environment, frame: Frame) -> None:
        if isinstance(function.node, ast.Lambda):
            frame.returns.append((self.evaluate(function.node.body, environment), environment))
            return
        end = self.run(function.node.body, environment)
        if end is not None:
            frame.returns.append((NONE, end))

    def _parameters(self, function: Function, call: Call, bound: Value | None) -> Iterator[tuple[str, Value]]:
        """Each parameter with what the call gives it."""
        arguments = function.node.args
        given, named, defaults = list(call.arguments), dict(call.keywords), function.defaults
        positional = [parameter.arg for parameter in (*arguments.posonlyargs, *arguments.args)]
        first = bound
        if first is None and function.owner is not None and function.is_classmethod:
            first = Value(shape=ClassObject(function.owner))
        if first is not None and positional:
            yield positional.pop(0), first
        for name in positional:
            value = given.pop(0) if given else self._by_name(name, named, defaults, call)
            yield name, _passed(value, call, function, name)
        for parameter in arguments.kwonlyargs:
            yield (
                parameter.arg,
                _passed(self._by_name(parameter.arg, named, defaults, call), call, function, parameter.arg),
            )
        if arguments.vararg is not None:
            yield arguments.vararg.arg, sequence(given) if call.extra is None else sequence_of(call.extra)
        if arguments.kwarg is not None:
            yield arguments.kwarg.arg, table(named, call.extra)

    def _by_name(self, name: str, named: dict[str, Value], defaults: Mapping[str, ast.expr], call: Call) -> Value:
        """What a parameter gets that no argument stands for by its place."""
        if name in named:
            return named.pop(name)
        if call.extra is not None:
            return call.extra
        return self.evaluate(defaults[name], Environment()) if name in defaults else UNKNOWN

    def _write_back(self, function: Function, call: Call, end: Environment, bound: Value | None) -> bool:
        """Give objects that the function changed back to the variables of its caller; whether there were any."""
        names = [parameter.arg for parameter in function.parameters]
        nodes: list[ast.expr | None] = list(call.nodes())
        before = list(call.arguments)
        if bound is not None:
            nodes.insert(0, call.receiver_node)
            before.insert(0, bound)
        changed = False
        for name, node, value in zip(names, nodes, before, strict=False):
            after = end.variables.get(name)
            if after is None or after.shape is value.shape or not isinstance(after.shape, Items | Table | Thing):
                continue
            changed = True
            if isinstance(node, ast.Name | ast.Attribute):
                self.store(node, after, call.environment)
        return changed

    def construct(self, definition: Class, call: Call) -> Value:
        """The object that a class of the file makes of this call."""
        made = thing(definition.name, definition=definition)
        if self.lineage(made) & _ENUMS:  # raises ValueError for what is no member
            for value, node in zip(call.arguments[:1], call.nodes(), strict=False):
                call.environment.mark(guards.allowed(value, EVERY, node))
            return TRUSTED
        init = self.definitions.method(definition, "__init__")
        if init is None:
            form = forms.bound(definition.name, call, definition)
            return form or thing(definition.name, dict(_fields(definition, call)), definition)
        if self.frame.depth >= self.deepest_call or init.node in self.frame.callers:
            return made
        self.inlined.add(init)
        _, end = self.execute(init, call, bound=made, around={})
        own = init.parameters[0].arg if init.parameters else "self"
        return made if end is None else end.variables.get(own, made)


def _passed(value: Value, call: Call, function: Function, name: str) -> Value:
    if function.name == "lambda" or not value.taint:
        return value
    return with_step(value, call.line, f"is passed to `{function.name}()` as `{name}`")


def _not_run(call: Call) -> Value:
    """What a function of the file returns that was not run: a guess, which a parameter is too weak for."""
    taint = derived(*call.values()).taint
    strong = tuple(item.doubted() for item in taint if item.source is not Source.PARAMETER)
    return Value(taint=strong) if strong else UNKNOWN


def _fields(definition: Class, call: Call) -> Iterator[tuple[str, Value]]:
    """The attributes of a dataclass, a named tuple or a model made by this call."""
    yield from zip(definition.fields, call.arguments, strict=False)
    yield from call.keywords.items()


def _returned(frame: Frame, end: Environment) -> Value:
    """What the function returns, with what its truth shows about its arguments."""
    value = join_all(
        settled(value, environment.cleaned) if environment.cleaned != end.cleaned else value
        for value, environment in frame.returns
    )
    if value.is_const:
        return value
    facts = _shown(frame, truth=True), _shown(frame, truth=False)
    return value if facts == guards.NOTHING else value.replace(facts=facts)


def _shown(frame: Frame, *, truth: bool) -> Marks:
    """What holds on every way on which the function may return a value of this truth."""
    common: dict[str, int] | None = None
    for value, environment in frame.returns:
        if value.is_const and bool(value.const) is not truth:
            continue
        known = dict(environment.cleaned)
        facts: Facts = guards.of(value)
        for origin, mask in facts[0] if truth else facts[1]:
            known[origin] = known.get(origin, 0) | mask
        common = known if common is None else {o: m & known[o] for o, m in common.items() if o in known}
    return tuple(item for item in common.items() if item[0][0] != VARIABLE) if common else ()
