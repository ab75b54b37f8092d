"""The secrets of a file are told once each, with where they are and how sure that is."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.secrets.detection import CERTAIN, Secret, secrets

KEY = "AKIA" + "QZ7M3NVTLXWB2RJD"


def found(code: str, path: str = "shop/module.py") -> tuple[Secret, ...]:
    return secrets(Module(path, code, ast.parse(code)))


def test_a_secret_is_told_once_though_its_name_and_its_shape_say_so() -> None:
    (only,) = found(f'AWS_SECRET_KEY = "{KEY}"')
    assert (only.what, only.line, only.confidence, only.is_issued) == ("An AWS access key", 1, CERTAIN, True)


def test_a_fallback_that_is_assigned_is_told_once() -> None:
    (only,) = found('PASSWORD = os.environ.get("PASSWORD", "tulip4you")')
    assert only.is_fallback


def test_lines_are_counted_whatever_ends_them() -> None:
    assert [one.line for one in found(f'a = 1\r\nb = 2\n\nc = "{KEY}"\n')] == [4]


def test_a_token_in_adjacent_literals_is_found() -> None:
    (only,) = found(f'a = 1\nb = ("{KEY[:4]}"\n     "{KEY[4:]}")')
    assert (only.what, only.line) == ("An AWS access key", 2)


def test_a_token_in_a_docstring_counts_half() -> None:
    (only,) = found(f'def f():\n    """Call it with {KEY}."""')
    assert only.confidence == pytest.approx(CERTAIN / 2)


def test_a_token_that_its_provider_never_issued_is_doubted() -> None:
    (only,) = found(f'a = "ghp_{"aB3dE5gH7jK9mN1pQ3rS5tV7wX9zA2cD4eFx"}"')
    assert only.confidence == pytest.approx(0.5)


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "AKIAAAAAAAAAAAAAAAAA",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    ],
)
def test_a_published_example_is_no_secret(text: str) -> None:
    assert not found(f'a = "{text}"')


def test_in_tests_only_what_a_machine_drew_is_told() -> None:
    assert not found('password = "tulip4you"', "tests/test_login.py")
    assert found('password = "0f4c1d7a92be4b6c8d3e5a7f1b2c9d08"', "tests/test_login.py")


def test_a_cipher_gets_a_key_by_position_or_by_a_name() -> None:
    code = "from cryptography.fernet import Fernet\nkey = b'not so secret'\nFernet(key)\nFernet(b'other secret')\nFernet(made())"
    assert [(one.line, one.what, one.is_key) for one in found(code)] == [
        (2, "The key of `cryptography.fernet.Fernet`", True),
        (4, "The key of `cryptography.fernet.Fernet`", True),
    ]


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ('password = "tulip4you"', ('"tulip4you"',)),
        ("password = b'tulip4you'", ("'tulip4you'",)),
        ('password = "tulip\\x34you"', ('"tulip\\x34you"',)),
        ('password = "tulip-garden-4"', ('"tulip-garden-4"', "tulip-garden-4")),
        ('password = "tulip" + "4you"', ("tulip4you",)),
        ('é = 1; password = "tulip4you"', ('"tulip4you"',)),
    ],
)
def test_a_secret_is_hidden_as_the_source_writes_it(code: str, hidden: tuple[str, ...]) -> None:
    (only,) = found(code)
    assert only.hidden == hidden


def test_secrets_come_in_the_order_of_lines() -> None:
    code = f'url = "redis://:tulip4you@cache/0"\npassword = "tulip5you"\nkey = "{KEY}"\n'
    assert [one.line for one in found(code)] == [1, 2, 3]


def test_what_is_no_text_at_all_does_no_harm() -> None:
    assert not found('password = "\\ud800\\x00\\n"\ntoken = "\\x1b[31m\\x00abc1"\nsecret = ""')
