"""Forms and serializers: what they hand on of a request, field by field."""

import ast
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.definitions import Class
from analysis.engine.flow.kinds import FIELDS, Source
from analysis.engine.flow.shapes import Thing, table, thing
from analysis.engine.flow.sources import field, read
from analysis.engine.flow.values import TRUSTED, Value, derived

_NAMES: Final = frozenset({"form", "serializer", "schema", "parser"})
_SELF_READING: Final = frozenset({"FlaskForm", "StarletteForm"})
_SELF_READING_KIND: Final = "form of the request"
_CHECKED: Final = ("cleaned_data", "validated_data", "data")
_HARMLESS_FIELDS: Final = frozenset(
    {
        "IntegerField", "FloatField", "DecimalField", "BooleanField", "NullBooleanField", "DateField", "DateTimeField",
        "TimeField", "DurationField", "UUIDField", "ChoiceField", "TypedChoiceField", "MultipleChoiceField",
        "ModelChoiceField", "ModelMultipleChoiceField", "PrimaryKeyRelatedField", "SlugField", "GenericIPAddressField",
        "SelectField", "RadioField",
    }
)  # fmt: skip


def bound(name: str, call: Call, definition: Class | None = None) -> Value | None:
    """A form made from data of a request; None if the call makes no form of such data."""
    lineage = frozenset() if definition is None else call.machine.definitions.lineage(definition)
    if not any(words(known) & _NAMES for known in (name, *lineage)):
        return None
    if lineage & _SELF_READING and not call.arguments:
        return thing(_SELF_READING_KIND, definition=definition)
    remote = (taint for taint in derived(*call.values()).taint if taint.source is Source.REMOTE)
    taint = tuple(taint.clean(FIELDS) for taint in remote)  # a form knows its fields
    if not taint:
        return None
    data = Value(taint=taint)
    fields: dict[object, Value] = {}
    for field_name, node in definition.values.items() if definition is not None else ():
        fields[field_name] = TRUSTED if _kind(node) in _HARMLESS_FIELDS else field(data, field_name, node)
    checked = table(fields, data) if fields else data
    return thing(name, {**dict.fromkeys(_CHECKED, checked), **call.keywords}, definition)


def part(value: Value, name: str, line: int) -> Value | None:
    """A field of a form that reads the request itself: `form.name`; None for anything else."""
    shape = value.shape
    if not isinstance(shape, Thing) or shape.kind != _SELF_READING_KIND or shape.definition is None:
        return None
    node = shape.definition.values.get(name)
    if node is None:
        return None
    given = TRUSTED if _kind(node) in _HARMLESS_FIELDS else read(f"form.{name}.data", Source.REMOTE, line)
    return thing("form field", {"data": given})


def _kind(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
