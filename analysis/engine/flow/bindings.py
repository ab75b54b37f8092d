"""Giving values to names, attributes and items."""

import ast
from abc import ABC

from analysis.engine.flow import objects
from analysis.engine.flow.call import Call
from analysis.engine.flow.containers import put, without
from analysis.engine.flow.environment import Environment
from analysis.engine.flow.machine import Machine
from analysis.engine.flow.shapes import (
    Items,
    Table,
    attribute,
    element_of,
    kind_of,
    sequence_of,
    unpacked,
    with_attribute,
)
from analysis.engine.flow.values import NOT_CONSTANT, Value, constant, with_step

DEEPEST_TARGET = 4


class Bindings(Machine, ABC):
    """Assigns; every assignment to an item or an attribute is also watched as a sink."""

    def bind(self, target: ast.expr, value: Value, environment: Environment) -> None:
        """`target = value`."""
        if isinstance(target, ast.Name):
            how = "goes into" if value.text is None or len(value.text) == 1 else "is built into"
            environment.variables[target.id] = with_step(value, target.lineno, f"{how} `{target.id}`")
        elif isinstance(target, ast.Tuple | ast.List):
            self._bind_each(target.elts, value, environment)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, value, environment)
        elif isinstance(target, ast.Attribute):
            self._watch_attribute(target, value, environment)
            self.store(target, value, environment)
        elif isinstance(target, ast.Subscript):
            self._watch_item(target, value, environment)
            self.store(target, value, environment)

    def _bind_each(self, targets: list[ast.expr], value: Value, environment: Environment) -> None:
        if any(isinstance(target, ast.Starred) for target in targets):
            element = element_of(value)
            for target in targets:
                self.bind(target, sequence_of(element) if isinstance(target, ast.Starred) else element, environment)
            return
        for target, item in zip(targets, unpacked(value, len(targets)), strict=True):
            self.bind(target, item, environment)

    def store(self, target: ast.expr, value: Value, environment: Environment, depth: int = DEEPEST_TARGET) -> None:
        """Make the object that a target belongs to hold the value, and the object around that hold the object."""
        if isinstance(target, ast.Name):
            if target.id in environment.variables:
                environment.variables[target.id] = value
            return
        if depth == 0 or not isinstance(target, ast.Attribute | ast.Subscript):
            return
        holder = self.evaluate(target.value, environment)
        if isinstance(target, ast.Attribute):
            changed = with_attribute(holder, target.attr, value)
        else:
            changed = self._with_item(holder, target, value, environment)
        if changed is not holder:
            self.store(target.value, changed, environment, depth - 1)

    def _with_item(self, holder: Value, target: ast.Subscript, value: Value, environment: Environment) -> Value:
        key = NOT_CONSTANT if isinstance(target.slice, ast.Slice) else self.evaluate(target.slice, environment).const
        if kind_of(holder) == "configparser.Section":
            self._set_option(target, holder, key, value, environment)
            return holder
        return put(holder, key, value) if isinstance(holder.shape, Items | Table) else holder

    def _set_option(
        self, target: ast.Subscript, section: Value, name: object, value: Value, environment: Environment
    ) -> None:
        """`config["section"]["name"] = value`."""
        label, config = attribute(section, "name"), attribute(section, "of")
        if isinstance(target.value, ast.Subscript) and label is not None and config is not None:
            changed = objects.with_option(config, label.const, name, value)
            self.store(target.value.value, changed, environment)

    def unbind(self, target: ast.expr, environment: Environment) -> None:
        """`del target`."""
        if isinstance(target, ast.Name):
            environment.variables.pop(target.id, None)
        elif isinstance(target, ast.Subscript):
            holder = self.evaluate(target.value, environment)
            key = self.evaluate(target.slice, environment).const
            self.store(target.value, without(holder, key), environment)

    def _watch_attribute(self, target: ast.Attribute, value: Value, environment: Environment) -> None:
        call = Call(
            self, environment, target, name=None, method="__setattr__", arguments=(constant(target.attr), value)
        )
        self.watch(call, ".__setattr__")

    def _watch_item(self, target: ast.Subscript, value: Value, environment: Environment) -> None:
        if isinstance(target.slice, ast.Slice):
            return
        key = self.evaluate(target.slice, environment)
        call = Call(self, environment, target, name=None, method="__setitem__", arguments=(key, value))
        self.watch(call, ".__setitem__")
