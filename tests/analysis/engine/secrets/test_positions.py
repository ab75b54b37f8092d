"""Some calls take secrets by their position."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.secrets.positions import SIGNS, given
from analysis.engine.vocabulary import mentions

IMPORTS = """
import hmac, jwt, requests, smtplib
from Crypto.Cipher import AES
from cryptography.fernet import Fernet
"""


def module(code: str) -> Module:
    return Module("a.py", IMPORTS + code, ast.parse(IMPORTS + code))


@pytest.mark.parametrize(
    ("code", "is_key"),
    [
        ("jwt.encode(claims, 'x1')", True),
        ("jwt.decode(token, key='x1')", True),
        ("hmac.new(b'x1', text, 'sha256')", True),
        ("Fernet(b'x1')", True),
        ("AES.new(b'x1', AES.MODE_GCM)", True),
        ("KEY = b'x1'\nAES.new(KEY)", True),
        ("requests.auth.HTTPBasicAuth('ada', 'x1')", False),
        ("requests.get(url, auth=('ada', 'x1'))", False),
        ("smtp.login('ada', 'x1')", False),
        ("user.set_password('x1')", False),
        ("User.objects.create_superuser('ada', 'ada@shop.test', 'x1')", False),
    ],
)
def test_a_call_is_given_a_secret(code: str, is_key: bool) -> None:
    parsed = module(code)
    assert mentions(parsed, SIGNS)
    assert [(one.literal.text, one.is_key) for one in given(parsed)] == [("x1", is_key)]


@pytest.mark.parametrize(
    "code",
    [
        "jwt.encode(claims, key)",
        "jwt.encode('x1', key)",
        "hmac.new(key, b'x1')",
        "hmac.new(os.environ['KEY'].encode(), b'x1')",
        "Fernet(Fernet.generate_key())",
        "requests.get(url, auth=(user, password))",
        "requests.get(url, auth='x1')",
        "smtp.login(user, password)",
        "user.login('ada')",
        "hmac.new(b'')",
    ],
)
def test_other_arguments_are_none(code: str) -> None:
    assert not list(given(module(code)))
