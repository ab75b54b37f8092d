"""What is wrong with a request, field by field, as `details.errors` of a 422 lists it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rest_framework.exceptions import ErrorDetail

from hefesto_site.api.errors import Fault

TYPES: Final[Mapping[str, str]] = {
    "required": "value_error.missing",
    "null": "type_error.none.not_allowed",
    "blank": "value_error.blank",
    "invalid_choice": "value_error.const",
    "min_value": "value_error.number.not_ge",
    "max_value": "value_error.number.not_le",
    "min_length": "value_error.any_str.min_length",
    "max_length": "value_error.any_str.max_length",
    "min_items": "value_error.list.min_items",
    "max_items": "value_error.list.max_items",
    "not_a_list": "type_error.list",
    "empty": "value_error.list.min_items",
    "null_characters_not_allowed": "value_error.null_character",
    "surrogate_characters_not_allowed": "value_error.surrogate_character",
}
"""The framework's error codes in the specification's words; a code with a dot is such a word already."""


def faults_in(detail: Any, field: str = "") -> Iterator[Fault]:
    """Walk what the framework collected: mappings by field or index, lists of messages or of such mappings."""
    if isinstance(detail, ErrorDetail):
        code = str(detail.code)
        yield Fault(field or "body", str(detail), TYPES.get(code, code if "." in code else "value_error"))
    elif isinstance(detail, Mapping):
        for key, inner in detail.items():
            name = "" if key == "non_field_errors" else str(key)
            yield from faults_in(inner, ".".join(filter(None, (field, name))))
    elif isinstance(detail, Sequence):
        for index, inner in enumerate(detail):
            yield from faults_in(inner, f"{field}.{index}" if isinstance(inner, Mapping) else field)
