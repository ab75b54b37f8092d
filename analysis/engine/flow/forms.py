"""Forms and serializers: what they hand on of a request, field by field."""

import ast
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.definitions import Class
from analysis.engine.flow.kinds import Source
from analysis.engine.flow.shapes import table, thing
from analysis.engine.flow.sources import field
from analysis.engine.flow.values import TRUSTED, Value, derived

_NAMES: Final = frozenset({"form", "serializer", "schema", "parser"})
_CHECKED: Final = ("cleaned_data", "validated_data", "data")
_HARMLESS_FIELDS: Final = frozenset(
    {
        "IntegerField", "FloatField", "DecimalField", "BooleanField", "NullBooleanField", "DateField", "DateTimeField",
        "TimeField", "DurationField", "UUIDField", "ChoiceField", "TypedChoiceField", "MultipleChoiceField",
        "ModelChoiceField", "ModelMultipleChoiceField", "PrimaryKeyRelatedField", "SlugField", "GenericIPAddressField",
    }
)  # fmt: skip


def bound(name: str, call: Call, definition: Class | None = None) -> Value | None:
    """A form made from data of a request; None if the call makes no form of such data."""
    if not words(name) & _NAMES:
        return None
    taint = tuple(taint for taint in derived(*call.values()).taint if taint.source is Source.REMOTE)
    if not taint:
        return None
    data = Value(taint=taint)
    fields: dict[object, Value] = {}
    for field_name, node in definition.values.items() if definition is not None else ():
        fields[field_name] = TRUSTED if _kind(node) in _HARMLESS_FIELDS else field(data, field_name, node)
    checked = table(fields, data) if fields else data
    return thing(name, {**dict.fromkeys(_CHECKED, checked), **call.keywords}, definition)


def _kind(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
