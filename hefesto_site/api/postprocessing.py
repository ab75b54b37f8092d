"""The last pass over the OpenAPI document: the envelope around every answer, and the errors that go with each."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from drf_spectacular.generators import SchemaGenerator

from hefesto_site.api.envelope import CONTENT_TYPE
from hefesto_site.api.error_schemas import (
    MOMENT,
    NULL,
    TIMESTAMP,
    Schema,
    errors_of,
    name_of,
    response_of,
    schema_of,
)
from hefesto_site.api.errors import ApiError
from hefesto_site.api.openapi import CONDITIONAL, ERRORS

_HEADERS: Final[Schema] = {
    "RequestId": {
        "description": "The request's own X-Request-ID if it is sane, else a new one; every log line carries it.",
        "schema": {"type": "string"},
    },
    "ApiVersion": {"description": "The version of the API.", "schema": {"type": "string", "enum": ["v1"]}},
    "ETag": {
        "description": "Sent back as If-None-Match, it asks whether the list still holds.",
        "schema": {"type": "string"},
    },
}
_EVERY_ANSWER: Final[Schema] = {
    "X-Request-ID": {"$ref": "#/components/headers/RequestId"},
    "X-API-Version": {"$ref": "#/components/headers/ApiVersion"},
}
_ETAG: Final[Schema] = {"ETag": {"$ref": "#/components/headers/ETag"}}
_IF_NONE_MATCH: Final[Schema] = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The ETag of an earlier answer.",
}


def complete(result: Schema, generator: SchemaGenerator, **_: Any) -> Schema:
    """Complete a generated document in place."""
    del generator
    components: Schema = result.setdefault("components", {})
    components["headers"] = _HEADERS
    components.setdefault("responses", {})
    components.setdefault("schemas", {})
    for operation in _operations(result):
        named = operation.pop(ERRORS, [])
        for answer in operation["responses"].values():
            _wrap(answer, components["schemas"])
        if operation.pop(CONDITIONAL, False):
            _make_conditional(operation)
        _add_errors(operation, named, components)
        operation["responses"] = dict(sorted(operation["responses"].items()))
    for name in ("schemas", "responses"):
        components[name] = dict(sorted(components[name].items()))
    return result


def _operations(result: Schema) -> Iterator[Schema]:
    for methods in result["paths"].values():
        for operation in methods.values():
            if isinstance(operation, dict) and "responses" in operation:
                yield operation


def _wrap(answer: Schema, schemas: Schema) -> None:
    """Put the envelope around one successful answer: its schema and its examples."""
    answer["headers"] = {**answer.get("headers", {}), **_EVERY_ANSWER}
    content = answer.get("content", {}).get(CONTENT_TYPE)
    if content is None:
        return
    content["schema"] = _envelope_around(content["schema"], schemas)
    for example in content.get("examples", {}).values():
        example["value"] = {"success": True, "data": example["value"], "error": None, "timestamp": MOMENT}


def _envelope_around(data: Schema, schemas: Schema) -> Schema:
    """A component for named data, the schema itself for other."""
    properties = {"success": {"type": "boolean", "enum": [True]}, "data": data, "error": NULL, "timestamp": TIMESTAMP}
    envelope = {"type": "object", "required": list(properties), "properties": properties}
    name = data.get("$ref", "").rpartition("/")[2]
    if not name:
        return envelope
    schemas[f"{name}Envelope"] = envelope
    return {"$ref": f"#/components/schemas/{name}Envelope"}


def _make_conditional(operation: Schema) -> None:
    operation.setdefault("parameters", []).append(_IF_NONE_MATCH)
    answers = operation["responses"]
    answers["200"]["headers"] |= _ETAG
    answers["304"] = {"description": "Nothing has changed.", "headers": _EVERY_ANSWER | _ETAG}


def _add_errors(operation: Schema, named: list[ApiError], components: Schema) -> None:
    """One response a status: shared where nothing in it is the operation's own."""
    status = attrgetter("status")
    for number, members in groupby(sorted([*named, *errors_of(operation)], key=status), key=status):
        group = list(members)
        for error in group:
            components["schemas"].setdefault(name_of(error.code), schema_of(error.code))
        response = {**response_of(group), "headers": _EVERY_ANSWER}
        if any(error in named for error in group):
            operation["responses"][str(number)] = response
        else:
            name = name_of(group[0].code)
            components["responses"][name] = response
            operation["responses"][str(number)] = {"$ref": f"#/components/responses/{name}"}
