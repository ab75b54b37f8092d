"""Answers that a caller may keep, and how it asks whether they still hold."""

import hashlib
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from rest_framework.request import Request

NO_STORE: Final = {"Cache-Control": "no-store"}
_REVALIDATE: Final = "private, no-cache"


def etag(*parts: object) -> str:
    """The weak tag of everything an answer depends on; weak, because the envelope's time moves without it."""
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    return f'W/"{digest}"'


def headers(tag: str) -> dict[str, str]:
    """What an answer with this tag carries: keep it, ask before each use, and never for another caller."""
    return {"ETag": tag, "Cache-Control": _REVALIDATE, "Vary": "Authorization"}


def not_modified(request: Request | HttpRequest, tag: str) -> HttpResponse | None:
    """A 304 if the caller's `If-None-Match` holds; None otherwise."""
    plain = request._request if isinstance(request, Request) else request  # noqa: SLF001 - the framework's only way to it
    response = get_conditional_response(plain, etag=tag)
    if response is None or response.status_code != 304:
        return None
    for name, value in headers(tag).items():
        response[name] = value
    return response
