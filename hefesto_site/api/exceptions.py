"""What any code raises while it answers a request, turned into an error with a code and then into a response."""

from collections.abc import Mapping
from typing import Any, Final

import redis.exceptions
import structlog
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, UnreadablePostError
from psycopg.errors import QueryCanceled
from rest_framework import exceptions as framework
from rest_framework.response import Response

from hefesto_site.api import errors
from hefesto_site.api.faults import faults_in
from hefesto_site.api.parsers import MAXIMUM_BODY_BYTES

log = structlog.get_logger("hefesto.api")

BY_STATUS: Final[Mapping[int, type[errors.ApiError]]] = {
    400: errors.MalformedRequest,
    401: errors.AuthenticationRequired,
    403: errors.InsufficientPermissions,
    404: errors.ResourceNotFound,
    405: errors.MethodNotAllowed,
    409: errors.Conflict,
    413: errors.PayloadTooLarge,
    415: errors.UnsupportedMediaType,
    503: errors.ServiceUnavailable,
}
"""The error that stands for a status which something outside our code chose."""


def respond(raised: Exception, context: Mapping[str, Any]) -> Response:
    """The framework's exception handler: no exception leaves a view as anything but the envelope."""
    request = context["request"]
    error = error_of(raised, method=request.method)
    if error.status >= 500:
        _tell(raised, error, request)
    body = {"code": error.code, "message": error.message, "details": error.details}
    response = Response(body, status=error.status, headers=dict(error.headers))
    response.exception = True
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django would tell it again
    return response


def error_of(raised: Exception, *, method: str | None = None) -> errors.ApiError:
    """The error with a code that an exception amounts to."""
    match raised:
        case errors.ApiError():
            return raised
        case framework.APIException():
            return _error_of_framework(raised, method)
        case OperationalError() | InterfaceError():
            reason = "timeout" if isinstance(raised.__cause__, QueryCanceled) else "unreachable"
            return errors.ServiceUnavailable(service="database", reason=reason)
        case redis.exceptions.ConnectionError() | redis.exceptions.TimeoutError():
            return errors.ServiceUnavailable(service="redis", reason="unreachable")
    return _error_of_django(raised)


def _error_of_framework(raised: framework.APIException, method: str | None) -> errors.ApiError:
    match raised:
        case framework.ValidationError():
            return errors.ValidationFailed(*faults_in(raised.detail))
        case framework.MethodNotAllowed():
            return errors.MethodNotAllowed(method=method)
        case framework.UnsupportedMediaType():
            return errors.UnsupportedMediaType(supported=["application/json"])
    return BY_STATUS.get(raised.status_code, errors.InternalError)()


def _error_of_django(raised: Exception) -> errors.ApiError:
    match raised:
        case Http404():
            return errors.ResourceNotFound()
        case PermissionDenied():
            return errors.InsufficientPermissions()
        case RequestDataTooBig():
            return errors.PayloadTooLarge(max_bytes=MAXIMUM_BODY_BYTES)
        case SuspiciousOperation() | BadRequest() | UnreadablePostError():
            return errors.MalformedRequest()
    return errors.InternalError()


def _tell(raised: Exception, error: errors.ApiError, request: Any) -> None:
    """Log what the answer keeps to itself, and tell those who listen for unhandled exceptions."""
    if error.status == 503:
        log.warning("request refused", code=error.code, cause=repr(raised.__cause__ or raised), **error.details)
        return
    log.error("request failed", code=error.code, exc_info=raised)
    if not isinstance(raised, errors.ApiError):
        got_request_exception.send(sender=respond, request=request)
