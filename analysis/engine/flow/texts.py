"""Texts with holes: concatenation, `%`, `str.format` and `join` on abstract values."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from analysis.engine.flow.values import DATA, HOLE, MOST_TEXT, UNKNOWN, Value, constant, derived, skeleton

_PERCENT: Final = re.compile(
    r"%(?:\((?P<name>\w+)\))?[#0\- +]{0,5}[\d*]{0,5}(?:\.[\d*]{1,5})?(?P<kind>[diouxXeEfFgGcrsa%])"
)
_FIELD: Final = re.compile(r"\{\{|\}\}|\{(?P<name>\w*)(?P<path>(?:[.\[][^{}:!]*)?)(?:![rsa])?(?::(?P<spec>[^{}]*))?\}")
MOST_FIELDS = 64
_HOLES: Final = re.compile(f"[{HOLE}{DATA}]")
_NUMERIC: Final = frozenset("diouxXeEfFgGc")
_NUMERIC_SPECS: Final = frozenset("bdoxXneEfFgG")


def concatenated(parts: Sequence[Value]) -> Value:
    """The parts one after another; one constant if all are."""
    if all(part.is_const for part in parts):
        whole = "".join(skeleton(part) for part in parts)
        if len(whole) <= MOST_TEXT and HOLE not in whole:
            return constant(whole)
    return derived(*parts, text="".join(skeleton(part) for part in parts)[:MOST_TEXT])


def number() -> Value:
    """A number that is not known: harmless as text."""
    return Value(text=HOLE, trusted=True)


def percent(template: Value, named: Mapping[str, Value], positional: Sequence[Value], everything: Value) -> Value:
    """`template % arguments`."""
    if template.text is None or template.taint:
        return derived(template, everything)
    rest = iter(positional)
    parts: list[Value] = []
    end = 0
    for match in islice(_PERCENT.finditer(template.text), MOST_FIELDS):
        parts.append(constant(template.text[end : match.start()]))
        end = match.end()
        if match["kind"] == "%":
            parts.append(constant("%"))
        else:
            value = named.get(match["name"], everything) if match["name"] else next(rest, everything)
            parts.append(number() if match["kind"] in _NUMERIC else value)
    if _PERCENT.search(template.text, end):
        return derived(template, everything)
    parts.append(constant(template.text[end:]))
    return concatenated(parts)


def formatted(template: Value, positional: Sequence[Value], named: Mapping[str, Value], everything: Value) -> Value:
    """`template.format(arguments)`."""
    if template.text is None or template.taint:
        return derived(template, everything)
    parts: list[Value] = []
    end = automatic = 0
    for match in islice(_FIELD.finditer(template.text), MOST_FIELDS):
        parts.append(constant(template.text[end : match.start()]))
        end = match.end()
        if match["name"] is None:
            parts.append(constant(match[0][0]))
            continue
        key = match["name"] or str(automatic)
        automatic += not match["name"]
        value = _argument(key, positional, named, everything)
        parts.append(with_spec(derived(value) if match["path"] else value, match["spec"]))
    if _FIELD.search(template.text, end):
        return derived(template, everything)
    parts.append(constant(template.text[end:]))
    return concatenated(parts)


def _argument(key: str, positional: Sequence[Value], named: Mapping[str, Value], everything: Value) -> Value:
    if key.isdecimal():
        return positional[int(key)] if len(key) < 4 and int(key) < len(positional) else everything
    return named.get(key, everything)


def with_spec(value: Value, spec: str | None) -> Value:
    """A value formatted by a specification; a number's lets nothing but numbers through."""
    if spec and spec[-1] in _NUMERIC_SPECS:
        return number()
    if spec and value.is_const:
        return Value(text=HOLE, trusted=True)
    return value


def joined(separator: Value, items: Sequence[Value] | None, everything: Value) -> Value:
    """`separator.join(items)`; `items` is None where their number is not known."""
    if items is None:
        return derived(separator, everything, text=skeleton(everything))
    parts: list[Value] = []
    for item in items:
        parts += [separator, item] if parts else [item]
    return concatenated(parts) if parts else constant("")


def before_hole(value: Value) -> str:
    """The constant start of a text."""
    return _HOLES.split(skeleton(value), maxsplit=1)[0]


def text_of(value: Value) -> Value:
    """`str(value)`."""
    if value.is_const and isinstance(value.const, str | int | float | None):
        return constant(skeleton(value)) if HOLE not in skeleton(value) else UNKNOWN
    return value if value.shape is None and value.facts is None else derived(value, text=value.text)
