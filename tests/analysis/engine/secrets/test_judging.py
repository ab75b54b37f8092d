"""How sure a secret is follows from its name, its text and how they meet."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.secrets.contexts import candidates
from analysis.engine.secrets.judging import FALLBACK, GENERATED, LIKELY, POSSIBLE, judged


def confidence(code: str) -> float | None:
    return judged(next(candidates(Module("a.py", code, ast.parse(code)))))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("password = 'tulip4you'", LIKELY),
        ("password = 'tulip'", POSSIBLE),
        ("password = 'admin'", POSSIBLE),
        ("connect(password='admin')", FALLBACK),
        ("connect(password='password')", FALLBACK),
        ("f({'user': 'shop', 'password': 'shop'})", FALLBACK),
        ("api_key = '0f4c1d7a92be4b6c8d3e5a7f1b2c9d08'", GENERATED),
        ("api_key = 'abc123def456'", POSSIBLE),
        ("SECRET_KEY = 'django-insecure-abc'", GENERATED),
        ("SECRET_KEY = 'whatever it is'", FALLBACK),
        ("SECRET_KEY = 'your-secret-key-here'", POSSIBLE),
        ("SECRET_KEY = os.environ.get('A', 'changeme')", FALLBACK),
        ("client_secret = 'hard to guess, surely 1!'", None),
        ("client_secret = 'abc-123'", FALLBACK),
        ("def f(password='changeme'): pass", FALLBACK),
    ],
)
def test_a_secret_is_as_sure_as_its_signs(code: str, expected: float | None) -> None:
    assert confidence(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "PASSWORD = 'password'",
        "CONF_API_KEY = 'api_key'",
        "password = 'pw'",
        "password = 'x' + ' ' * 3",
        "password = 'Enter your password'",
        "password = '{password}'",
        "password = 'https://shop.test/a1'",
        "f({'password': 'Passwort'})",
        "f({'password': 'string'})",
        "f({'secret': 'Geheimnis'})",
        "SECRET_KEY = '{{ secret_key }}'",
        "SECRET_KEY = 'file:///run/secrets/key'",
        "token = 'endfor'",
        "if token == 'NAME': pass",
        "if api_key == 'missing': pass",
        "token = 'a1'",
        "password = '\\x00\\x01abc'",
        "password = 'a' * 5000",
    ],
)
def test_other_texts_are_no_secrets(code: str) -> None:
    assert confidence(code) is None
