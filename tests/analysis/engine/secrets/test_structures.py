"""Secrets are known by what stands around them."""

import time

import pytest

from analysis.engine.secrets.structures import credentials, private_keys

BODY = "MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu\nKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQJAIJLixBy2qpFoS4DSmoEm"
PEM = f"-----BEGIN RSA PRIVATE KEY-----\n{BODY}\n-----END RSA PRIVATE KEY-----"


def test_a_private_key_is_found_with_its_lines() -> None:
    text = f'key = """{PEM}"""'
    (key,) = private_keys(text)
    assert key.is_genuine
    assert key.start == text.index("-----BEGIN")
    assert key.lines == tuple(BODY.split("\n"))


@pytest.mark.parametrize("kind", ["", "EC ", "RSA ", "OPENSSH ", "ENCRYPTED "])
def test_every_kind_of_private_key_is_found(kind: str) -> None:
    text = PEM.replace("RSA ", kind)
    assert len(list(private_keys(text))) == 1


def test_a_key_written_in_pieces_is_found() -> None:
    pieces = "\n".join(f'"{line}\\n"' for line in PEM.split("\n"))
    (key,) = private_keys(f"key = (\n{pieces}\n)")
    assert key.is_genuine


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        PEM.replace("PRIVATE", "PUBLIC"),
        "-----BEGIN CERTIFICATE-----\n" + BODY,
        "-----BEGIN RSA PRIVATE KEY-----\n" + "x" * 200,
    ],
)
def test_a_header_alone_is_no_key(text: str) -> None:
    assert not list(private_keys(text))


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("postgresql://shop:tulip4you@db.internal/shop", "tulip4you"),
        ("mongodb+srv://shop:T%40lip@cluster0.mongodb.net", "T%40lip"),
        ("redis://:tulip4you@cache:6379/0", "tulip4you"),
        ("see https://ada:tulip4you@git.internal/repo.git", "tulip4you"),
        ("postgresql://shop:tulip4you@", "tulip4you"),
        ("host=db user=shop password=tulip4you", "tulip4you"),
        ("Server=db;User Id=sa;Pwd=Tul1pan;", "Tul1pan"),
        ("Basic YWRhOnR1bGlwNHlvdQ==", "YWRhOnR1bGlwNHlvdQ=="),
        ("Bearer 4c1fa0d28e6b47519a3d7c02b5e8f6a1", "4c1fa0d28e6b47519a3d7c02b5e8f6a1"),
        ("Authorization: token 4c1fa0d28e6b47519a3d7c02b5e8f6a1", "4c1fa0d28e6b47519a3d7c02b5e8f6a1"),
    ],
)
def test_a_password_is_found_in_what_it_is_part_of(text: str, secret: str) -> None:
    assert [credential.secret for credential in credentials(text)] == [secret]


@pytest.mark.parametrize(
    "text",
    ["postgresql://postgres:postgres@db/shop", "amqp://guest:guest@localhost//", "host=db user=x password=admin"],
)
def test_a_developers_default_is_doubtful(text: str) -> None:
    (credential,) = credentials(text)
    assert credential.is_doubtful


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://user:password@host/db",
        "postgresql://{user}:{password}@{host}/db",
        "postgresql://shop:${PASSWORD}@db/shop",
        "postgresql://%s:%s@%s",
        "https://user:pass@example.com/",
        "https://ada:tulip4you@shop.example/",
        "scheme://[user:passwd@]server:port",
        "https://shop.test/a:b@c",
        "password=tulip4you",
        "password=%s host=%s",
        "Basic authentication",
        "Bearer token",
        "Basic realm=shop",
        "postgresql://db.internal/shop",
        "",
    ],
)
def test_a_template_or_an_example_is_no_secret(text: str) -> None:
    assert not list(credentials(text))


def test_a_secret_is_hidden_with_what_stands_around_it() -> None:
    (credential,) = credentials("mysql://root:root@db.internal/shop")
    assert credential.hidden == ":root@"


@pytest.mark.parametrize(
    "text",
    [
        "a://b:" * 30_000,
        "://" * 60_000 + "@",
        "user=" * 40_000,
        "password=" * 20_000 + "user=",
        "-----BEGIN " + "A " * 50_000 + "PRIVATE KEY-----",
    ],
)
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    list(credentials(text))
    list(private_keys(text))
    assert time.process_time() - started < 3
