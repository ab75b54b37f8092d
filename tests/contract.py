"""A test client that holds every request and every response against the OpenAPI document."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

from django.test import Client
from django.utils.encoding import force_bytes
from drf_spectacular.generators import SchemaGenerator
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from werkzeug.datastructures import Headers, ImmutableMultiDict

JSON: Final = "application/json"
_RESPONSES: Final = Path(__file__).parent / "responses"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def expected(name: str) -> Any:
    """The whole body that `tests/responses/` keeps under a name."""
    return json.loads((_RESPONSES / f"{name}.json").read_text(encoding="utf-8"))


def timeless(value: Any) -> Any:
    """The value with every moment in it replaced by that of the specification's examples."""
    if isinstance(value, dict):
        return {name: timeless(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [timeless(inner) for inner in value]
    return "2025-10-30T12:00:00Z" if isinstance(value, str) and _MOMENT.fullmatch(value) else value


class BrokenContract(AssertionError):
    """The service did, or let a caller do, what its document does not say."""


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, as the service would serve it."""
    return dict(SchemaGenerator().get_schema(request=None, public=True))


@cache
def _contract() -> OpenAPI:
    return OpenAPI.from_dict(document())


class ContractClient(Client):
    """Sends JSON, with a key if it has one, and raises `BrokenContract`.

    What succeeds must be allowed by the document, and what comes back must be described by it: the status, the
    headers, the whole body.
    """

    def __init__(self, key: str | None = None) -> None:
        super().__init__(headers={"authorization": f"Bearer {key}"} if key else None)

    def post(self, path: str, data: Any = None, content_type: str = JSON, **extra: Any) -> Any:  # type: ignore[override]
        """Send a body, as JSON unless told otherwise."""
        return super().post(path, data, content_type=content_type, **extra)

    def patch(self, path: str, data: Any = "", content_type: str = JSON, **extra: Any) -> Any:  # type: ignore[override]
        """Send a body, as JSON unless told otherwise."""
        return super().patch(path, data, content_type=content_type, **extra)

    def generic(self, method: str, path: str, data: Any = "", *args: Any, **extra: Any) -> Any:  # type: ignore[override]
        """Keep the body, which can be read only once."""
        extra["hefesto.body"] = force_bytes(data)
        return super().generic(method, path, data, *args, **extra)

    def request(self, **environ: Any) -> Any:
        """Send, and look at what comes back."""
        response = super().request(**environ)
        check(response)
        return response


class _Request:
    """A request in openapi-core's terms."""

    def __init__(self, environ: dict[str, Any]) -> None:
        headers = {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
        query = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        self.host_url = "http://testserver"
        self.path: str = environ["PATH_INFO"]
        self.method: str = environ["REQUEST_METHOD"].lower()
        self.content_type: str = environ.get("CONTENT_TYPE") or JSON
        self.body: bytes | None = environ.get("hefesto.body") or None
        self.parameters = RequestParameters(query=ImmutableMultiDict(query), header=Headers(headers))


class _Response:
    """A response in openapi-core's terms."""

    def __init__(self, response: Any) -> None:
        self.status_code: int = response.status_code
        self.headers = Headers(list(response.headers.items()))
        self.content_type: str = response.headers.get("Content-Type", "")
        self.data: bytes = response.content


def check(response: Any) -> None:
    """Hold an answer, and the request that it answers, against the document. Raises `BrokenContract`."""
    request = _Request(response.wsgi_request.META)
    if not request.path.startswith(("/api/", "/health")):
        return
    told = f"{request.method.upper()} {request.path} {response.status_code}"
    _check_headers(response, told)
    if response.headers.get("Content-Type") == JSON and request.method != "head":
        _check_envelope(response, told)
    if response.status_code == 405 or _is_unknown_route(response) or request.method in {"head", "options"}:
        return
    try:
        if response.status_code < 400:
            _contract().validate_request(request)
        _contract().validate_response(request, _Response(response))
    except OpenAPIError as error:
        raise BrokenContract(f"{told}: {_reasons(error)}\n{response.content[:2000]!r}") from error


def _check_headers(response: Any, told: str) -> None:
    if not response.headers.get("X-Request-ID") or response.headers.get("X-API-Version") != "v1":
        raise BrokenContract(f"{told}: X-Request-ID or X-API-Version is missing")
    has_body = response.status_code != 304 and response.wsgi_request.method != "HEAD"
    if has_body and response.headers.get("Content-Length") != str(len(response.content)):
        raise BrokenContract(f"{told}: Content-Length is not the body's")


def _check_envelope(response: Any, told: str) -> None:
    body = response.json()
    if list(body) != ["success", "data", "error", "timestamp"] or not _MOMENT.fullmatch(body["timestamp"]):
        raise BrokenContract(f"{told}: {body} is no envelope")
    succeeded = response.status_code < 400
    if body["success"] is not succeeded or (body["error"] is None) is not succeeded:
        raise BrokenContract(f"{told}: the envelope and the status disagree")
    if not succeeded and (list(body["error"]) != ["code", "message", "details"] or body["data"] is not None):
        raise BrokenContract(f"{told}: {body['error']} is no error")


def _is_unknown_route(response: Any) -> bool:
    return response.status_code == 404 and response.wsgi_request.resolver_match is None


def _reasons(error: BaseException) -> str:
    """The error, and what caused it, down to the schema's own words."""
    inner = [str(one) for one in getattr(error, "schema_errors", ())]
    causes = [_reasons(error.__cause__)] if error.__cause__ else []
    return "; ".join([str(error), *inner, *causes])
