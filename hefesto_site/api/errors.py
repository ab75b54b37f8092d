"""Errors with a code: what services raise and every caller sees in the envelope."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


class ApiError(Exception):
    """Raised anywhere below a view; keyword arguments become `details`."""

    code: ClassVar[str] = "INTERNAL_ERROR"
    status: ClassVar[int] = 500
    message: str = "The request could not be completed"
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, message: str | None = None, **details: Any) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message
        self.details: dict[str, Any] = details


class MalformedRequest(ApiError):
    """The request cannot be read at all: broken JSON, a wrong encoding."""

    code = "MALFORMED_REQUEST"
    status = 400
    message = "The request could not be read"


class AuthenticationRequired(ApiError):
    """No credential came, or one that is not, or no longer, valid."""

    code = "AUTHENTICATION_REQUIRED"
    status = 401
    message = "Authentication is required"
    headers = {"WWW-Authenticate": 'Bearer realm="hefesto"'}


class InvalidCredential(AuthenticationRequired):
    """A credential came that does not open anything; which part was wrong is not told."""

    message = "The credential is not valid"
    headers = {"WWW-Authenticate": 'Bearer realm="hefesto", error="invalid_token"'}


class InsufficientPermissions(ApiError):
    """The credential is valid, and does not allow this."""

    code = "INSUFFICIENT_PERMISSIONS"
    status = 403
    message = "The credential does not allow this"


class ResourceNotFound(ApiError):
    """No such resource, or none that the caller may see."""

    code = "RESOURCE_NOT_FOUND"
    status = 404
    message = "Resource not found"


class MethodNotAllowed(ApiError):
    """The address exists, and does not take this method."""

    code = "METHOD_NOT_ALLOWED"
    status = 405
    message = "This address does not take this method"


class NotAcceptable(ApiError):
    """The address has no answer in a media type that the caller accepts."""

    code = "NOT_ACCEPTABLE"
    status = 406
    message = "No answer exists in a media type that the request accepts"


class Conflict(ApiError):
    """The resource is not in a state that allows this."""

    code = "CONFLICT"
    status = 409
    message = "The request conflicts with the resource's present state"


class PayloadTooLarge(ApiError):
    """The body is longer than any body may be."""

    code = "PAYLOAD_TOO_LARGE"
    status = 413
    message = "The request body is too large"


class UnsupportedMediaType(ApiError):
    """The body is of a media type that the address does not read."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415
    message = "The request body's media type is not supported"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request: where (dotted, with list indexes), what in words, and of which type."""

    field: str
    message: str
    type: str


class ValidationFailed(ApiError):
    """The request was read, and what it says breaks the contract."""

    code = "VALIDATION_ERROR"
    status = 422
    message = "Request validation failed"

    def __init__(self, *faults: Fault) -> None:
        super().__init__(errors=[asdict(fault) for fault in faults])


class InternalError(ApiError):
    """Something failed that the caller can do nothing about; the log has the rest under the request's id."""

    message = "An internal error occurred"


class ServiceUnavailable(ApiError):
    """A part that this answer needs is away."""

    code = "SERVICE_UNAVAILABLE"
    status = 503
    message = "The service is temporarily unavailable"
