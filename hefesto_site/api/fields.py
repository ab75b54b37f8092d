"""Input fields that take exactly the types the contract names: nothing is coerced, and faults speak its language.

In a `Query` every value arrives as text and is read; in a `Body` a number is a number and a string a string.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator, MinLengthValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

_DIGITS = re.compile(r"[+-]?[0-9]{1,30}")
_DATE_LENGTH = len("2025-10-30")
_SPACE_BEFORE_OFFSET = re.compile(r" (?=\d\d:?\d\d$)")  # a plus sign that a query string turned into a blank


class Strict(serializers.Field[Any, Any, Any, Any]):
    """What all input fields share: their words for what is missing, and whether they read text."""

    default_error_messages = {
        "required": "Field required",
        "null": "Value may not be null",
        "blank": "Value may not be blank",
        "invalid_choice": "Value must be one of: {allowed}",
        "min_value": "Value must be greater than or equal to {min_value}",
        "max_value": "Value must be less than or equal to {max_value}",
    }

    @property
    def reads_text(self) -> bool:
        """Whether the value comes from a query string, where everything is text."""
        return bool(getattr(self.root, "is_query", False))


class String(Strict, serializers.CharField):
    """A string, blanks kept; empty only with `allow_blank=True`."""

    default_error_messages = {
        "type_error.string": "Value must be a string",
        "max_length": "Value must have at most {max_length} characters",
        "min_length": "Value must have at least {min_length} characters",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """The string itself; a number is none."""
        if not isinstance(data, str):
            self.fail("type_error.string")
        return str(data)


class Choice(Strict, serializers.ChoiceField):
    """One of some strings, spelt exactly so."""

    def to_internal_value(self, data: Any) -> Any:
        """The choice."""
        if not isinstance(data, str) or data not in self.choice_strings_to_values:
            self.fail("invalid_choice", allowed=", ".join(self.choice_strings_to_values))
        return self.choice_strings_to_values[data]


class Integer(Strict, serializers.IntegerField):
    """A whole number between its bounds."""

    default_error_messages = {"type_error.integer": "Value must be an integer"}

    def to_internal_value(self, data: Any) -> int:
        """The number; `true` is none, and text only in a query string."""
        if self.reads_text and isinstance(data, str):
            if not data:
                self.fail("blank")
            is_integer = _DIGITS.fullmatch(data) is not None
        else:
            is_integer = type(data) is int or (type(data) is float and data.is_integer())
        if not is_integer:
            self.fail("type_error.integer")
        return int(data)


class Number(Strict, serializers.FloatField):
    """A finite number between its bounds."""

    default_error_messages = {"type_error.float": "Value must be a number"}

    def to_internal_value(self, data: Any) -> float:
        """The number; `true` is none, and text only in a query string."""
        if self.reads_text and data == "":
            self.fail("blank")
        try:
            number = float(data) if type(data) in {int, float} or self.reads_text else math.nan
        except (ValueError, OverflowError, TypeError):
            number = math.nan
        if not math.isfinite(number):
            self.fail("type_error.float")
        return number


class Boolean(Strict, serializers.BooleanField):
    """True or false, and nothing that looks like it."""

    default_error_messages = {"type_error.boolean": "Value must be true or false"}
    _words: ClassVar[Mapping[str, bool]] = {"true": True, "1": True, "false": False, "0": False}

    def to_internal_value(self, data: Any) -> bool:
        """The truth value; the words `true`, `false`, `1`, `0` in a query string."""
        if self.reads_text and isinstance(data, str):
            if not data:
                self.fail("blank")
            data = self._words.get(data)
        if not isinstance(data, bool):
            self.fail("type_error.boolean")
        return bool(data)


@extend_schema_field({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]})
class DateTime(Strict, serializers.DateTimeField):
    """A point in time as ISO 8601, given back in UTC; without an offset it is UTC already.

    A date alone is the whole day: its first moment, or with `ends_day=True` its last.
    """

    default_error_messages = {
        "value_error.datetime": "Value must be an ISO 8601 date or date and time",
    }

    def __init__(self, *, ends_day: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ends_day = ends_day

    def to_internal_value(self, data: Any) -> datetime:
        """The moment."""
        if data == "":
            self.fail("blank")
        try:
            return self._read(data)
        except (ValueError, OverflowError, TypeError):
            self.fail("value_error.datetime")

    def _read(self, text: str) -> datetime:
        moment = datetime.fromisoformat(_SPACE_BEFORE_OFFSET.sub("+", text) if self.reads_text else text)
        if len(text) <= _DATE_LENGTH and self.ends_day:
            moment = datetime.combine(moment.date(), time.max)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class List(Strict, serializers.ListField):
    """A list; in a query string, the parameter repeated."""

    default_error_messages = {
        "type_error.list": "Value must be a list",
        "empty": "List must have 1 or more items",
        "min_length": "List must have {min_length} or more items",
        "max_length": "List must have {max_length} or fewer items",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, MinLengthValidator):
                validator.code = "min_items"
            elif isinstance(validator, MaxLengthValidator):
                validator.code = "max_items"

    def to_internal_value(self, data: Any) -> list[Any]:
        """The items, each read by the child field."""
        if not isinstance(data, list):
            self.fail("type_error.list")
        if self.max_length is not None and len(data) > self.max_length:
            self.run_validators(data)  # not a million faults for a million bad items
        return list(super().to_internal_value(data))


class Object(Strict, serializers.DictField):
    """A JSON object of any content that Postgres can keep."""

    default_error_messages = {
        "type_error.dict": "Value must be an object",
        "value_error.null_character": "Null characters are not allowed",
    }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The object as it came."""
        if not isinstance(data, dict):
            self.fail("type_error.dict")
        if _holds_null_character(data):
            self.fail("value_error.null_character")
        return dict(data)


def _holds_null_character(value: object) -> bool:
    """Whether any string inside, key or value, has one: jsonb cannot keep it."""
    rest = [value]
    while rest:
        item = rest.pop()
        if isinstance(item, str):
            if "\0" in item:
                return True
        elif isinstance(item, dict):
            rest.extend(item)
            rest.extend(item.values())
        elif isinstance(item, list):
            rest.extend(item)
    return False
