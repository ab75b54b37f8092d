"""What every answer gets, whatever made it: an id, the API's version, an envelope, a line in the log."""

import re
import secrets
import time
from collections.abc import Callable
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hefesto_site.api import envelope, errors
from hefesto_site.api.caching import NO_STORE
from hefesto_site.api.deprecation import Deprecation
from hefesto_site.api.exceptions import BY_STATUS
from hefesto_site.api.parsers import MAXIMUM_BODY_BYTES

API_VERSION: Final = "v1"
OVERSIZED_BODY: Final = "hefesto.oversized_body"
"""A key of the WSGI environ, set where a body that came without a length turned out too long."""

_SANE_ID = re.compile(r"[A-Za-z0-9._:=+/-]{1,128}")
_KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")

log = structlog.get_logger("hefesto.access")


class ApiMiddleware:
    """The outermost layer around Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and say so in the log."""
        started = time.perf_counter_ns()
        request_id = request_id_from(request.META.get("HTTP_X_REQUEST_ID"))
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = self._answer(request)
            response["X-Request-ID"] = request_id
            response["X-API-Version"] = API_VERSION
            match = request.resolver_match
            deprecation = getattr(getattr(match and match.func, "cls", None), "deprecation", None)
            if isinstance(deprecation, Deprecation):
                for name, value in deprecation.headers().items():
                    response[name] = value
            log_access(
                route=match.route if match else None,
                method=request.method or "",
                status=response.status_code,
                started=started,
                key_prefix=getattr(getattr(request, "auth", None), "prefix", None),
            )
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if _is_oversized(request):
            return error_response(errors.PayloadTooLarge(max_bytes=MAXIMUM_BODY_BYTES))
        response = self.get_response(request)
        if not is_contract(request.path_info):
            return response
        response = _enveloped(request, response)
        for name, value in NO_STORE.items():
            response.setdefault(name, value)  # proxies may keep what says nothing of it, even a 404
        return response


def request_id_from(given: str | None) -> str:
    """The caller's id if it is harmless in a header and a log line, else a new one."""
    return given if given and _SANE_ID.fullmatch(given) else secrets.token_hex(16)


def is_contract(path: str) -> bool:
    """Whether answers at this address are in the envelope."""
    return path.startswith(("/api/", "/health/")) or path in {"/api", "/health"}


def log_access(*, route: str | None, method: str, status: int, started: int, key_prefix: str | None) -> None:
    """One line for one request: never its address, query, credential or content; `started` is `perf_counter_ns()`."""
    milliseconds = round((time.perf_counter_ns() - started) / 1e6, 2)
    log.info("request", route=route, method=method, status=status, ms=milliseconds, key_prefix=key_prefix)


def error_response(error: errors.ApiError) -> HttpResponse:
    """An error in the envelope, made outside any view."""
    body = envelope.failure(error)
    return HttpResponse(
        body,
        status=error.status,
        content_type=envelope.CONTENT_TYPE,
        headers={
            **error.headers,
            **NO_STORE,
            "Content-Length": str(len(body)),
            "X-Content-Type-Options": "nosniff",  # Django's own layer for it lies further in
        },
    )


def _is_oversized(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or ""
    is_long = length.isdecimal() and (len(length) > 15 or int(length) > MAXIMUM_BODY_BYTES)
    return is_long or OVERSIZED_BODY in request.META


def _enveloped(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response, or the envelope in place of an error page that something below our views made."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith(envelope.CONTENT_TYPE):
        return response
    kind = BY_STATUS.get(response.status_code, errors.InternalError)
    details = {"path": request.path_info, "resource_type": "route"} if kind is errors.ResourceNotFound else {}
    replacement = error_response(kind(**details))
    for name in _KEPT_HEADERS:
        if name in response:
            replacement[name] = response[name]
    return replacement
