"""The first administrator and API key."""

import io
import json
import stat
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django import Settings

from hefesto_site.access.models import ApiKey, Tier
from hefesto_site.access.services import recognise

pytestmark = pytest.mark.django_db


def first_login() -> dict[str, str | None]:
    output = io.StringIO()
    call_command("first_login", stdout=output)
    told: dict[str, str | None] = json.loads(output.getvalue())
    return told


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.HEFESTO_DATA_DIR = tmp_path


def test_the_first_start_makes_an_administrator_and_a_key_that_opens_everything() -> None:
    told = first_login()
    name, _, password = str(told["login"]).partition(" / ")
    user = User.objects.get(username=name)
    assert user.is_superuser
    assert user.check_password(password)
    credential = recognise(str(told["api_key"]))
    assert credential is not None
    assert credential.tier == Tier.ENTERPRISE
    assert "admin" in credential.scopes


def test_later_starts_tell_the_login_and_never_the_key() -> None:
    first = first_login()
    again = first_login()
    assert again == {"login": first["login"], "api_key": None}
    assert ApiKey.objects.count() == User.objects.count() == 1


def test_the_login_is_kept_for_its_owner_alone_and_the_key_nowhere(tmp_path: Path) -> None:
    told = first_login()
    [file] = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert str(told["api_key"]) not in file.read_text()


def test_a_password_that_was_changed_is_not_told_any_more() -> None:
    first_login()
    user = User.objects.get()
    user.set_password("another one")
    user.save()
    assert first_login()["login"] == "admin, with the password set since"


def test_an_administrator_made_by_hand_is_left_alone() -> None:
    User.objects.create_superuser("grace", password="compiler")
    assert first_login() == {"login": "with the login that was made in this database", "api_key": None}
    assert ApiKey.objects.count() == 0


def test_a_login_file_of_an_earlier_database_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "admin-login").write_text("admin\nold\nmark\n")
    told = first_login()
    assert told["login"] != "admin / old"
    assert str(told["login"]).removeprefix("admin / ") in (tmp_path / "admin-login").read_text()
