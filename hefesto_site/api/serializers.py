"""What requests may say: bodies and query strings, read strictly, with every fault reported at once."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.fields import SkipField, empty
from rest_framework.request import Request

from hefesto_site.api import fields
from hefesto_site.api.errors import Fault, ValidationFailed
from hefesto_site.api.faults import faults_in


class Input(serializers.Serializer[Any]):
    """A request's part, field by field; a field takes part in the contract only as one of `api.fields`."""

    is_query: ClassVar[bool] = False
    default_error_messages = {"required": "Field required", "null": "Value may not be null"}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name, field in cls._declared_fields.items():
            if not isinstance(field, fields.Strict | Input | serializers.ListSerializer):
                raise TypeError(
                    f"{cls.__name__}.{name} coerces what it is given: use a field of hefesto_site.api.fields"
                )

    def cross_check(self, values: dict[str, Any]) -> Iterable[Fault]:
        """Faults that lie between fields; `values` has those that are right by themselves."""
        del values
        return ()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The values; a null for an optional field stands for its absence."""
        if not isinstance(data, Mapping):
            raise ValidationError({"": [ErrorDetail("Value must be an object", code="type_error.dict")]})
        values: dict[str, Any] = {}
        errors: dict[str, Any] = {}
        for name, field in self.fields.items():
            try:
                values[name] = field.run_validation(_given(field, data))
            except ValidationError as error:
                errors[name] = error.detail
            except SkipField:
                pass
        for fault in self.cross_check(values):
            errors.setdefault(fault.field, []).append(ErrorDetail(fault.message, code=fault.type))
        if errors:
            raise ValidationError(errors)
        return values

    @classmethod
    def values_of(cls, data: Any) -> dict[str, Any]:
        """The checked values of plain data. Raises `ValidationFailed` with every fault."""
        try:
            return dict(cls().run_validation(data))
        except ValidationError as error:
            raise ValidationFailed(*faults_in(error.detail)) from error


class Body(Input):
    """The JSON object that a request carries."""

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The checked values of the request's body. Raises `ValidationFailed` with every fault."""
        return cls.values_of(request.data)


class Query(Input):
    """The parameters of a query string; those that are not declared are passed over."""

    is_query: ClassVar[bool] = True

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The checked values of the request's query string. Raises `ValidationFailed` with every fault."""
        query = cls()
        data, repeated = query._plain(request.query_params)
        try:
            values = dict(query.run_validation(data))
        except ValidationError as error:
            raise ValidationFailed(*repeated, *faults_in(error.detail)) from error
        if repeated:
            raise ValidationFailed(*repeated)
        return values

    def _plain(self, parameters: QueryDict) -> tuple[dict[str, Any], list[Fault]]:
        """One value a name, a list where the field is one; and a fault for each name that came twice against that."""
        data: dict[str, Any] = {}
        repeated: list[Fault] = []
        for name, given in parameters.lists():
            if isinstance(self.fields.get(name), fields.List):
                data[name] = given
            elif name in self.fields:
                data[name] = given[-1]
                if len(given) > 1:
                    repeated.append(Fault(name, "Parameter must be given once", "value_error.repeated"))
        return data, repeated


class Period(Query):
    """Part of a query: from one day or moment to another, both included."""

    start_date = fields.DateTime(required=False, help_text="From this day or moment on.")
    end_date = fields.DateTime(required=False, ends_day=True, help_text="Until this day or moment, included.")

    def cross_check(self, values: dict[str, Any]) -> Iterable[Fault]:
        """The start must not lie after the end."""
        start, end = values.get("start_date"), values.get("end_date")
        if start and end and start > end:
            yield Fault("start_date", "start_date must not be after end_date", "value_error.date_range")


def _given(field: serializers.Field[Any, Any, Any, Any], data: Mapping[str, Any]) -> Any:
    value = field.get_value(data)
    return empty if value is None and field.allow_null and not field.required else value
