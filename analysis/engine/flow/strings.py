"""Methods of texts: of constants, of texts with holes, of data from outside."""

import ast
from collections.abc import Callable, Mapping
from typing import Final

from analysis.engine.flow import constants, guards, sources
from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import HARMLESS_METHODS, looks_up, mask_of
from analysis.engine.flow.kinds import EVERY, SQL, XPATH
from analysis.engine.flow.shapes import MOST_ITEMS, Items, sequence, sequence_of, split_words
from analysis.engine.flow.texts import formatted, joined
from analysis.engine.flow.values import (
    DATA,
    TRUSTED,
    UNKNOWN,
    Value,
    cleaned_for,
    constant,
    derived,
    join,
)

Model = Callable[[Value, Call], Value]
_SAME_TEXT: Final = (
    "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold", "swapcase", "encode", "decode",
    "ljust", "rjust", "center", "zfill", "expandtabs", "removeprefix", "removesuffix", "translate",
)  # fmt: skip
_FIELD_METHODS: Final = frozenset({"get", "pop", "getlist", "get_all", "getfirst", "getvalue", "__getitem__"})


def model(receiver: Value, call: Call) -> Value | None:
    """What a method of a text or of data from outside returns; None if it is neither."""
    if receiver.is_const:
        folded = _folded(receiver, call)
        if folded is not None:
            return folded
    elif receiver.text is None and not receiver.taint:
        return None
    method = str(call.method)
    if method in _FIELD_METHODS and receiver.taint and receiver.text in {None, DATA}:
        return _field(receiver, call)
    known = _METHODS.get(method)
    if known is not None:
        return known(receiver, call)
    return _of_data(receiver, call) if receiver.taint or isinstance(receiver.const, str) else None


def _folded(receiver: Value, call: Call) -> Value | None:
    if call.keywords or not all(value.is_const for value in call.values()):
        return None
    try:
        result = constants.method(receiver.const, str(call.method), [value.const for value in call.arguments])
    except constants.NotComputed:
        return None
    if isinstance(result, list | tuple):
        return sequence(constant(item) for item in result) if len(result) <= MOST_ITEMS else sequence_of(TRUSTED)
    return constant(result)


def _format(receiver: Value, call: Call) -> Value:
    return formatted(receiver, call.arguments, call.keywords, derived(*call.values()))


def _join(receiver: Value, call: Call) -> Value:
    if not call.arguments:
        return UNKNOWN
    items = call.arguments[0]
    return joined(receiver, items.shape.items if isinstance(items.shape, Items) else None, derived(items))


def _same(receiver: Value, _call: Call) -> Value:
    return Value(text=receiver.text, taint=receiver.taint, trusted=receiver.trusted)


def _split(receiver: Value, call: Call) -> Value:
    separator = call.constant(0) if call.arguments else None
    blank = not call.arguments or (len(call.arguments) == 1 and separator == " ")
    return split_words(receiver) if blank else sequence_of(derived(receiver))


def _replaced(receiver: Value, call: Call) -> Value:
    """`text.replace(old, new)`: doubling or encoding a quote makes it harmless inside quotes."""
    old, new = call.constant(0), call.constant(1)
    result = derived(receiver, *call.arguments, text=receiver.text)
    if old in {"'", '"'} and isinstance(new, str):
        return cleaned_for(result, SQL | XPATH if new in {"''", '""'} else XPATH)
    return result


def _asked(receiver: Value, call: Call) -> Value:
    """`text.isdigit()`, `text.find(…)`: a number or a truth."""
    if str(call.method).startswith("is") and not call.arguments:
        return Value(facts=(guards.allowed(receiver, EVERY, call.receiver_node), ()), trusted=True)
    return TRUSTED


def _starts(receiver: Value, call: Call) -> Value:
    return Value(facts=guards.starts_with(receiver, call.arguments[0]), trusted=True) if call.arguments else TRUSTED


def _ends(receiver: Value, call: Call) -> Value:
    return Value(facts=guards.ends_with(receiver, call.arguments[0]), trusted=True) if call.arguments else TRUSTED


def _field(receiver: Value, call: Call) -> Value:
    """`data.get(key, default)`."""
    if isinstance(call.node, ast.Call):
        converted = next((keyword.value for keyword in call.node.keywords if keyword.arg == "type"), None)
        if isinstance(converted, ast.Name) and converted.id in {"int", "float", "bool"}:
            return TRUSTED
    if not call.arguments:
        return derived(receiver)
    key = call.arguments[0]
    value = sources.field(receiver, key.const if key.is_const else None, next(call.nodes(), call.node))
    if call.method in {"getlist", "get_all"}:
        return sequence_of(value)
    default = call.argument(1, "default")
    return value if default is None else join(value, default)


def _of_data(receiver: Value, call: Call) -> Value:
    """A method that is not known, of data from outside: its result is such data too."""
    result = derived(receiver, *call.values())
    mask = mask_of(f".{call.method}")
    if mask:
        return cleaned_for(result, mask)
    if all(taint.doubtful for taint in receiver.taint) and looks_up(str(call.method)):
        return UNKNOWN
    return result


_METHODS: Final[Mapping[str, Model]] = {
    **dict.fromkeys(HARMLESS_METHODS, _asked),
    **dict.fromkeys(_SAME_TEXT, _same),
    **dict.fromkeys(("split", "rsplit", "splitlines", "partition", "rpartition"), _split),
    "format": _format,
    "join": _join,
    "replace": _replaced,
    "startswith": _starts,
    "endswith": _ends,
}
