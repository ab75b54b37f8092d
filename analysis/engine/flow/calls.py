"""Calls: watched as sinks, then answered by a source, a model, a function of the file, or a guess."""

import ast
from abc import ABC
from collections.abc import Iterable, Sequence

from analysis.engine.flow import containers, functions, guesses, objects, sources, strings
from analysis.engine.flow.call import Call
from analysis.engine.flow.environment import Environment
from analysis.engine.flow.expressions import Expressions
from analysis.engine.flow.shapes import ClassObject, Items, Named, Routine, Table, Thing, attribute, element_of
from analysis.engine.flow.values import UNKNOWN, Value, derived, join


class Calls(Expressions, ABC):
    """Evaluates calls."""

    def _call(self, node: ast.Call, environment: Environment) -> Value:
        call, function = self._view(node, environment)
        self._watch_call(call)
        return self._result(call, function)

    def _view(self, node: ast.Call, environment: Environment) -> tuple[Call, Value | None]:
        """The call with its values, and the function where it is a value."""
        name, receiver, method, function = self.name(node.func), None, None, None
        if isinstance(node.func, ast.Attribute):
            method = node.func.attr
            receiver = self.evaluate(node.func.value, environment)
        else:
            function = self.evaluate(node.func, environment)
            if isinstance(function.shape, Named):
                name = function.shape.name
        arguments, extra = self._arguments(node.args, environment)
        call = Call(self, environment, node, name, receiver, method, arguments, extra=extra)
        for keyword in node.keywords:
            self._give(call, keyword.arg, self.evaluate(keyword.value, environment))
        return call, function

    def _give(self, call: Call, name: str | None, value: Value) -> None:
        """A keyword argument, or `**value`."""
        if name is not None:
            call.keywords[name] = value
        elif isinstance(value.shape, Table) and value.shape.rest is None and not value.taint:
            call.keywords.update((str(key), item) for key, item in value.shape.items.items())
        else:
            call.spread = value
            call.extra = derived(value) if call.extra is None else join(call.extra, derived(value))

    def _arguments(self, nodes: Iterable[ast.expr], environment: Environment) -> tuple[list[Value], Value | None]:
        arguments: list[Value] = []
        extra: Value | None = None
        for node in nodes:
            value = self.evaluate(node, environment)
            if not isinstance(node, ast.Starred):
                arguments.append(value)
            elif isinstance(value.shape, Items) and value.shape.items is not None:
                arguments += value.shape.items
            else:
                extra = element_of(value)
        return arguments, extra

    def _watch_call(self, call: Call) -> None:
        if call.name is not None:
            self.watch(call, call.name)
        if call.method is not None:
            self.watch(call, "." + call.method)
        if call.spread is not None:
            self.watch(call, "**")

    def _result(self, call: Call, function: Value | None) -> Value:
        source = sources.called(call)
        if source is not None:
            return source
        if function is not None and isinstance(function.shape, Routine | ClassObject):
            return self._called(function, call)
        if call.receiver is not None:
            answer = self._method(call, call.receiver)
            if answer is not None:
                return answer
        known = functions.result(call)
        return known if known is not None else guesses.result(call)

    def _called(self, function: Value, call: Call) -> Value:
        shape = function.shape
        if isinstance(shape, Routine):
            return self.inline(shape.function, call, bound=shape.bound, around=shape.around or {})
        if isinstance(shape, ClassObject):
            return self.construct(shape.definition, call)
        return UNKNOWN

    def call_value(self, function: Value, arguments: Sequence[Value], call: Call) -> Value:
        """What a value that is a function returns for some arguments."""
        name = function.shape.name if isinstance(function.shape, Named) else None
        inner = Call(self, call.environment, call.node, name=name, arguments=arguments, keywords=call.keywords)
        if name is None:
            return self._called(function, inner) if function.shape is not None else derived(*arguments)
        self._watch_call(inner)
        known = functions.result(inner)
        return known if known is not None else guesses.result(inner)

    # Methods

    def _method(self, call: Call, receiver: Value) -> Value | None:
        """What a method returns, by what it is called on; None where that says nothing."""
        modelled = containers.model(receiver, call) or objects.model(receiver, call)
        if modelled is not None:
            result, changed = modelled
            if changed is not None and call.receiver_node is not None:
                self.store(call.receiver_node, changed, call.environment)
            return result
        shape = receiver.shape
        definition = shape.definition if isinstance(shape, Thing | ClassObject) else None
        method = self.definitions.method(definition, str(call.method)) if definition is not None else None
        if method is not None:
            bound = receiver if method.is_bound and isinstance(shape, Thing) else None
            return self.inline(method, call, bound=bound, around={})
        held = attribute(receiver, str(call.method))
        if held is not None and isinstance(held.shape, Routine | ClassObject):
            return self._called(held, call)
        return strings.model(receiver, call)
