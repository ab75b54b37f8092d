"""The envelope around every answer: `success`, `data`, `error`, `timestamp`."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from django.utils.functional import Promise
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response

from hefesto_site.api.errors import ApiError

CONTENT_TYPE = "application/json"
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS | orjson.OPT_NON_STR_KEYS


def _plain(value: object) -> str:
    """What orjson does not know: a translated string, which is not yet a string."""
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def dumps(value: Any) -> bytes:
    """JSON as the API speaks it: times in UTC with `Z`, to the second."""
    return orjson.dumps(value, default=_plain, option=_OPTIONS)


def success(data: Any) -> bytes:
    """The whole body of an answer; `data` may hold `orjson.Fragment`s of JSON that was rendered before."""
    return dumps({"success": True, "data": data, "error": None, "timestamp": datetime.now(UTC)})


def failure(error: ApiError) -> bytes:
    """The whole body of an error."""
    return failure_of({"code": error.code, "message": error.message, "details": error.details})


def failure_of(error: Mapping[str, Any]) -> bytes:
    """The whole body of an error that is already a mapping."""
    return dumps({"success": False, "data": None, "error": error, "timestamp": datetime.now(UTC)})


class EnvelopeRenderer(BaseRenderer):
    """Renders what a view returned; the exception handler's responses carry `exception`."""

    media_type = CONTENT_TYPE
    format = "json"
    charset = None  # JSON is UTF-8; the media type has no such parameter

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002 - the signature is the framework's
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The body in its envelope; nothing for 204 and 304."""
        response: Response | None = (renderer_context or {}).get("response")
        if response is not None and response.status_code in {204, 304}:
            return b""
        return failure_of(data) if response is not None and response.exception else success(data)
