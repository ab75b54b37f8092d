"""What the system checks say, and that they say nothing of a sound installation."""

from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.checks import CheckMessage, run_checks
from django.http import HttpResponse
from django.urls import path
from pytest_django import Settings
from rest_framework.views import APIView

from hefesto_site import checks
from hefesto_site.access.scopes import PUBLIC, Access, Scope, needs


class Undeclared(APIView):
    def get(self, _request: Any) -> None: ...


class HalfDeclared(Undeclared):
    access: ClassVar[Access] = {"GET": needs(Scope.ADMIN)}

    def post(self, _request: Any) -> None: ...


class Open(Undeclared):
    access: ClassVar[Access] = PUBLIC


urlpatterns = [
    path("undeclared", Undeclared.as_view()),
    path("half", HalfDeclared.as_view()),
    path("open", Open.as_view()),
    path("function", lambda _request: HttpResponse()),
]


def ids(found: list[CheckMessage]) -> list[str | None]:
    assert all(message.hint for message in found)
    return [message.id for message in found]


@pytest.fixture
def exposed(settings: Settings, tmp_path: Path) -> Settings:
    settings.IS_EXPOSED = True
    settings.SECRET_KEY = "0123456789 abcdefghij ABCDEFGHIJ"
    settings.ALLOWED_HOSTS = ["api.hefesto.dev"]
    settings.HEFESTO_DATA_DIR = tmp_path / "data"
    settings.HEFESTO_WORKSPACE = tmp_path / "workspace"
    return settings


def test_this_installation_is_sound() -> None:
    assert run_checks() == []


@pytest.mark.usefixtures("exposed")
def test_a_sound_installation_is_sound_where_others_reach_it_too() -> None:
    assert checks.check_exposure() == []
    assert checks.check_secrets() == []


def test_an_open_door_is_told(exposed: Settings) -> None:
    exposed.HEFESTO_ANONYMOUS_ACCESS = True
    assert ids(checks.check_exposure()) == ["hefesto.W001"]


def test_a_host_header_that_is_always_believed_is_told(exposed: Settings) -> None:
    exposed.ALLOWED_HOSTS = ["*"]
    assert ids(checks.check_exposure()) == ["hefesto.W002"]


def test_data_in_the_workspace_are_told(exposed: Settings) -> None:
    exposed.HEFESTO_DATA_DIR = exposed.HEFESTO_WORKSPACE / ".hefesto"
    assert ids(checks.check_exposure()) == ["hefesto.W003"]


def test_a_developers_machine_may_do_all_that(settings: Settings) -> None:
    settings.HEFESTO_ANONYMOUS_ACCESS = True
    settings.ALLOWED_HOSTS = ["*"]
    assert checks.check_exposure() == []


@pytest.mark.parametrize("secret", ["a" * 50, "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"])
def test_a_secret_that_can_be_guessed_stops_the_start(exposed: Settings, secret: str) -> None:
    exposed.SECRET_KEY = secret
    assert ids(checks.check_secrets()) == ["hefesto.E001"]


@pytest.mark.parametrize(("secret", "expected"), [("short", ["hefesto.W004"]), ("x" * 16, []), ("", [])])
def test_a_short_webhook_secret_is_told(settings: Settings, secret: str, expected: list[str]) -> None:
    settings.HEFESTO_IRIS_WEBHOOK_SECRET = secret
    assert ids(checks.check_secrets()) == expected


@pytest.mark.parametrize(
    ("project", "dataset", "tier", "expected"),
    [
        ("", "", "free", []),
        ("p", "d", "pro", []),
        ("p", "", "pro", ["hefesto.E002"]),
        ("", "d", "pro", ["hefesto.E002"]),
        ("p", "d", "free", ["hefesto.W005"]),
    ],
)
def test_a_mirror_that_is_half_set_up_is_told(
    settings: Settings, project: str, dataset: str, tier: str, expected: list[str]
) -> None:
    settings.HEFESTO_BIGQUERY_PROJECT, settings.HEFESTO_BIGQUERY_DATASET = project, dataset
    settings.HEFESTO_LICENSE_TIER = tier
    assert ids(checks.check_bigquery()) == expected


@pytest.mark.urls(__name__)
def test_a_view_that_says_not_who_may_call_it_is_told() -> None:
    found = checks.check_access()
    assert ids(found) == ["hefesto.E004", "hefesto.E004"]
    assert "Undeclared does not declare the access of GET" in found[0].msg
    assert "HalfDeclared does not declare the access of POST" in found[1].msg
