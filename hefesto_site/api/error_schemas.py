"""Errors as the OpenAPI document shows them: a schema for each code, examples from errors as they are raised."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from hefesto_site.api import errors
from hefesto_site.api.envelope import CONTENT_TYPE
from hefesto_site.api.parsers import MAXIMUM_BODY_BYTES, MAXIMUM_NESTING

Schema = dict[str, Any]

MOMENT: Final = "2025-10-30T12:00:00Z"
NULL: Final[Schema] = {"type": "object", "nullable": True, "enum": [None]}
TIMESTAMP: Final[Schema] = {"type": "string", "format": "date-time", "description": "When the answer was made, in UTC."}
_FAULTS: Final[Schema] = {
    "type": "object",
    "required": ["errors"],
    "properties": {
        "errors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["field", "message", "type"],
                "properties": {
                    "field": {"type": "string", "description": "Dotted, with the indexes of lists: `paths.3`."},
                    "message": {"type": "string"},
                    "type": {"type": "string"},
                },
            },
        }
    },
}


def errors_of(operation: Schema) -> Iterator[errors.ApiError]:
    """What any operation of this kind may raise."""
    if operation.get("security"):
        yield errors.AuthenticationRequired()
        yield errors.InsufficientPermissions(required_scope="write:findings", scopes=["read:findings"])
    if "requestBody" in operation:
        yield errors.MalformedRequest(
            "The request body is not valid JSON", reason="unexpected end of data: line 1 column 2"
        )
        yield errors.MalformedRequest(
            "The request body is nested too deeply", reason="nested_too_deeply", max_depth=MAXIMUM_NESTING
        )
        yield errors.PayloadTooLarge(max_bytes=MAXIMUM_BODY_BYTES)
        yield errors.UnsupportedMediaType(supported=[CONTENT_TYPE])
    if "requestBody" in operation or any(place["in"] == "query" for place in operation.get("parameters", ())):
        yield errors.ValidationFailed(
            errors.Fault("path", "Field required", "value_error.missing"),
            errors.Fault(
                "severity_threshold", "Value must be one of: LOW, MEDIUM, HIGH, CRITICAL", "value_error.const"
            ),
        )
    yield errors.InternalError()
    yield errors.ServiceUnavailable(service="database", reason="unreachable")


def name_of(code: str) -> str:
    """The schema's name: `RESOURCE_NOT_FOUND` is `ResourceNotFoundError`."""
    return code.title().replace("_", "").removesuffix("Error") + "Error"


def schema_of(code: str) -> Schema:
    """The whole envelope of one error."""
    details: Schema = {"type": "object", "additionalProperties": True}
    return {
        "type": "object",
        "required": ["success", "data", "error", "timestamp"],
        "properties": {
            "success": {"type": "boolean", "enum": [False]},
            "data": NULL,
            "error": {
                "type": "object",
                "required": ["code", "message", "details"],
                "properties": {
                    "code": {"type": "string", "enum": [code]},
                    "message": {"type": "string"},
                    "details": _FAULTS if code == errors.ValidationFailed.code else details,
                },
            },
            "timestamp": TIMESTAMP,
        },
    }


def response_of(group: Sequence[errors.ApiError]) -> Schema:
    """The response of one status: the schemas of the codes it may carry, and each error as an example."""
    references = [{"$ref": f"#/components/schemas/{name_of(code)}"} for code in _codes(group)]
    schema: Schema = references[0] if len(references) == 1 else {"oneOf": references}
    examples = {f"{error.code} {number}": _example(error) for number, error in enumerate(group, 1)}
    names = {name: name.rpartition(" ")[0] if len(group) == 1 else name for name in examples}
    return {
        "description": "; ".join(dict.fromkeys(error.message for error in group)) + ".",
        "content": {
            CONTENT_TYPE: {"schema": schema, "examples": {names[name]: value for name, value in examples.items()}}
        },
    }


def _codes(group: Iterable[errors.ApiError]) -> list[str]:
    return list(dict.fromkeys(error.code for error in group))


def _example(error: errors.ApiError) -> Schema:
    body = {"code": error.code, "message": error.message, "details": error.details}
    return {"value": {"success": False, "data": None, "error": body, "timestamp": MOMENT}, "summary": error.message}
