"""Operators: arithmetic, texts put together, conditions and what they show."""

import ast
from abc import ABC

from analysis.engine.flow import constants, guards, objects
from analysis.engine.flow.bindings import Bindings
from analysis.engine.flow.environment import Environment
from analysis.engine.flow.kinds import HTML
from analysis.engine.flow.shapes import Items, Table, element_of, kind_of, sequence_of
from analysis.engine.flow.texts import concatenated, number, percent
from analysis.engine.flow.values import (
    FALSE,
    HOLE,
    NOT_CONSTANT,
    TRUE,
    TRUSTED,
    UNKNOWN,
    Facts,
    Marks,
    Value,
    cleaned_for,
    constant,
    derived,
    join,
    join_all,
    settled,
)


class Operators(Bindings, ABC):
    """Evaluates what is put together by operators."""

    def _binary(self, node: ast.BinOp, environment: Environment) -> Value:
        if isinstance(node.op, ast.Mod):
            left = self.evaluate(node.left, environment)
            if not left.is_const or isinstance(left.const, str | bytes):
                return self._percent(node, left, environment)
            return self._operated(node.op, left, self.evaluate(node.right, environment))
        operands = _operands(node)
        result = self.evaluate(operands[0][1], environment)
        for operator, operand in operands[1:]:
            result = self._operated(operator, result, self.evaluate(operand, environment))
        return result

    def _operated(self, operator: ast.operator, left: Value, right: Value) -> Value:
        if left.is_const and right.is_const:
            return _computed(operator, left.const, right.const)
        match operator:
            case ast.Add():
                return _added(left, right)
            case ast.Div():
                return objects.as_path(concatenated((left, constant("/"), right)))
            case ast.Mult() if isinstance(left.shape, Items) or isinstance(right.shape, Items):
                return sequence_of(element_of(left if isinstance(left.shape, Items) else right))
            case ast.Mult() | ast.BitOr() | ast.Mod():
                return derived(left, right)
        return number() if left.trusted and right.trusted else UNKNOWN

    def _percent(self, node: ast.BinOp, left: Value, environment: Environment) -> Value:
        right = self.evaluate(node.right, environment)
        if kind_of(left) == "markup":
            return cleaned_for(derived(right), HTML)
        shape = right.shape
        if isinstance(shape, Table):
            named = {str(key): value for key, value in shape.items.items()}
            return percent(left, named, (), shape.element)
        items: tuple[Value, ...] = (right,)
        if isinstance(shape, Items):
            items = shape.items if shape.items is not None else (shape.rest,) * 16
        return percent(left, {}, items, derived(right))

    def _unary(self, node: ast.UnaryOp, environment: Environment) -> Value:
        value = self.evaluate(node.operand, environment)
        if value.is_const:
            try:
                return constant(constants.unary(type(node.op), value.const))
            except constants.NotComputed:
                return TRUSTED
        if isinstance(node.op, ast.Not):
            return Value(trusted=value.trusted, facts=guards.negated(guards.of(value)))
        return number()

    def _bool(self, node: ast.BoolOp, environment: Environment) -> Value:
        """`a and b`, `a or b`: each operand under what the ones before it have shown."""
        conjunction = isinstance(node.op, ast.And)
        values: list[Value] = []
        facts: list[Facts] = []
        known = environment
        for operand in node.values:
            value = self.evaluate(operand, known)
            decided = value.is_const and bool(value.const) is not conjunction
            if not value.is_const or decided or operand is node.values[-1]:
                values.append(value if known is environment else settled(value, known.cleaned))
            if decided:
                facts.append(guards.NOTHING)
                break
            shown = guards.of(value)
            if not value.is_const:
                facts.append(shown)
            if shown[0 if conjunction else 1]:
                self.spend_copy(known)
                known = known.marked(shown[0 if conjunction else 1])
        if known is not environment:
            environment.variables.update(known.variables)
        whole = guards.all_of(facts) if conjunction else guards.any_of(facts)
        result = join_all(values)
        return result if whole == guards.NOTHING else result.replace(facts=whole)

    def _compare(self, node: ast.Compare, environment: Environment) -> Value:
        left, left_node = self.evaluate(node.left, environment), node.left
        facts: list[Facts] = []
        folded: list[bool] = []
        for operator, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.evaluate(right_node, environment)
            outcome = _folded(operator, left, right)
            if outcome is not None:
                folded.append(outcome)
            facts.append(guards.compared(operator, (left, left_node), (right, right_node)))
            left, left_node = right, right_node
        if False in folded:
            return FALSE
        if len(folded) == len(node.ops):
            return TRUE
        return Value(facts=guards.all_of(facts))

    def _choice(self, node: ast.IfExp, environment: Environment) -> Value:
        condition = self.evaluate(node.test, environment)
        if condition.is_const:
            return self.evaluate(node.body if condition.const else node.orelse, environment)
        true, false = guards.of(condition)
        first = self._under(node.body, environment, true)
        return join(first, self._under(node.orelse, environment, false))

    def _under(self, node: ast.expr, environment: Environment, marks: Marks) -> Value:
        if not marks:
            return self.evaluate(node, environment)
        inner = environment.marked(marks)
        return settled(self.evaluate(node, inner), inner.cleaned)


def _computed(operator: ast.operator, left: object, right: object) -> Value:
    try:
        return constant(constants.binary(type(operator), left, right))
    except constants.NotComputed:
        return TRUSTED


def _operands(node: ast.BinOp) -> list[tuple[ast.operator, ast.expr]]:
    """The operands of a chain from left to right, each with the operator before it; a long chain nests deep."""
    chain: list[tuple[ast.operator, ast.expr]] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and not isinstance(left.op, ast.Mod):
        chain.append((left.op, left.right))
        left = left.left
    chain.append((node.op, left))
    return chain[::-1]


def _added(left: Value, right: Value) -> Value:
    if isinstance(left.shape, Items) and isinstance(right.shape, Items):
        if left.shape.items is not None and right.shape.items is not None:
            return Value(shape=Items(left.shape.items + right.shape.items), trusted=left.trusted and right.trusted)
        return sequence_of(join(left.shape.element, right.shape.element))
    if isinstance(left.shape, Items) or isinstance(right.shape, Items):
        return sequence_of(join(element_of(left), element_of(right)))
    if isinstance(left.const, int | float) or isinstance(right.const, int | float):
        return Value(text=HOLE, trusted=True)
    return concatenated((left, right))


def _folded(operator: ast.cmpop, left: Value, right: Value) -> bool | None:
    """The outcome of a comparison of constants."""
    if not left.is_const:
        return None
    known = right.const
    if isinstance(right.shape, Items) and right.shape.items is not None:
        if not all(item.is_const for item in right.shape.items) or right.taint:
            return None
        known = [item.const for item in right.shape.items]
    if known is NOT_CONSTANT:
        return None
    try:
        return constants.compared(type(operator), left.const, known)
    except constants.NotComputed:
        return None
