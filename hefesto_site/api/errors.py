"""Errors with a code: what services raise and every caller sees in the envelope."""

from typing import Any, ClassVar


class ApiError(Exception):
    """Raised anywhere below a view; keyword arguments become `details`."""

    code: ClassVar[str] = "INTERNAL_ERROR"
    status: ClassVar[int] = 500
    message: str = "The request could not be completed."

    def __init__(self, message: str | None = None, **details: Any) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message
        self.details: dict[str, Any] = details


class ResourceNotFound(ApiError):
    """No such resource, or none that the caller may see."""

    code = "RESOURCE_NOT_FOUND"
    status = 404
    message = "Resource not found"


class Conflict(ApiError):
    """The resource is not in a state that allows this."""

    code = "CONFLICT"
    status = 409
    message = "The request conflicts with the resource's present state"
