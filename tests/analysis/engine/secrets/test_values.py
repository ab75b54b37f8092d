"""A text is a placeholder, a reference, or something that only a machine would write."""

import pytest

from analysis.engine.secrets.values import (
    entropy,
    is_address,
    is_guessable,
    is_placeholder,
    is_reference,
    is_template,
    looks_generated,
)


@pytest.mark.parametrize(
    "text",
    [
        "<password>",
        "${DB_PASSWORD}",
        "{{ password }}",
        "{password}",
        "%(password)s",
        "$PASSWORD",
        "%s",
        "xxxxxxxx",
        "********",
        "your-api-key",
        "changeme",
        "change-this",
        "example-token",
        "REDACTED",
        "api-key-here",
        "TODO",
        "aaaaaaaa",
        "00000000",
        "1234567890",
        "",
        "   ",
        "...",
    ],
)
def test_a_placeholder_stands_for_another_value(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["hunter2", "s3cr3t", "0f4c1d7a92be4b6c", "Tr0ub4dor&3", "admin", "barbecue", "app"])
def test_a_value_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.test/token",
        "/run/secrets/db",
        "./key.pem",
        "secrets.json",
        "vault:secret/data/shop",
        "env:DB_PASSWORD",
        "arn:aws:secretsmanager:eu",
        "Enter the password",
        "user_password",
        "X-Api-Key",
        "auth.token.expired",
        "string",
        "string?",
        "Bearer",
        "--password",
        "#password",
        "<b>password</b>",
        "input[name=[x]]",
    ],
)
def test_a_reference_says_where_or_what_a_secret_is(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize("text", ["hunter2", "sunflower", "p@ss-w0rd", "0f4c1d7a92be4b6c", "a/b+c9"])
def test_a_value_is_no_reference(text: str) -> None:
    assert not is_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "0f4c1d7a92be4b6c8d3e5a7f1b2c9d08",
        "6f1c7e0a-6a43-4d7e-9c54-1b3f0f6a7d21",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ7Lw0dPq3",
        "aB3xK9mQ2rT7vW1zC5nH",
        "Zq8-mim-4471-xVbT9",
    ],
)
def test_a_machine_wrote_this(text: str) -> None:
    assert looks_generated(text)


@pytest.mark.parametrize(
    "text",
    [
        "hunter2",
        "correct horse battery staple",
        "django.contrib.auth.hashers",
        "application_settings_module",
        "MyVeryLongClassNameFactory",
        "0000000000000000",
        "1234567812345678",
        "reset-password-form-2",
        "https://shop.test/path/to/page1",
    ],
)
def test_a_person_wrote_this(text: str) -> None:
    assert not looks_generated(text)


def test_entropy_is_counted_in_bits_a_character() -> None:
    assert entropy("") == 0
    assert entropy("aaaa") == 0
    assert entropy("abab") == pytest.approx(1)
    assert entropy("abcd") == pytest.approx(2)


def test_other_questions_to_a_text() -> None:
    assert is_guessable("Admin")
    assert not is_guessable("Adminstrator7")
    assert is_template("{{ key }}")
    assert not is_template("your-key")
    assert is_address("/etc/key.pem")
    assert not is_address("sunflower")
