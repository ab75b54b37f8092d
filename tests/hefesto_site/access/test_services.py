"""Making, restricting, revoking and recognising API keys."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hefesto_site.access.models import ApiKey, Project, Tier
from hefesto_site.access.scopes import Scope
from hefesto_site.access.services import create_api_key, recognise, restrict_api_key, revoke_api_keys

pytestmark = pytest.mark.django_db


def make(**changes: Any) -> tuple[ApiKey, str]:
    return create_api_key(**{"name": "CI", "scopes": [Scope.READ_FINDINGS], "tier": Tier.PRO, **changes})


def test_a_key_is_recognised_with_all_that_it_allows() -> None:
    key, text = make()
    credential = recognise(text)
    assert credential is not None
    assert (credential.key_id, credential.prefix, credential.name) == (key.pk, text[:11], "CI")
    assert (credential.scopes, credential.tier) == (frozenset({"read:findings"}), Tier.PRO)
    assert credential.project_ids is None
    assert (credential.user_id, credential.actor) == (None, "CI")


def test_what_is_stored_is_not_the_key() -> None:
    key, text = make()
    key.refresh_from_db()
    secret = text[12:]
    assert not any(secret in str(value) or secret.encode() in bytes(key.digest) for value in vars(key).values())
    assert len(key.digest) == 32


def test_the_owner_acts_through_the_key() -> None:
    ada = User.objects.create_user("ada", email="ada@example.org")
    credential = recognise(make(owner=ada)[1])
    assert credential is not None
    assert (credential.user_id, credential.actor) == (ada.pk, "ada@example.org")


def test_an_owner_without_an_address_acts_by_name() -> None:
    credential = recognise(make(owner=User.objects.create_user("ada"))[1])
    assert credential is not None
    assert credential.actor == "ada"


@pytest.mark.parametrize("change", ["secret", "prefix", "nothing of ours"])
def test_another_text_opens_nothing(change: str) -> None:
    _, text = make()
    other = {
        "secret": text[:-1] + ("a" if text[-1] != "a" else "b"),
        "prefix": f"hf_zzzzzzzz{text[11:]}",
        "nothing of ours": "eyJhbGciOiJIUzI1NiJ9.e30.signature",
    }
    assert recognise(other[change]) is None


def test_a_revoked_key_opens_nothing_from_that_moment_on() -> None:
    key, text = make()
    assert recognise(text) is not None
    assert revoke_api_keys([key]) == 1
    assert recognise(text) is None


def test_a_key_is_revoked_once() -> None:
    key, _ = make()
    revoke_api_keys([key])
    revoked_at = ApiKey.objects.get(pk=key.pk).revoked_at
    assert revoke_api_keys([key]) == 0
    assert ApiKey.objects.get(pk=key.pk).revoked_at == revoked_at


def test_a_key_opens_until_it_expires() -> None:
    assert recognise(make(expires_at=timezone.now() + timedelta(minutes=1))[1]) is not None
    assert recognise(make(expires_at=timezone.now() - timedelta(microseconds=1))[1]) is None


def test_the_key_of_somebody_who_left_opens_nothing() -> None:
    ada = User.objects.create_user("ada")
    _, text = make(owner=ada)
    ada.is_active = False
    ada.save()
    assert recognise(text) is None


def test_use_is_noted_once_a_minute(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    key, text = make()
    with django_assert_num_queries(2):  # the key, and the first note
        recognise(text)
    with django_assert_num_queries(1):  # the key
        recognise(text)
    noted = ApiKey.objects.get(pk=key.pk).last_used_at
    assert noted is not None
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=noted - timedelta(minutes=1))
    recognise(text)
    again = ApiKey.objects.get(pk=key.pk).last_used_at
    assert again is not None
    assert again > noted


def test_a_key_that_fails_is_not_noted_as_used() -> None:
    key, text = make()
    revoke_api_keys([key])
    recognise(text)
    assert ApiKey.objects.get(pk=key.pk).last_used_at is None


def test_a_restricted_key_knows_its_projects() -> None:
    payment = Project.objects.create(slug="payment", name="Payment", root="services/payment")
    credential = recognise(make(projects=[payment])[1])
    assert credential is not None
    assert credential.project_ids == frozenset({payment.pk})


def test_a_restricted_key_does_not_open_everything_when_its_project_goes() -> None:
    payment = Project.objects.create(slug="payment", name="Payment", root="services/payment")
    _, text = make(projects=[payment])
    payment.delete()
    credential = recognise(text)
    assert credential is not None
    assert credential.project_ids == frozenset()


def test_a_restriction_is_taken_away_on_purpose_only() -> None:
    payment = Project.objects.create(slug="payment", name="Payment", root="services/payment")
    key, text = make(projects=[payment])
    restrict_api_key(key, [])
    credential = recognise(text)
    assert credential is not None
    assert credential.project_ids is None
