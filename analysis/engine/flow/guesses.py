"""What a function of another file may return, by its name and by what it is given."""

from typing import Final

from analysis.engine.flow import forms, functions, guards, sources
from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import judges, looks_up, mask_by_words
from analysis.engine.flow.kinds import Source
from analysis.engine.flow.shapes import thing
from analysis.engine.flow.sources import received
from analysis.engine.flow.values import UNKNOWN, Value, cleaned_for, derived, traces

_RAISING: Final = ("validate", "ensure", "check", "assert", "verify", "require")
_CLIENTS: Final = frozenset({"requests", "httpx", "aiohttp", "urllib3"})  # what another server answers
_ASKING: Final = ("get_", "is_", "has_", "set_")


def result(call: Call) -> Value:
    """A guess at the result of a call."""
    name = call.name or call.method or ""
    wrapped = sources.of_wrapper(call)
    if wrapped is not None:
        return wrapped
    if name.split(".", 1)[0] in _CLIENTS and not name.rsplit(".", 1)[-1][:1].isupper():
        return received(f"{name}(…)", Source.STORED, call.line)
    mask = mask_by_words(name)
    if mask is not None or judges(name):
        return _cleaned(call, name, mask or 0)
    last = name.rsplit(".", 1)[-1]
    if last[:1].isupper() and not last.isupper():
        return forms.bound(name, call) or thing(name, call.keywords)
    if looks_up(last) or last.startswith(_ASKING):
        return UNKNOWN
    return _handed_on(call)


def _cleaned(call: Call, name: str, mask: int) -> Value:
    """The result of `sanitize(value)`, and what `is_safe(value)` shows."""
    result = cleaned_for(derived(*call.values()), mask)
    shown = guards.by_name(name, call.values(), call.nodes())
    if shown == guards.NOTHING:
        return result
    if name.rsplit(".", 1)[-1].startswith(_RAISING):
        call.environment.mark(shown[0])  # it raises for what it does not accept
    return result.replace(facts=shown)


def _handed_on(call: Call) -> Value:
    """The data, if the function got nothing else that it could return."""
    values = [value for value in call.values() if not value.is_const]
    if len(values) != 1 or call.extra is not None:
        return UNKNOWN
    known = call.name is not None and call.name.split(".", 1)[0] in functions.STANDARD
    taint = tuple(item if known else item.doubted() for item in traces(values[0]))
    return Value(taint=taint) if taint else UNKNOWN
