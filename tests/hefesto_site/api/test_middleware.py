"""What every answer carries, and what is told of it in the log."""

import re
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hefesto_site.access.models import Tier
from hefesto_site.access.scopes import PUBLIC, Access, Scope, needs
from hefesto_site.access.services import create_api_key
from hefesto_site.api.deprecation import Deprecation

pytestmark = pytest.mark.urls(__name__)


class OldView(APIView):
    access: ClassVar[Access] = PUBLIC
    deprecation = Deprecation(sunset=datetime(2026, 6, 30, tzinfo=UTC), replacement="/api/v2/analyze")

    def get(self, _request: Request) -> Response:
        return Response({})


class ItemView(APIView):
    access: ClassVar[Access] = {"GET": needs(Scope.READ_FINDINGS)}

    def get(self, _request: Request, item: str) -> Response:
        return Response({"item": item})


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>a page</p>")


urlpatterns = [
    path("api/v1/old", OldView.as_view()),
    path("api/v1/items/<str:item>", ItemView.as_view()),
    path("page", page),
]


@pytest.mark.parametrize("url", ["/api/v1/old", "/api/v1/nothing", "/page", "/nothing"])
def test_every_answer_carries_an_id_and_the_version(client: Client, url: str) -> None:
    response = client.get(url)
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])
    assert response.headers["X-API-Version"] == "v1"


@pytest.mark.parametrize(
    "given", ["7f3a", "550e8400-e29b-41d4-a716-446655440000", "Root=1-67891233-abcdef012345678912345678", "a" * 128]
)
def test_a_sane_id_of_the_caller_is_kept(client: Client, given: str) -> None:
    assert client.get("/page", headers={"x-request-id": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a b", "a\nb", "é", "<script>", "a" * 129, "a\x00", '"', "a;b"])
def test_an_id_that_is_not_sane_is_replaced(client: Client, given: str) -> None:
    response = client.get("/page", headers={"x-request-id": given})
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])


@pytest.mark.parametrize("url", ["/api/v1/old", "/api/v1/nothing", "/api/v1/items/1"])
def test_nobody_on_the_way_keeps_an_answer_that_does_not_say_so(client: Client, url: str) -> None:
    assert client.get(url).headers["Cache-Control"] == "no-store"


def test_a_page_outside_the_api_says_itself_how_long_it_may_be_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/page").headers


def test_a_view_that_will_go_says_so(client: Client) -> None:
    headers = client.get("/api/v1/old").headers
    assert headers["X-API-Deprecated"] == "true"
    assert headers["X-API-Sunset-Date"] == "2026-06-30T00:00:00Z"
    assert headers["X-API-Replacement"] == "/api/v2/analyze"


def test_a_view_that_stays_says_nothing(client: Client) -> None:
    assert "X-API-Deprecated" not in client.get("/page").headers


def test_a_page_outside_the_api_stays_a_page(client: Client) -> None:
    assert client.get("/page").content == b"<p>a page</p>"
    assert client.get("/nothing").headers["Content-Type"].startswith("text/html")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    caplog.set_level("INFO", logger="hefesto.access")

    class Lines(list[dict[str, Any]]):
        def __iter__(self) -> Any:
            return iter([record.msg for record in caplog.records if record.name == "hefesto.access"])

    return Lines()


@pytest.mark.django_db
def test_a_request_is_one_line_without_what_it_asked_for(client: Client, lines: list[dict[str, Any]]) -> None:
    key, text = create_api_key(name="Ada's key", scopes=[Scope.ADMIN], tier=Tier.FREE)
    client.get(
        "/api/v1/items/private?email=ada@example.org",
        headers={"authorization": f"Bearer {text}", "x-request-id": "trace-1"},
    )
    (line,) = lines
    assert line.pop("ms") > 0
    assert {name: line[name] for name in ("event", "request_id", "route", "method", "status", "key_prefix")} == {
        "event": "request",
        "request_id": "trace-1",
        "route": "api/v1/items/<str:item>",
        "method": "GET",
        "status": 200,
        "key_prefix": key.prefix,
    }
    told = repr(line)
    assert not any(secret in told for secret in ("private", "ada", "Ada", text[12:]))


def test_a_refused_request_is_a_line_too(client: Client, lines: list[dict[str, Any]]) -> None:
    client.get("/api/v1/items/private")
    assert [(line["status"], line["key_prefix"]) for line in lines] == [(401, None)]


def test_an_address_that_is_not_ours_is_not_told(client: Client, lines: list[dict[str, Any]]) -> None:
    client.get("/api/v1/nothing/ada@example.org")
    (line,) = lines
    assert (line["route"], line["status"]) == (None, 404)
    assert "ada" not in repr(line)
