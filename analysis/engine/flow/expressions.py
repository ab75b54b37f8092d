"""The values of expressions: names, attributes, items, arithmetic, texts, conditions."""

import ast
from abc import ABC
from collections.abc import Callable, Mapping
from typing import Any, Final

from analysis.engine.flow import constants, forms, guards, objects, quantifiers, sources
from analysis.engine.flow.call import Call
from analysis.engine.flow.containers import literal
from analysis.engine.flow.definitions import Class, Function
from analysis.engine.flow.environment import Environment
from analysis.engine.flow.functions import BUILTINS
from analysis.engine.flow.kinds import EVERY
from analysis.engine.flow.machine import OutOfWork
from analysis.engine.flow.operators import Operators
from analysis.engine.flow.shapes import (
    ClassObject,
    Items,
    Named,
    Routine,
    Table,
    Thing,
    element_of,
    item_of,
    sequence_of,
    table,
    with_taint,
)
from analysis.engine.flow.texts import concatenated, text_of, with_spec
from analysis.engine.flow.values import (
    NOT_CONSTANT,
    TRUSTED,
    UNKNOWN,
    Taints,
    Value,
    constant,
    derived,
    join,
    merged,
    settled,
    traces,
)
from analysis.engine.module import Module

Evaluator = Callable[[Any, Environment], Value]
_EVALUATORS: Final[Mapping[type[ast.AST], str]] = {
    ast.Constant: "_constant",
    ast.Name: "_name",
    ast.Attribute: "_attribute",
    ast.Subscript: "_subscript",
    ast.List: "_display",
    ast.Tuple: "_display",
    ast.Set: "_display",
    ast.Dict: "_dict",
    ast.ListComp: "_comprehension",
    ast.SetComp: "_comprehension",
    ast.GeneratorExp: "_comprehension",
    ast.DictComp: "_dict_comprehension",
    ast.BinOp: "_binary",
    ast.UnaryOp: "_unary",
    ast.BoolOp: "_bool",
    ast.Compare: "_compare",
    ast.IfExp: "_choice",
    ast.JoinedStr: "_format_string",
    ast.FormattedValue: "_formatted",
    ast.Call: "_call",
    ast.Lambda: "_lambda",
    ast.NamedExpr: "_walrus",
    ast.Await: "_inner",
    ast.YieldFrom: "_inner",
    ast.Yield: "_yield",
    ast.Starred: "_starred",
}


class Expressions(Operators, ABC):
    """Evaluates every expression but calls."""

    def __init__(self, module: Module, *, thorough: bool = True) -> None:
        super().__init__(module, thorough=thorough)
        self._evaluators = {kind: getattr(self, name) for kind, name in _EVALUATORS.items()}

    def evaluate(self, node: ast.expr, environment: Environment) -> Value:
        """The value of an expression."""
        self.work -= 1
        if self.work < 0:
            raise OutOfWork
        evaluator = self._evaluators.get(type(node))
        return UNKNOWN if evaluator is None else evaluator(node, environment)

    def _constant(self, node: ast.Constant, _environment: Environment) -> Value:
        return constant(node.value) if node.value is not ... else TRUSTED

    # Names and attributes

    def _name(self, node: ast.Name, environment: Environment) -> Value:
        name = node.id
        value = environment.variables.get(name)
        if value is None:
            value = self.frame.around.get(name)
        return self._outer(node) if value is None else value

    def _outer(self, node: ast.Name) -> Value:
        """A name that is no variable of the function: of the file, an import, a builtin."""
        name = node.id
        function = self.definitions.find(name, self.frame.function)
        if function is not None:
            return Value(shape=Routine(function))
        definition = self.definitions.classes.get(name)
        if definition is not None:
            return Value(shape=ClassObject(definition))
        if name in self.definitions.values:
            return self.global_value(name)
        origin = self.module.imports.get(name)
        if origin is None:
            return Value(shape=Named(name)) if name in BUILTINS else UNKNOWN
        source = sources.named(origin, node.lineno)
        if source is not None:
            return source
        return TRUSTED if name.isupper() else Value(shape=Named(origin))

    def _attribute(self, node: ast.Attribute, environment: Environment) -> Value:
        name = self.name(node)
        if name is not None:
            source = sources.named(name, node.lineno)
            if source is not None:
                return source
        return self.attribute(self.evaluate(node.value, environment), node.attr, node)

    def attribute(self, value: Value, name: str, node: ast.AST) -> Value:
        """An attribute of a value."""
        shape = value.shape
        if isinstance(shape, Thing):
            return self._thing_attribute(value, shape, name, node)
        if isinstance(shape, ClassObject):
            return self._class_value(shape.definition, name)
        if isinstance(shape, Named) and not name.isupper():
            return Value(shape=Named(f"{shape.name}.{name}"))
        if value.taint:
            doubtful = all(taint.doubtful for taint in value.taint)
            return UNKNOWN if doubtful or name.startswith("_") else sources.field(value, name, node)
        if name.isupper() or name == "_meta" or value.trusted:
            return TRUSTED
        return UNKNOWN

    def _thing_attribute(self, value: Value, shape: Thing, name: str, node: ast.AST) -> Value:
        known = shape.attributes.get(name)
        if known is None:
            known = objects.part(value, name) or forms.part(value, name, getattr(node, "lineno", 1))
        if known is None:
            known = sources.object_attribute(value, name, self.lineage(value), getattr(node, "lineno", 1))
        if known is None and shape.definition is not None:
            known = self._member(value, shape.definition, name, node)
        if known is not None:
            return known
        return TRUSTED if name.isupper() else UNKNOWN

    def _member(self, value: Value, definition: Class, name: str, node: ast.AST) -> Value:
        method = self.definitions.method(definition, name)
        if method is not None:
            routine = Value(shape=Routine(method, value if method.is_bound else None))
            is_property = any((self.name(item) or "").endswith("property") for item in method.decorators)
            return self.call_value(routine, (), Call(self, Environment(), node, name=None)) if is_property else routine
        return self._class_value(definition, name)

    def _class_value(self, definition: Class, name: str) -> Value:
        method = self.definitions.method(definition, name)
        if method is not None:
            return Value(shape=Routine(method))
        node = self.definitions.value(definition, name)
        if node is None:
            return TRUSTED if name.isupper() else UNKNOWN
        return self.class_value(definition, name, node)

    # Items

    def _subscript(self, node: ast.Subscript, environment: Environment) -> Value:
        value = self.evaluate(node.value, environment)
        key = self._key(node.slice, environment)
        found = objects.item(value, key)
        if found is None and key is not NOT_CONSTANT:
            found = _constant_item(value.const, key) if value.is_const else item_of(value, key)
        elif found is None and isinstance(value.shape, Items | Table):
            found = with_taint(value.shape.element, value)
            self._note_member(value, node.slice, environment)
        if found is not None:
            return found
        if isinstance(key, slice) or not value.taint:
            return derived(value)
        return sources.field(value, None if key is NOT_CONSTANT else key, node.slice)

    def _note_member(self, value: Value, key_node: ast.expr, environment: Environment) -> None:
        """`TABLES[name]` raises KeyError for what its author did not list."""
        shape = value.shape
        if isinstance(shape, Table) and shape.rest is None and not value.taint and not isinstance(key_node, ast.Slice):
            key = self.evaluate(key_node, environment)
            environment.mark(guards.allowed(key, EVERY, key_node))

    def _key(self, node: ast.expr, environment: Environment) -> object:
        if isinstance(node, ast.Slice):
            bounds = [None if b is None else self._bound(b, environment) for b in (node.lower, node.upper, node.step)]
            return slice(*bounds) if NOT_CONSTANT not in bounds else slice(None)
        return self.evaluate(node, environment).const

    def _bound(self, node: ast.expr, environment: Environment) -> object:
        const = self.evaluate(node, environment).const
        return const if isinstance(const, int | None) else NOT_CONSTANT

    # Displays and comprehensions

    def _display(self, node: ast.List | ast.Tuple | ast.Set, environment: Environment) -> Value:
        nodes = (item.value if isinstance(item, ast.Starred) else item for item in node.elts[:200])
        return literal(node, [self.evaluate(item, environment) for item in nodes])

    def _dict(self, node: ast.Dict, environment: Environment) -> Value:
        items: dict[object, Value] = {}
        rest: Value | None = None
        names: Taints = ()
        for key_node, value_node in list(zip(node.keys, node.values, strict=True))[:200]:
            value = self.evaluate(value_node, environment)
            if key_node is None:
                if isinstance(value.shape, Table):
                    items.update(value.shape.items)
                    continue
                key: object = NOT_CONSTANT
                value = derived(value)
            else:
                key_value = self.evaluate(key_node, environment)
                key, names = key_value.const, merged(names, key_value.taint)
            if key is NOT_CONSTANT:
                rest = value if rest is None else join(rest, value)
            else:
                items[key] = value
        result = table(items, rest)
        return result.replace(taint=names) if names else result

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, environment: Environment) -> Value:
        inner = self._iterated(node.generators, environment)
        element = self.evaluate(node.elt, inner)
        result = sequence_of(settled(element, inner.cleaned))
        if element.facts is None or len(node.generators) > 1:
            return result
        iterated = self.evaluate(node.generators[0].iter, environment)
        looked_into = self.evaluate(node.elt.comparators[-1], inner) if isinstance(node.elt, ast.Compare) else UNKNOWN
        return result.replace(facts=quantifiers.facts(node, element.facts, iterated, looked_into))

    def _dict_comprehension(self, node: ast.DictComp, environment: Environment) -> Value:
        inner = self._iterated(node.generators, environment)
        key = self.evaluate(node.key, inner)
        value = settled(self.evaluate(node.value, inner), inner.cleaned)
        return Value(shape=Table({}, value), taint=traces(settled(key, inner.cleaned)), trusted=value.trusted)

    def _iterated(self, generators: list[ast.comprehension], environment: Environment) -> Environment:
        self.spend_copy(environment)
        inner = environment.copy()
        for generator in generators:
            self.bind(generator.target, element_of(self.evaluate(generator.iter, inner)), inner)
            for condition in generator.ifs:
                inner.mark(guards.of(self.evaluate(condition, inner))[0])
        return inner

    # Texts

    def _format_string(self, node: ast.JoinedStr, environment: Environment) -> Value:
        return concatenated([self.evaluate(part, environment) for part in node.values[:200]])

    def _formatted(self, node: ast.FormattedValue, environment: Environment) -> Value:
        value = text_of(self.evaluate(node.value, environment))
        if node.format_spec is None:
            return value
        spec = self.evaluate(node.format_spec, environment)
        return with_spec(value, spec.const if isinstance(spec.const, str) else None)

    # The rest

    def _lambda(self, node: ast.Lambda, environment: Environment) -> Value:
        function = Function(node, "lambda", outer=self.frame.function)
        return Value(shape=Routine(function, around={**self.frame.around, **environment.variables}))

    def _walrus(self, node: ast.NamedExpr, environment: Environment) -> Value:
        value = self.evaluate(node.value, environment)
        self.bind(node.target, value, environment)
        return value

    def _inner(self, node: ast.Await | ast.YieldFrom, environment: Environment) -> Value:
        return self.evaluate(node.value, environment)

    def _yield(self, node: ast.Yield, environment: Environment) -> Value:
        if node.value is not None:
            self.frame.yields.append(self.evaluate(node.value, environment))
        return UNKNOWN

    def _starred(self, node: ast.Starred, environment: Environment) -> Value:
        return self.evaluate(node.value, environment)


def _constant_item(value: object, key: object) -> Value:
    try:
        return constant(constants.subscript(value, key))
    except constants.NotComputed:
        return TRUSTED
