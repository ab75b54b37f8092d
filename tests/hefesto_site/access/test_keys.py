"""What an API key looks like, and how it is known again."""

import re

import pytest
from pytest_django import Settings

from hefesto_site.access.keys import digest_of, is_match, new_key, prefix_of


def test_a_key_shows_its_prefix_and_hides_256_bits() -> None:
    key = new_key()
    assert re.fullmatch(r"hf_[a-z2-9]{8}_[A-Za-z0-9_-]{43}", key)
    assert prefix_of(key) == key[:11]


def test_no_two_keys_are_alike() -> None:
    assert len({new_key() for _ in range(1000)}) == 1000


SECRET = "a" * 43


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hf_",
        "hf_abcdefgh",
        "hf_abcdefgh_",
        f"sk_abcdefgh_{SECRET}",
        f"hf_abcdefgh-{SECRET}",
        f"hf_abcdefgh_{SECRET[1:]}",
        f"hf_abcdefgh_{SECRET}a",
        f"hf_abc\0efgh_{SECRET}",
        f"hf_abcdéfgh_{SECRET}",
        f"hf_abcdefgh_{SECRET}\n",
        f" hf_abcdefgh_{SECRET}",
    ],
)
def test_what_is_no_key_has_no_prefix(text: str) -> None:
    assert prefix_of(text) is None


def test_a_key_matches_its_own_digest_only() -> None:
    key = new_key()
    assert is_match(key, digest_of(key))
    assert not is_match(new_key(), digest_of(key))
    assert not is_match(key[:-1] + ("a" if key[-1] != "a" else "b"), digest_of(key))


def test_the_digest_tells_nothing_without_the_services_secret(settings: Settings) -> None:
    key = new_key()
    digest = digest_of(key)
    settings.SECRET_KEY = "another secret of the same service"
    assert digest_of(key) != digest
    assert not is_match(key, digest)


def test_keys_outlive_a_change_of_the_secret_while_the_old_one_is_named(settings: Settings) -> None:
    key = new_key()
    digest, old = digest_of(key), settings.SECRET_KEY
    settings.SECRET_KEY = "another secret of the same service"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert is_match(key, digest)
