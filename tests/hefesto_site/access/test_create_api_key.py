"""The command that makes API keys."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hefesto_site.access.models import ApiKey, Project
from hefesto_site.access.services import recognise

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("create_api_key", *arguments, stdout=output)
    return output.getvalue()


def test_the_key_is_all_that_is_printed() -> None:
    printed = run("CI of payments", "--tier", "pro", "--scope", "read:findings", "write:analysis")
    assert printed.count("\n") == 1
    credential = recognise(printed.rstrip("\n"))
    assert credential is not None
    assert (credential.name, credential.tier) == ("CI of payments", "pro")
    assert credential.scopes == {"read:findings", "write:analysis"}


def test_scopes_may_be_named_one_by_one() -> None:
    run("CI", "--scope", "read:findings", "--scope", "read:analysis")
    assert ApiKey.objects.get().scopes == ["read:analysis", "read:findings"]


def test_the_tier_is_the_licences_unless_it_is_named() -> None:
    run("CI", "--scope", "admin")
    assert ApiKey.objects.get().tier == "free"


def test_a_key_may_open_some_projects_only_and_expire() -> None:
    Project.objects.create(slug="payment", name="Payment", root="services/payment")
    run("CI", "--scope", "admin", "--project", "payment", "--expires-days", "30")
    key = ApiKey.objects.get()
    assert [project.slug for project in key.projects.all()] == ["payment"]
    assert key.is_restricted
    assert key.expires_at is not None
    assert abs(key.expires_at - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["CI"], "--scope"),
        (["CI", "--scope", "write:everything"], "write:everything"),
        (["CI", "--scope", "admin", "--tier", "gold"], "gold"),
        (["CI", "--scope", "admin", "--project", "nothing"], "There is no project nothing"),
        (["CI", "--scope", "admin", "--expires-days", "0"], "--expires-days"),
        (["CI", "--scope", "admin", "--expires-days", "99999999999"], "--expires-days"),
        (["  ", "--scope", "admin"], "name"),
        (["x" * 201, "--scope", "admin"], "name"),
    ],
)
def test_what_makes_no_sense_makes_no_key(arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        run(*arguments)
    assert not ApiKey.objects.exists()
