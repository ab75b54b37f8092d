"""Every kind of error, through HTTP, on views that exist only for this."""

import io
import json
import logging
from typing import Any, ClassVar
from wsgiref.util import setup_testing_defaults

import pytest
import redis.exceptions
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import path
from pytest_django import Settings
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hefesto_site.access.scopes import PUBLIC, Access
from hefesto_site.api import fields
from hefesto_site.api.errors import Conflict
from hefesto_site.api.serializers import Body
from hefesto_site.wsgi import application

pytestmark = pytest.mark.urls(__name__)


class Echo(Body):
    text = fields.String()


class EchoView(APIView):
    access: ClassVar[Access] = PUBLIC

    def get(self, request: Request) -> Response:
        return Response({"got": dict(request.query_params)})

    def post(self, request: Request) -> Response:
        return Response(Echo.read(request), status=201, headers={"Location": "/elsewhere"})

    def delete(self, _request: Request) -> Response:
        return Response(status=204)


class RaisingView(APIView):
    access: ClassVar[Access] = PUBLIC
    raised: ClassVar[dict[str, Exception]] = {
        "conflict": Conflict("Already open", finding_id="finding_1"),
        "http404": Http404("where"),
        "notfound": NotFound(),
        "denied": PermissionDenied("secret reason"),
        "suspicious": SuspiciousOperation("secret reason"),
        "badrequest": BadRequest("secret reason"),
        "teapot": APIException("short and stout"),
        "redis": redis.exceptions.ConnectionError("redis://:password@host"),
        "bug": ZeroDivisionError("secret reason"),
    }

    def get(self, _request: Request, what: str) -> Response:
        if what == "slow":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '50ms'")
                cursor.execute("SELECT pg_sleep(5)")
        raise self.raised[what]


urlpatterns = [
    path("api/v1/echo", EchoView.as_view()),
    path("api/v1/raise/<str:what>", RaisingView.as_view()),
]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def error_of(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    body = json.loads(response.content)
    assert list(body) == ["success", "data", "error", "timestamp"]
    assert (body["success"], body["data"]) == (False, None)
    assert list(body["error"]) == ["code", "message", "details"]
    return dict(body["error"])


def post(client: Client, body: bytes | str, content_type: str = "application/json") -> Any:
    return client.post("/api/v1/echo", body, content_type=content_type)


@pytest.mark.parametrize(
    ("what", "status", "code", "details"),
    [
        ("conflict", 409, "CONFLICT", {"finding_id": "finding_1"}),
        ("http404", 404, "RESOURCE_NOT_FOUND", {}),
        ("notfound", 404, "RESOURCE_NOT_FOUND", {}),
        ("denied", 403, "INSUFFICIENT_PERMISSIONS", {}),
        ("suspicious", 400, "MALFORMED_REQUEST", {}),
        ("badrequest", 400, "MALFORMED_REQUEST", {}),
        ("teapot", 500, "INTERNAL_ERROR", {}),
        ("redis", 503, "SERVICE_UNAVAILABLE", {"service": "redis", "reason": "unreachable"}),
        ("bug", 500, "INTERNAL_ERROR", {}),
    ],
)
def test_an_exception_becomes_an_error_with_a_code(
    client: Client, what: str, status: int, code: str, details: dict[str, Any]
) -> None:
    error = error_of(client.get(f"/api/v1/raise/{what}"), status)
    assert (error["code"], error["details"]) == (code, details)
    assert "secret" not in error["message"]


@pytest.mark.django_db
def test_a_query_that_takes_too_long_is_an_unavailable_database(client: Client) -> None:
    error = error_of(client.get("/api/v1/raise/slow"), 503)
    assert (error["code"], error["details"]) == ("SERVICE_UNAVAILABLE", {"service": "database", "reason": "timeout"})


def test_a_bug_is_told_to_the_log_under_the_request_id_and_to_nobody_else(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.get("/api/v1/raise/bug", headers={"x-request-id": "seen-before"})
    assert b"Traceback" not in response.content
    assert b"ZeroDivision" not in response.content
    failed: list[Any] = [record.msg for record in caplog.records if record.levelno == logging.ERROR]
    assert [(line["event"], line["request_id"]) for line in failed] == [("request failed", "seen-before")]


def test_a_bug_reaches_those_who_listen_for_unhandled_exceptions() -> None:
    with pytest.raises(ZeroDivisionError):
        Client().get("/api/v1/raise/bug")


@pytest.mark.parametrize("url", ["/api/v1/nothing", "/api/v1/", "/api", "/api/v2/echo", "/api/v1/echo/", "/health/"])
@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_address_is_told_in_the_envelope(client: Client, url: str, debug: bool, settings: Settings) -> None:
    settings.DEBUG = debug
    error = error_of(client.get(url), 404)
    assert error == {
        "code": "RESOURCE_NOT_FOUND",
        "message": "Resource not found",
        "details": {"path": url, "resource_type": "route"},
    }


def test_a_method_that_an_address_does_not_take_is_refused_with_those_it_takes(client: Client) -> None:
    response = client.put("/api/v1/echo", "{}", content_type="application/json")
    assert error_of(response, 405)["code"] == "METHOD_NOT_ALLOWED"
    assert response.headers["Allow"] == "GET, POST, DELETE, HEAD, OPTIONS"


def test_a_host_that_is_not_ours_is_refused_in_the_envelope(client: Client) -> None:
    response = client.get("/api/v1/echo", headers={"host": "elsewhere.example"})
    assert error_of(response, 400)["code"] == "MALFORMED_REQUEST"
    assert b"elsewhere" not in response.content


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", None),
        (b"{", "unexpected end of data"),
        (b"nonsense", "invalid literal"),
        (b'{"text": NaN}', "unexpected character"),
        (b'{"text": "a\x00"}', "unexpected control character"),
        (b'{"text": "\xff"}', "not valid UTF-8"),
        (b'{"text": "\\ud800"}', "surrogate"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        ('{"text": "é"}'.encode("utf-16"), ""),
        (b"[" * 5000 + b"]" * 5000, "depth limit"),
        (b'{"text": ' + b"[" * 101 + b"]" * 101 + b"}", "nested_too_deeply"),
    ],
)
def test_a_body_that_is_not_json_is_malformed(client: Client, body: bytes, reason: str | None) -> None:
    response = post(client, body)
    if reason is None:  # nothing at all is an object without any field
        assert error_of(response, 422)["code"] == "VALIDATION_ERROR"
        return
    error = error_of(response, 400)
    assert error["code"] == "MALFORMED_REQUEST"
    assert reason in error["details"]["reason"]


class BrokenStream(io.RawIOBase):
    """A caller that goes away in the middle of its body."""

    def readinto(self, _buffer: Any) -> int:
        raise OSError("connection reset by peer")


@pytest.mark.django_db  # the signals around a request look after the connection that earlier tests left
def test_a_body_that_ends_early_is_malformed() -> None:
    environ: dict[str, Any] = {"PATH_INFO": "/api/v1/echo", "REQUEST_METHOD": "POST", "HTTP_HOST": "localhost"}
    environ |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": "100", "wsgi.input": BrokenStream()}
    setup_testing_defaults(environ)
    body = b"".join(application(environ, lambda *_: None))
    assert json.loads(body)["error"] == {
        "code": "MALFORMED_REQUEST",
        "message": "The request body ended early",
        "details": {"reason": "incomplete_body"},
    }


def test_nesting_up_to_the_limit_is_read(client: Client) -> None:
    error = error_of(post(client, b'{"text": ' + b"[" * 99 + b"]" * 99 + b"}"), 422)
    assert error["details"]["errors"][0]["type"] == "type_error.string"


@pytest.mark.parametrize("body", ["[]", '"text"', "1", "null", "true"])
def test_a_body_that_is_no_object_breaks_the_contract(client: Client, body: str) -> None:
    error = error_of(post(client, body), 422)
    assert [fault["field"] for fault in error["details"]["errors"]] == ["body"]


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "x" * 300]
)
def test_a_body_of_another_media_type_is_not_read(client: Client, media_type: str) -> None:
    error = error_of(post(client, "text=a", media_type), 415)
    assert (error["code"], error["details"]) == ("UNSUPPORTED_MEDIA_TYPE", {"supported": ["application/json"]})


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_is_read_however_its_media_type_is_written(client: Client, media_type: str) -> None:
    assert post(client, '{"text": "a"}', media_type).status_code == 201


def test_a_body_over_ten_megabytes_is_refused(client: Client) -> None:
    error = error_of(post(client, b" " * (10 * 1024 * 1024 + 1)), 413)
    assert (error["code"], error["details"]) == ("PAYLOAD_TOO_LARGE", {"max_bytes": 10_485_760})


def test_a_body_of_ten_megabytes_is_read(client: Client) -> None:
    body = b'{"text": "a"}'
    assert post(client, body + b" " * (10 * 1024 * 1024 - len(body))).status_code == 201


@pytest.mark.parametrize("length", ["99999999999999999999999999", "10485761"])
def test_a_body_that_only_claims_to_be_too_long_is_refused_unread(client: Client, length: str) -> None:
    response = client.generic("POST", "/api/v1/echo", b"{}", content_type="application/json", CONTENT_LENGTH=length)
    assert error_of(response, 413)["code"] == "PAYLOAD_TOO_LARGE"


@pytest.mark.parametrize("length", ["-5", "1e3", "nonsense", ""])
def test_a_length_that_is_none_is_no_body(client: Client, length: str) -> None:
    response = client.generic("POST", "/api/v1/echo", b"{}", content_type="application/json", CONTENT_LENGTH=length)
    assert response.status_code in {400, 422}


def test_a_refusal_at_the_door_is_not_guessed_to_be_anything_but_json(client: Client) -> None:
    response = client.generic("POST", "/api/v1/echo", b"{}", content_type="application/json", CONTENT_LENGTH="10485761")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


def test_more_parameters_than_anyone_has_are_malformed(client: Client) -> None:
    error = error_of(client.get("/api/v1/echo?" + "&".join(f"a{number}=1" for number in range(1001))), 400)
    assert error["code"] == "MALFORMED_REQUEST"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*;q=0.1", "x" * 9000])
def test_the_answer_is_json_whatever_the_caller_would_like(client: Client, accept: str) -> None:
    response = client.get("/api/v1/echo?format=xml", headers={"accept": accept})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")


def test_options_tells_the_methods(client: Client) -> None:
    response = client.options("/api/v1/echo")
    assert response.json()["data"] == {"methods": ["GET", "POST", "DELETE", "HEAD", "OPTIONS"]}


def test_head_has_the_headers_of_get_and_no_body(client: Client) -> None:
    got, head = client.get("/api/v1/echo"), client.head("/api/v1/echo")
    assert head.content == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_an_answer_without_content_has_no_envelope(client: Client) -> None:
    response = client.delete("/api/v1/echo")
    assert (response.status_code, response.content) == (204, b"")


def test_status_and_headers_of_an_answer_are_the_views(client: Client) -> None:
    response = post(client, '{"text": "a"}')
    assert (response.status_code, response.headers["Location"]) == (201, "/elsewhere")
