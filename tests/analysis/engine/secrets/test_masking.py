"""What looks like a secret is hidden in any text; the rest stays readable."""

import time

import pytest

from analysis.engine.secrets.masking import mask

KEY = "AKIA" + "QZ7M3NVTLXWB2RJD"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f'key = "{KEY}"', 'key = "AKIA****"'),
        (f"# {KEY} is old", "# AKIA**** is old"),
        ('password = "tulip4you"', 'password = "****"'),
        ("PASSWORD: str = 'tulip4you'  # why", "PASSWORD: str = '****'  # why"),
        ('{"password": "tulip4you", "size": "big"}', '{"password": "****", "size": "big"}'),
        ('connect(host="db", password="tulip4you", port=1)', 'connect(host="db", password="****", port=1)'),
        ('os.environ.get("API_KEY", "abc")', 'os.environ.get("API_KEY", "****")'),
        ('if user.password == "tulip4you":', 'if user.password == "****":'),
        ('config["SECRET_KEY"] = b"abc"', 'config["SECRET_KEY"] = b"****"'),
        ('password = b64decode("dHVsaXA=")', 'password = b64decode("****")'),
        ("postgresql://shop:tulip4you@db/shop", "postgresql://shop:****@db/shop"),
        ("redis://:tulip4you@cache:6379/0", "redis://:****@cache:6379/0"),
        ("Server=db;Uid=sa;Pwd=tulip4you;Database=x", "Server=db;Uid=sa;Pwd=****;Database=x"),
        ("GET /orders?page=2&api_key=abc123&size=3 200", "GET /orders?page=2&api_key=****&size=3 200"),
        ("login failed: user=ada password=tulip4you", "login failed: user=ada password=****"),
        ("Authorization: Bearer abc.def-123456", "Authorization: Bearer ****"),
        ("Authorization: Basic YWRhOnR1bGlw", "Authorization: Basic ****"),
        (
            '"""-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----"""',
            '"""-----BEGIN RSA PRIVATE KEY-----****-----END RSA PRIVATE KEY-----"""',
        ),
        ("KUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQJAIJLixBy2qpFoS4DSmoEm", "****"),
        ('password = "unfinished', 'password = "****'),
        ('password = "a\\"b"', 'password = "****"'),
    ],
)
def test_a_secret_is_hidden(text: str, shown: str) -> None:
    assert mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "password = get_password()",
        "connect(host, password=password)",
        'password = ""',
        'password = "{password}"',
        'password = "${PASSWORD}"',
        'url = "postgresql://{user}:{password}@{host}/x"',
        'logger.info("user=%s password=%s", user, password)',
        'if token == "endfor":',
        "def log_in(self, password: str) -> None:",
        "password: SecretStr",
        'token = request.GET["token"]',
        'password_label = "Your password"',
        'cache_key = "orders:1"',
        "sha = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
        "from analysis.engine.secrets.detection import secrets",
        "see https://shop.test/a:b",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert mask(text) == text


def test_what_is_masked_once_stays_so() -> None:
    once = mask(f'password = "tulip4you"; key = "{KEY}"; url = "redis://:tulip4you@cache"')
    assert mask(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "password=" * 20_000,
        "pass:" * 40_000,
        "key a-" * 30_000,
        "password='" + "\\" * 50_000,
        "pass://b:" * 20_000,
        '="' * 60_000 + "key",
        "token " * 30_000,
    ],
)
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    mask(text)
    assert time.process_time() - started < 3
