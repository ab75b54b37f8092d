"""Projects and API keys in the admin."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hefesto_site.access.models import ApiKey, Project, Tier
from hefesto_site.access.scopes import Scope
from hefesto_site.access.services import create_api_key, recognise, revoke_api_keys

pytestmark = pytest.mark.django_db
KEY = re.compile(r"hf_[a-z2-9]{8}_[A-Za-z0-9_-]{43}")


@pytest.fixture
def payment() -> Project:
    return Project.objects.create(slug="payment", name="Payment", root="services/payment")


def form(**changes: Any) -> dict[str, Any]:
    return {"name": "CI", "scopes": ["read:findings"], "tier": "pro", **changes}


def add(client: Client, **changes: Any) -> Any:
    return client.post(reverse("admin:access_apikey_add"), form(**changes))


def change(client: Client, key: ApiKey, **changes: Any) -> Any:
    return client.post(reverse("admin:access_apikey_change", args=[key.pk]), form(**changes))


def test_a_new_key_is_shown_once_and_never_in_a_cookie(admin_client: Client, payment: Project) -> None:
    response = add(admin_client, projects=[payment.pk])
    (text,) = KEY.findall(response.content.decode())
    credential = recognise(text)
    assert credential is not None
    assert credential.project_ids == frozenset({payment.pk})
    assert "no-store" in response.headers["Cache-Control"]
    assert text not in str(response.cookies)
    for name, arguments in (("changelist", []), ("change", [credential.key_id]), ("history", [credential.key_id])):
        page = admin_client.get(reverse(f"admin:access_apikey_{name}", args=arguments)).content.decode()
        assert text not in page
        assert text[12:] not in page


def test_a_key_needs_a_scope(admin_client: Client) -> None:
    assert "required" in add(admin_client, scopes=[]).content.decode()
    assert not ApiKey.objects.exists()


def test_the_digest_is_shown_nowhere(admin_client: Client) -> None:
    key, _ = create_api_key(name="CI", scopes=[Scope.ADMIN], tier=Tier.FREE)
    page = admin_client.get(reverse("admin:access_apikey_change", args=[key.pk])).content.decode()
    assert "digest" not in page.lower()
    assert bytes(key.digest).hex() not in page


def test_restriction_follows_the_projects_that_are_chosen(admin_client: Client, payment: Project) -> None:
    key, text = create_api_key(name="CI", scopes=[Scope.READ_FINDINGS], tier=Tier.PRO)
    for projects, expected in (([payment.pk], frozenset({payment.pk})), ([], None)):
        assert change(admin_client, key, projects=projects).status_code == 302
        credential = recognise(text)
        assert credential is not None
        assert credential.project_ids == expected


def test_a_change_does_not_open_a_key_that_was_revoked_meanwhile(admin_client: Client) -> None:
    key, text = create_api_key(name="CI", scopes=[Scope.READ_FINDINGS], tier=Tier.PRO)
    revoke_api_keys([key])
    assert change(admin_client, key, name="Renamed").status_code == 302
    key.refresh_from_db()
    assert key.name == "Renamed"
    assert key.revoked_at is not None
    assert recognise(text) is None


def test_chosen_keys_are_revoked_and_counted(admin_client: Client) -> None:
    keys = [create_api_key(name=name, scopes=[Scope.ADMIN], tier=Tier.FREE)[0] for name in ("one", "two", "three")]
    revoke_api_keys(keys[:1])
    page = admin_client.post(
        reverse("admin:access_apikey_changelist"),
        {"action": "revoke", "_selected_action": [key.pk for key in keys]},
        follow=True,
    )
    assert "2 keys revoked." in page.content.decode()
    assert not ApiKey.objects.filter(revoked_at=None).exists()


def test_a_key_cannot_be_deleted(admin_client: Client) -> None:
    key, _ = create_api_key(name="CI", scopes=[Scope.ADMIN], tier=Tier.FREE)
    assert admin_client.post(reverse("admin:access_apikey_delete", args=[key.pk]), {"post": "yes"}).status_code == 403
    assert ApiKey.objects.filter(pk=key.pk).exists()


def test_the_list_tells_which_keys_are_open(admin_client: Client) -> None:
    create_api_key(name="open", scopes=[Scope.ADMIN], tier=Tier.FREE)
    create_api_key(name="expired", scopes=[Scope.ADMIN], tier=Tier.FREE, expires_at=timezone.now())
    page = admin_client.get(reverse("admin:access_apikey_changelist")).content.decode()
    assert (page.count("icon-yes"), page.count("icon-no.")) == (1, 1)


def test_the_default_project_keeps_its_name_and_place(admin_client: Client) -> None:
    default = Project.objects.get(slug="default")
    url = reverse("admin:access_project_change", args=[default.pk])
    admin_client.post(url, {"slug": "other", "name": "Everything", "root": "src"})
    default.refresh_from_db()
    assert (default.slug, default.name, default.root) == ("default", "Everything", "")
    assert admin_client.post(reverse("admin:access_project_delete", args=[default.pk])).status_code == 403


def test_another_project_may_go(admin_client: Client, payment: Project) -> None:
    admin_client.post(reverse("admin:access_project_delete", args=[payment.pk]), {"post": "yes"})
    assert not Project.objects.filter(slug="payment").exists()


@pytest.mark.parametrize("root", ["/etc", "../other"])
def test_a_project_lies_in_the_workspace(admin_client: Client, root: str) -> None:
    page = admin_client.post(reverse("admin:access_project_add"), {"slug": "a", "name": "A", "root": root})
    assert "Write it as" in page.content.decode()


@pytest.mark.parametrize(("state", "expected"), [("open", "open"), ("expired", "expired"), ("revoked", "revoked")])
def test_keys_are_found_by_their_state(admin_client: Client, state: str, expected: str) -> None:
    create_api_key(name="open", scopes=[Scope.ADMIN], tier=Tier.FREE)
    create_api_key(name="expired", scopes=[Scope.ADMIN], tier=Tier.FREE, expires_at=timezone.now())
    revoked, _ = create_api_key(name="revoked", scopes=[Scope.ADMIN], tier=Tier.FREE, expires_at=timezone.now())
    revoke_api_keys([revoked])
    listed = admin_client.get(reverse("admin:access_apikey_changelist"), {"state": state}).context["cl"].result_list
    assert [key.name for key in listed] == [expected]
