"""Readers of environment variables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hefesto_site import environment
from hefesto_site.environment import BadSetting


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (lambda: environment.text("X", "default"), None, "default"),
        (lambda: environment.text("X", "default"), "   ", "default"),
        (lambda: environment.text("X"), " word ", "word"),
        (lambda: environment.choice("X", "free", ("free", "pro")), "PRO", "pro"),
        (lambda: environment.flag("X", default=True), None, True),
        (lambda: environment.flag("X", default=True), "off", False),
        (lambda: environment.flag("X", default=False), "Yes", True),
        (lambda: environment.number("X", 80, low=1, high=100), None, 80),
        (lambda: environment.number("X", 80, low=1, high=100), "100", 100),
        (lambda: environment.seconds("X", 10, low=0, high=60), "0.5", 0.5),
        (lambda: environment.words("X", ("a",)), None, ["a"]),
        (lambda: environment.words("X"), "a, b,,c ", ["a", "b", "c"]),
        (lambda: environment.web_url("X"), None, ""),
        (lambda: environment.web_url("X"), "http://127.0.0.1:9050", "http://127.0.0.1:9050"),
        (lambda: environment.folder("X", Path("/")), None, Path("/")),
        (lambda: environment.folder("X", Path("/")), "~", Path.home()),
    ],
)
def test_a_good_value_is_read(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], object], value: str | None, expected: object
) -> None:
    if value is not None:
        monkeypatch.setenv("X", value)
    assert read() == expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: environment.choice("X", "free", ("free", "pro")), "gold"),
        (lambda: environment.flag("X", default=True), "maybe"),
        (lambda: environment.number("X", 80, low=1, high=100), "eighty"),
        (lambda: environment.number("X", 80, low=1, high=100), "0"),
        (lambda: environment.number("X", 80, low=1, high=100), "101"),
        (lambda: environment.seconds("X", 10, low=0, high=60), "soon"),
        (lambda: environment.seconds("X", 10, low=0, high=60), "nan"),
        (lambda: environment.seconds("X", 10, low=0, high=60), "61"),
        (lambda: environment.web_url("X"), "ftp://example.org"),
        (lambda: environment.web_url("X"), "http://"),
        (lambda: environment.folder("X", Path("/"), must_exist=True), "/nowhere/at/all"),
        (lambda: environment.server_url("X", "redis://", ("redis",)), "memcached://x"),
        (lambda: environment.database("X", "", {}), "mysql://x/y"),
        (lambda: environment.database("X", "", {}), "postgres://host"),
        (lambda: environment.database("X", "", {}), "postgres://host:99999/name"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], object], value: str
) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(BadSetting, match=r"^X "):
        read()


def test_a_password_in_a_bad_address_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "mysql://me:hunter2@host/name")
    with pytest.raises(BadSetting) as caught:
        environment.database("X", "", {})
    assert "hunter2" not in str(caught.value)


def test_a_database_address_becomes_django_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "postgresql://me:p%40ss@db.example.org:5433/my%20data?sslmode=require&connect_timeout=2")
    assert environment.database("X", "", {"connect_timeout": "5", "options": "-c jit=off"}) == {
        "NAME": "my data",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"connect_timeout": "2", "options": "-c jit=off", "sslmode": "require"},
    }


def test_a_database_behind_a_socket_names_its_folder_in_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "postgres://me@/name?host=%2Frun%2Fpostgres")
    assert environment.database("X", "", {})["HOST"] == "/run/postgres"


@pytest.mark.parametrize(
    ("redis_url", "broker"),
    [
        ("redis://host:6379/2", "redis://host:6379/2"),
        ("unix:///run/valkey.sock?db=3", "redis+socket:///run/valkey.sock?virtual_host=3"),
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock?virtual_host=0"),
    ],
)
def test_celery_gets_redis_in_its_own_spelling(redis_url: str, broker: str) -> None:
    assert environment.celery_broker(redis_url) == broker
