"""When two calls are the same call: what the interpreter may answer from memory."""

from collections.abc import Collection, Hashable

from analysis.engine.flow.call import Call
from analysis.engine.flow.definitions import Function
from analysis.engine.flow.shapes import ClassObject, Items, Named, Routine, Table, Thing
from analysis.engine.flow.values import Shape, Value

MOST_MARKS = 8
MOST_ARGUMENTS = 16


class _Unkeyed(Exception):
    """A value is too big for a key."""


def key_of(function: Function, call: Call, bound: Value | None) -> Hashable | None:
    """The call for which an outcome may be used again; None where it depends on too much."""
    cleaned = call.environment.cleaned
    if len(cleaned) > MOST_MARKS or call.extra is not None or len(call.arguments) > MOST_ARGUMENTS:
        return None
    parts: list[Hashable] = [function, tuple(sorted(cleaned.items()))]
    try:
        parts.append(None if bound is None else _value_key(bound))
        parts += [_value_key(value) for value in call.arguments]
        parts += [(name, _value_key(value)) for name, value in call.keywords.items()]
    except _Unkeyed:
        return None
    return tuple(parts)


def _value_key(value: Value, depth: int = 2) -> Hashable:
    """What two values must have in common for a function to do the same with both."""
    const = (type(value.const), str(value.const)[:200]) if value.is_const else None
    taint = tuple((t.origin, t.cleaned, t.doubtful) for t in value.taint)
    return const, value.text, value.trusted, taint, value.facts, _shape_key(value.shape, depth)


def _shape_key(shape: Shape | None, depth: int) -> Hashable:
    match shape:
        case None:
            return None
        case ClassObject(definition):
            return definition
        case Named(name):
            return name
        case Routine(function, bound, around):
            return function, None if bound is None else _value_key(bound, depth - 1), id(around)
    return _container_key(shape, depth)


def _container_key(shape: Shape, depth: int) -> Hashable:
    if depth <= 0:
        raise _Unkeyed
    if isinstance(shape, Items):
        return shape.items is None, _keys((shape.rest,) if shape.items is None else shape.items, depth)
    if isinstance(shape, Table):
        rest = None if shape.rest is None else _value_key(shape.rest, depth - 1)
        return tuple(shape.items), _keys(shape.items.values(), depth), rest
    if isinstance(shape, Thing):
        return shape.kind, shape.definition, tuple(shape.attributes), _keys(shape.attributes.values(), depth)
    raise _Unkeyed


def _keys(values: Collection[Value], depth: int) -> Hashable:
    if len(values) > MOST_ARGUMENTS:
        raise _Unkeyed
    return tuple(_value_key(value, depth - 1) for value in values)
