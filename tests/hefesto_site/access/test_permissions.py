"""Who may call what: the scopes and the ways to say who one is, as a table."""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.test import Client
from django.urls import path
from django.utils import timezone
from pytest_django import Settings
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hefesto_site.access.models import Tier
from hefesto_site.access.scopes import PUBLIC, Access, Scope, needs
from hefesto_site.access.services import create_api_key, revoke_api_keys

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


class Anything(APIView):
    def get(self, _request: Request) -> Response:
        return Response({})

    post = patch = get


class GuardedView(Anything):
    access: ClassVar[Access] = {
        "GET": needs(Scope.READ_FINDINGS, or_anonymous=True),
        "POST": needs(Scope.WRITE_FINDINGS),
        "PATCH": needs(None),
    }


class OpenView(Anything):
    access: ClassVar[Access] = PUBLIC
    authentication_classes = ()


class HalfDeclaredView(Anything):
    access: ClassVar[Access] = {"GET": needs(Scope.READ_FINDINGS)}


urlpatterns = [
    path("api/v1/guarded", GuardedView.as_view()),
    path("api/v1/open", OpenView.as_view()),
    path("api/v1/half", HalfDeclaredView.as_view()),
    path("api/v1/undeclared", Anything.as_view()),
]


def key_with(*scopes: Scope) -> str:
    return create_api_key(name="Test", scopes=scopes, tier=Tier.FREE)[1]


def call(method: str, url: str, authorization: str | None = None) -> int:
    headers = {"authorization": authorization} if authorization is not None else None
    return Client().generic(method, f"/api/v1/{url}", headers=headers).status_code


@pytest.mark.parametrize(
    ("scope", "answers"),
    [
        (Scope.READ_FINDINGS, {"GET": 200, "POST": 403, "PATCH": 200}),
        (Scope.WRITE_FINDINGS, {"GET": 403, "POST": 200, "PATCH": 200}),
        (Scope.READ_ANALYSIS, {"GET": 403, "POST": 403, "PATCH": 200}),
        (Scope.WRITE_ANALYSIS, {"GET": 403, "POST": 403, "PATCH": 200}),
        (Scope.ADMIN, {"GET": 200, "POST": 200, "PATCH": 200}),
        (None, {"GET": 401, "POST": 401, "PATCH": 401}),
    ],
)
@pytest.mark.parametrize("is_anonymous_access_on", [True, False])
def test_a_scope_opens_what_it_is_for(
    scope: Scope | None, answers: dict[str, int], is_anonymous_access_on: bool, settings: Settings
) -> None:
    settings.HEFESTO_ANONYMOUS_ACCESS = is_anonymous_access_on
    bearer = f"Bearer {key_with(scope)}" if scope else None
    expected = {**answers, "OPTIONS": 200, "DELETE": 405}
    if scope is None and is_anonymous_access_on:
        expected["GET"] = 200
    expected["HEAD"] = expected["GET"]
    assert {method: call(method, "guarded", bearer) for method in expected} == expected


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic YTpi",
        "Token {key}",
        "{key}",
        "Bearer {key}x",
        "Bearer {key}, a",
        "é",
    ],
)
@pytest.mark.parametrize("url", ["guarded", "half"])
def test_a_credential_that_is_none_is_refused_even_where_none_is_needed(
    authorization: str, url: str, settings: Settings
) -> None:
    settings.HEFESTO_ANONYMOUS_ACCESS = True
    assert call("GET", url, authorization.format(key=key_with(Scope.ADMIN))) == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer "])
def test_the_scheme_is_read_in_any_case(scheme: str) -> None:
    assert call("GET", "guarded", f"{scheme} {key_with(Scope.ADMIN)}") == 200


def test_without_a_credential_the_answer_says_how_to_give_one() -> None:
    response = Client().post("/api/v1/guarded")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="hefesto"'
    assert response.json()["error"] == {
        "code": "AUTHENTICATION_REQUIRED",
        "message": "Authentication is required",
        "details": {},
    }


@pytest.mark.parametrize("fault", ["unknown", "expired", "revoked"])
def test_a_bad_credential_is_refused_without_saying_why(fault: str) -> None:
    key, text = create_api_key(
        name="Test",
        scopes=[Scope.ADMIN],
        tier=Tier.FREE,
        expires_at=timezone.now() - timedelta(days=1) if fault == "expired" else None,
    )
    if fault == "revoked":
        revoke_api_keys([key])
    if fault == "unknown":
        key.delete()
    response = Client().get("/api/v1/guarded", headers={"authorization": f"Bearer {text}"})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="hefesto", error="invalid_token"'
    assert response.json()["error"]["message"] == "The credential is not valid"


def test_a_missing_scope_is_named() -> None:
    response = Client().post(
        "/api/v1/guarded", headers={"authorization": f"Bearer {key_with(Scope.READ_FINDINGS, Scope.READ_ANALYSIS)}"}
    )
    assert response.json()["error"] == {
        "code": "INSUFFICIENT_PERMISSIONS",
        "message": "The credential does not allow this",
        "details": {"required_scope": "write:findings", "scopes": ["read:analysis", "read:findings"]},
    }


def test_an_open_view_takes_everyone_with_any_credential() -> None:
    assert call("POST", "open") == 200
    assert call("POST", "open", "Bearer nonsense") == 200


def test_a_view_that_declares_nothing_lets_nobody_in() -> None:
    assert call("GET", "undeclared") == 403
    assert call("GET", "undeclared", f"Bearer {key_with(Scope.ADMIN)}") == 403


def test_a_method_that_is_not_declared_lets_nobody_in() -> None:
    admin = f"Bearer {key_with(Scope.ADMIN)}"
    assert call("GET", "half", admin) == 200
    assert call("POST", "half", admin) == 403
    assert call("PUT", "half", admin) == 405


def test_a_session_of_the_admin_is_no_credential(admin_client: Client) -> None:
    assert admin_client.post("/api/v1/guarded").status_code == 401
