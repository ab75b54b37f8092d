"""A name announces a secret by its last noun."""

import pytest

from analysis.engine.secrets.names import Kind, is_qualified, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("password", Kind.PASSWORD),
        ("DB_PASSWORD", Kind.PASSWORD),
        ("dbPasswd", Kind.PASSWORD),
        ("smtp_pass", Kind.PASSWORD),
        ("user_pwd", Kind.PASSWORD),
        ("passWord", Kind.PASSWORD),
        ("PASSWORD_PROD", Kind.PASSWORD),
        ("password2", Kind.PASSWORD),
        ("client_secret", Kind.SECRET),
        ("SECRET_KEY_BASE", Kind.KEY),
        ("SECRET_KEY", Kind.KEY),
        ("apiKey", Kind.KEY),
        ("X-Api-Key", Kind.KEY),
        ("aws_secret_access_key", Kind.KEY),
        ("access_token", Kind.TOKEN),
        ("TOKEN", Kind.TOKEN),
        ("jwt", Kind.TOKEN),
    ],
)
def test_a_secret_is_announced(name: str, kind: Kind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    "name",
    [
        "password_field",
        "password_hash",
        "password_label",
        "reset_password",
        "has_password",
        "is_secret",
        "use_token",
        "secret_name",
        "token_type",
        "tokens",
        "token_url",
        "max_token",
        "next_page_token",
        "pad_token",
        "key",
        "cache_key",
        "primary_key",
        "public_key",
        "api_public_key",
        "pass",
        "compass",
        "passenger",
        "secretary",
        "keyboard",
        "aws_access_key_id",
        "",
        "_",
    ],
)
def test_what_is_about_a_secret_is_none(name: str) -> None:
    assert kind_of(name) is None


def test_a_qualified_name_says_whose_secret_it_is() -> None:
    assert is_qualified("smtp_password")
    assert not is_qualified("password_2")
