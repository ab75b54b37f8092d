"""Methods of lists, dicts and the small stores of the standard library, item by item."""

import ast
from collections.abc import Callable, Mapping
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.shapes import (
    EMPTY_LIST,
    MOST_ITEMS,
    Items,
    Table,
    Thing,
    element_of,
    item_of,
    sequence,
    sequence_of,
    table,
    with_taint,
)
from analysis.engine.flow.values import (
    NOT_CONSTANT,
    UNKNOWN,
    Value,
    constant,
    derived,
    join,
    join_all,
    merged,
    traces,
)

Result = tuple[Value, Value | None]  # what the method returns, and its object afterwards if it changed
Model = Callable[[Value, Call], Result | None]


def _first(call: Call) -> Value:
    return next(call.values(), UNKNOWN)


def _with_items(receiver: Value, items: tuple[Value, ...] | None, rest: Value = UNKNOWN) -> Value:
    shape = Items(items, rest)
    trusted = all(item.trusted for item in shape.inner())
    return Value(shape=shape, taint=receiver.taint, trusted=trusted)


def _items(receiver: Value) -> tuple[Value, ...] | None:
    shape = receiver.shape
    if isinstance(shape, Items) and shape.items is not None and len(shape.items) < MOST_ITEMS:
        return shape.items
    return None


def _append(receiver: Value, call: Call) -> Result:
    items, new = _items(receiver), _first(call)
    if items is not None:
        return UNKNOWN, _with_items(receiver, (*items, new))
    return UNKNOWN, _with_items(receiver, None, join(element_of(receiver), new))


def _insert(receiver: Value, call: Call) -> Result:
    items, at = _items(receiver), call.constant(0)
    new = call.arguments[1] if len(call.arguments) > 1 else UNKNOWN
    if items is not None and isinstance(at, int):
        changed = list(items)
        changed.insert(at, new)
        return UNKNOWN, _with_items(receiver, tuple(changed))
    return UNKNOWN, _with_items(receiver, None, join(element_of(receiver), new))


def _extend(receiver: Value, call: Call) -> Result:
    items, other = _items(receiver), _first(call)
    more = _items(other)
    if items is not None and more is not None and not other.taint:
        return UNKNOWN, _with_items(receiver, (*items, *more))
    old = () if items == () else (element_of(receiver),)
    return UNKNOWN, _with_items(receiver, None, join_all((*old, element_of(other))))


def _pop(receiver: Value, call: Call) -> Result:
    items, at = _items(receiver), call.constant(0) if call.arguments else -1
    if items is None or not isinstance(at, int) or not -len(items) <= at < len(items):
        return element_of(receiver), None
    rest = list(items)
    popped = rest.pop(at)
    return with_taint(popped, receiver), _with_items(receiver, tuple(rest))


def _remove(receiver: Value, call: Call) -> Result:
    items, gone = _items(receiver), _first(call)
    if items is None or not gone.is_const:
        return UNKNOWN, _with_items(receiver, None, element_of(receiver))
    at = next((n for n, item in enumerate(items) if item.is_const and item.const == gone.const), None)
    return UNKNOWN, receiver if at is None else _with_items(receiver, items[:at] + items[at + 1 :])


def _reverse(receiver: Value, _call: Call) -> Result:
    items = _items(receiver)
    return UNKNOWN, receiver if items is None else _with_items(receiver, items[::-1])


def _shuffled(receiver: Value, _call: Call) -> Result:
    return UNKNOWN, _with_items(receiver, None, element_of(receiver))


def _clear(receiver: Value, _call: Call) -> Result:
    return UNKNOWN, table({}) if isinstance(receiver.shape, Table) else EMPTY_LIST


def _copy(receiver: Value, _call: Call) -> Result:
    return receiver, None


LIST_METHODS: Final[Mapping[str | None, Model]] = {
    "append": _append, "add": _append, "appendleft": _append, "insert": _insert, "extend": _extend, "pop": _pop,
    "popleft": lambda receiver, _call: (element_of(receiver), None), "remove": _remove, "discard": _remove,
    "reverse": _reverse, "sort": _shuffled, "clear": _clear, "copy": _copy, "update": _extend,
}  # fmt: skip


def _get(receiver: Value, call: Call) -> Result:
    key = call.arguments[0] if call.arguments else UNKNOWN
    default = call.argument(1, "default") or constant(None)
    shape = receiver.shape
    if not isinstance(shape, Table):
        return UNKNOWN, None
    if key.is_const and shape.rest is None:
        found = item_of(receiver, key.const)
        return (default if key.const not in shape.items else found or UNKNOWN), None
    value = (item_of(receiver, key.const) if key.is_const else None) or shape.element
    return join(with_taint(value, receiver), default), None


def _setdefault(receiver: Value, call: Call) -> Result:
    new = call.argument(1, "default") or constant(None)
    got, _ = _get(receiver, call)
    return got, put(receiver, call.constant(0) if call.arguments else NOT_CONSTANT, new)


def _update(receiver: Value, call: Call) -> Result:
    changed = receiver
    for other in call.arguments:
        if isinstance(other.shape, Table) and other.shape.rest is None:
            for key, value in other.shape.items.items():
                changed = put(changed, key, value)
        else:
            changed = put(changed, NOT_CONSTANT, derived(other))
    for name, value in call.keywords.items():
        changed = put(changed, name, value)
    return UNKNOWN, changed


def _pairs(receiver: Value, _call: Call) -> Result:
    shape = receiver.shape
    if isinstance(shape, Table) and shape.rest is None:
        return sequence(sequence((constant(key), value)) for key, value in shape.items.items()), None
    return sequence_of(sequence((element_of(receiver), join_all(shape.inner()) if shape else UNKNOWN))), None


def _values(receiver: Value, _call: Call) -> Result:
    shape = receiver.shape
    return (sequence(shape.inner()) if isinstance(shape, Table) and shape.rest is None else derived(receiver)), None


def _keys(receiver: Value, _call: Call) -> Result:
    return sequence_of(element_of(receiver)), None


def _pop_key(receiver: Value, call: Call) -> Result:
    got, _ = _get(receiver, call)
    shape, key = receiver.shape, call.constant(0)
    if isinstance(shape, Table) and key in shape.items:
        return got, table({k: v for k, v in shape.items.items() if k != key}, shape.rest)
    return got, None


DICT_METHODS: Final[Mapping[str | None, Model]] = {
    "get": _get, "setdefault": _setdefault, "update": _update, "items": _pairs, "values": _values, "keys": _keys,
    "pop": _pop_key, "copy": _copy, "clear": _clear,
}  # fmt: skip


def put(receiver: Value, key: object, value: Value) -> Value:
    """The container after `receiver[key] = value`."""
    shape = receiver.shape
    if isinstance(shape, Table):
        changed = shape.put(key, value)
        return Value(shape=changed, taint=receiver.taint, trusted=receiver.trusted and value.trusted)
    items = _items(receiver)
    if items is not None and isinstance(key, int) and -len(items) <= key < len(items):
        replaced = list(items)
        replaced[key] = value
        return _with_items(receiver, tuple(replaced))
    if isinstance(shape, Items):
        return _with_items(receiver, None, join(element_of(receiver), value))
    if isinstance(shape, Thing):
        return receiver
    return receiver.replace(taint=merged(receiver.taint, traces(value)))


def without(receiver: Value, key: object) -> Value:
    """The container after `del receiver[key]`."""
    shape = receiver.shape
    if isinstance(shape, Table) and key in shape.items:
        return table({k: v for k, v in shape.items.items() if k != key}, shape.rest)
    items = _items(receiver)
    if items is not None and isinstance(key, int) and -len(items) <= key < len(items):
        rest = list(items)
        del rest[key]
        return _with_items(receiver, tuple(rest))
    return receiver


def model(receiver: Value, call: Call) -> Result | None:
    """What a method of a list or dict does; None if it is neither."""
    methods = LIST_METHODS if isinstance(receiver.shape, Items) else DICT_METHODS
    if not isinstance(receiver.shape, Items | Table) or call.method not in methods:
        return None
    return methods[call.method](receiver, call)


def literal(node: ast.List | ast.Tuple | ast.Set, items: list[Value]) -> Value:
    """The value of a display, whose starred parts make it one of unknown length."""
    if any(isinstance(item, ast.Starred) for item in node.elts):
        return sequence_of(
            join_all(element_of(v) if isinstance(n, ast.Starred) else v for n, v in zip(node.elts, items, strict=True))
        )
    return sequence(items)
