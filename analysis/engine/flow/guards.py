"""Conditions that show a value harmless: what is known where they hold, and where they do not."""

import ast
import re
from collections.abc import Iterable
from typing import Final

from analysis.engine.flow.cleaners import judges, words
from analysis.engine.flow.kinds import (
    CODE,
    EVERY,
    FILES,
    HEADER,
    HTML,
    LDAP,
    NO_DOUBLE_SLASH,
    NO_QUOTE,
    NORMALISED,
    QUOTE_AT_END,
    QUOTE_AT_START,
    REDIRECT,
    SHELL,
    SLASH_AT_START,
    SQL,
    TEMPLATE,
    URL,
    XML,
    XPATH,
    Source,
)
from analysis.engine.flow.shapes import kind_of
from analysis.engine.flow.texts import before_hole
from analysis.engine.flow.values import DATA, VARIABLE, Facts, Marks, Value, traces

NOTHING: Final[Facts] = ((), ())
NET_PARTS: Final = frozenset({"url.netloc", "url.hostname"})
OTHER_PARTS: Final = frozenset({"url.scheme", "url.path", "url.port", "url.part"})
# A text without these is clean for that: what a guard must look for.
_ABSENT: Final[dict[str, int]] = {
    "..": FILES,
    "../": FILES,
    "/": FILES,
    "<": HTML | XML,
    "'": XPATH | SQL | NO_QUOTE,
    '"': XPATH | SQL | NO_QUOTE,
    "\n": HEADER,
    "\r": HEADER,
    "(": LDAP | CODE,
    "*": LDAP,
    "{": TEMPLATE,
    "{{": TEMPLATE,
    ";": 0,
    "//": NO_DOUBLE_SLASH | REDIRECT,
    "://": REDIRECT | URL,
    ":": 0,
}
_SHELL_CHARACTERS: Final = frozenset(";|&$`<>\n")
_HOST: Final = re.compile(r"https?://[^/]+/")
_CLOSED_WORDS: Final = frozenset(
    {"allowed", "allowlist", "whitelist", "valid", "permitted", "known", "safe", "choices", "trusted", "supported"}
)


def marks(value: Value, mask: int) -> Marks:
    """Marks for every origin in a value."""
    return tuple((taint.origin, mask) for taint in traces(value))


def allowed(value: Value, mask: int, node: ast.AST | None) -> Marks:
    """Marks for a value that was found to be one that its author allows.

    Of data that lost something on its way (a slice, one part of a split) that says nothing about the rest: only the
    variable that was looked at is clean.
    """
    if value.text != DATA:
        return marks(value, mask)
    return ((f"{VARIABLE}{node.id}", mask),) if isinstance(node, ast.Name) else ()


def negated(facts: Facts) -> Facts:
    """What `not` makes of it."""
    return facts[1], facts[0]


def both(first: Marks, second: Marks) -> Marks:
    """What is known if only one of two holds, and which is not known."""
    known = dict(first)
    return tuple((origin, known[origin] & mask) for origin, mask in second if known.get(origin, 0) & mask)


def all_of(parts: Iterable[Facts]) -> Facts:
    """What `a and b` shows."""
    true: Marks = ()
    false: Marks | None = None
    for part in parts:
        true += part[0]
        false = part[1] if false is None else both(false, part[1])
    return true, false or ()


def any_of(parts: Iterable[Facts]) -> Facts:
    """What `a or b` shows."""
    return negated(all_of(negated(part) for part in parts))


def of(value: Value) -> Facts:
    """What the truth of a value shows."""
    if value.facts is not None:
        return value.facts
    if value.taint and kind_of(value) in NET_PARTS:
        return (), marks(value, REDIRECT)  # an address without a host stays on this site
    # Data as it came in is empty where it is false.
    return ((), marks(value, EVERY)) if value.taint and value.shape is None and value.text is None else NOTHING


Side = tuple[Value, ast.expr]


def compared(operator: ast.cmpop, left: Side, right: Side) -> Facts:
    """What a comparison shows."""
    if isinstance(operator, ast.Eq | ast.Is):
        return _equal(left, right)
    if isinstance(operator, ast.NotEq | ast.IsNot):
        return negated(_equal(left, right))
    if isinstance(operator, ast.In):
        return _contained(left, right)
    return negated(_contained(left, right)) if isinstance(operator, ast.NotIn) else NOTHING


def _equal(left_side: Side, right_side: Side) -> Facts:
    left, right = left_side[0], right_side[0]
    for (value, node), (other, _) in ((left_side, right_side), (right_side, left_side)):
        if kind_of(value) == "commonpath":
            return marks(value, FILES), ()
        if other.is_const and isinstance(other.const, bool | None):
            continue
        if value.taint and not traces(other) and (other.is_const or other.trusted):
            return allowed(value, strength(value), node), ()
        if kind_of(value) in NET_PARTS and all(taint.cleaned & REDIRECT for taint in traces(other)):
            return marks(value, URL | REDIRECT), ()  # the host of this site
    if value_is_normalised(left):  # a path that is its folder
        return _beyond(left, right), ()
    if left.facts is not None and right.is_const and isinstance(right.const, bool | None):
        return left.facts if right.const else negated(left.facts)
    return NOTHING


def strength(value: Value) -> int:
    """What a value is clean for that equals one its author chose: a part of an address speaks for the host only."""
    kind = kind_of(value)
    if kind in NET_PARTS:
        return URL | REDIRECT
    return 0 if kind in OTHER_PARTS else EVERY


def _contained(left_side: Side, right_side: Side) -> Facts:
    (left, node), (right, right_node) = left_side, right_side
    if left.is_const and isinstance(left.const, str) and traces(right):
        return (), marks(right, absent((left.const,)))
    if traces(left) and _is_closed(right, right_node):
        return allowed(left, strength(left), node), ()
    if isinstance(right_node, ast.Attribute) and right_node.attr == "parents" and traces(right):
        return marks(right, FILES), ()
    return NOTHING


def absent(texts: Iterable[str]) -> int:
    """What a text is clean for in which none of these occurs."""
    mask = 0
    several = list(texts)
    for text in several:
        mask |= _ABSENT.get(text, 0)
    return mask | SHELL if len(_SHELL_CHARACTERS & set(several)) >= 6 else mask


def _is_closed(collection: Value, node: ast.expr) -> bool:
    """Whether membership in a collection means that its author chose the value."""
    sources = {taint.source for taint in traces(collection)}
    return not sources or (Source.REMOTE not in sources and bool(words(_name(node)) & _CLOSED_WORDS))


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def starts_with(value: Value, prefix: Value) -> Facts:
    """What `value.startswith(prefix)` shows."""
    start = before_hole(prefix)
    mask = 0
    if start in {"'", '"'}:
        return marks(value, QUOTE_AT_START), ()
    if start == "/" and prefix.is_const:
        return marks(value, SLASH_AT_START), marks(value, FILES if value_is_normalised(value) else 0)
    if start == "//":
        return (), marks(value, NO_DOUBLE_SLASH)
    if _HOST.match(start):
        mask |= URL | REDIRECT
    return marks(value, mask) + (_beyond(value, prefix) if value_is_normalised(value) else ()), ()


def _beyond(path: Value, folder: Value) -> Marks:
    """Marks for what a path has in addition to its folder."""
    known = {taint.origin for taint in traces(folder)}
    return tuple((taint.origin, FILES) for taint in traces(path) if taint.origin not in known)


def ends_with(value: Value, suffix: Value) -> Facts:
    """What `value.endswith(suffix)` shows."""
    return (marks(value, QUOTE_AT_END), ()) if suffix.is_const and suffix.const in {"'", '"'} else NOTHING


def value_is_normalised(value: Value) -> bool:
    """Whether every trace in a value went through `resolve()`, `realpath()` or `normpath()`."""
    taints = traces(value)
    return bool(taints) and all(taint.cleaned & NORMALISED for taint in taints)


def inside_folder(path: Value) -> Facts:
    """What `path.is_relative_to(folder)` shows."""
    return (marks(path, FILES), ()) if value_is_normalised(path) else NOTHING


def by_name(name: str, values: Iterable[Value], nodes: Iterable[ast.AST]) -> Facts:
    """What a predicate of unknown source shows: `is_safe_name(value)`."""
    if not judges(name):
        return NOTHING
    return tuple(mark for value, node in zip(values, nodes, strict=False) for mark in allowed(value, EVERY, node)), ()
