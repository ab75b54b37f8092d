"""Readers of environment variables: each refuses a bad value by the variable's name."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})

read_names: set[str] = set()
"""Every variable that was asked for: a test holds the README's table against it."""


class BadSetting(ImproperlyConfigured):
    """A variable's value cannot be used; the message names the variable."""


def text(name: str, default: str = "") -> str:
    """Return the variable without surrounding blanks; empty counts as not set."""
    read_names.add(name)
    return os.environ.get(name, "").strip() or default


def choice(name: str, default: str, allowed: Sequence[str]) -> str:
    """Return one of the allowed words."""
    value = text(name, default).lower()
    if value not in allowed:
        raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or no."""
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE_WORDS | FALSE_WORDS:
        raise BadSetting(f"{name} must be one of 1, true, yes, on, 0, false, no, off, not {value!r}.")
    return value in TRUE_WORDS


def number(name: str, default: int, *, low: int, high: int) -> int:
    """Return a whole number between the two bounds, both included."""
    value = text(name, str(default))
    try:
        result = int(value)
    except ValueError:
        raise BadSetting(f"{name} must be a whole number, not {value!r}.") from None
    if not low <= result <= high:
        raise BadSetting(f"{name} must be between {low} and {high}, not {result}.")
    return result


def seconds(name: str, default: float, *, low: float, high: float) -> float:
    """Return a duration in seconds between the two bounds, both included."""
    value = text(name, str(default))
    try:
        result = float(value)
    except ValueError:
        raise BadSetting(f"{name} must be a number of seconds, not {value!r}.") from None
    if not low <= result <= high:
        raise BadSetting(f"{name} must be between {low:g} and {high:g} seconds, not {value}.")
    return result


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return a comma-separated list."""
    value = text(name)
    return [word.strip() for word in value.split(",") if word.strip()] if value else list(default)


def folder(name: str, default: Path, *, must_exist: bool = False) -> Path:
    """Return an absolute path, links resolved, `~` expanded."""
    value = text(name)
    path = Path(value).expanduser().resolve() if value else default.resolve()
    if must_exist and not path.is_dir():
        raise BadSetting(f"{name} must be a folder that exists, not {str(path)!r}.")
    return path


def web_url(name: str) -> str:
    """Return an http or https address, or nothing."""
    value = text(name)
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise BadSetting(f"{name} must be an http:// or https:// address.")
    return value


def server_url(name: str, default: str, schemes: Sequence[str]) -> str:
    """Return a server's address; the message never repeats the value, which may hold a password."""
    value = text(name, default)
    if urlsplit(value).scheme not in schemes:
        raise BadSetting(f"{name} must begin with one of {', '.join(f'{scheme}:' for scheme in schemes)}")
    return value


def database(name: str, default: str, options: dict[str, str]) -> dict[str, object]:
    """Return Django's settings for a postgres:// address; its query adds to libpq's options and overrides them."""
    parts = urlsplit(server_url(name, default, ("postgres", "postgresql")))
    options = options | dict(parse_qsl(parts.query))
    try:
        port = parts.port
    except ValueError:
        raise BadSetting(f"{name} has a port that is not a number below 65536.") from None
    if not parts.path.strip("/"):
        raise BadSetting(f"{name} must end with a database's name, as in postgres://user:password@host:5432/hefesto")
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def celery_broker(redis_url: str) -> str:
    """Return the address of a Redis in the spelling that Celery understands."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    number_of_database = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={number_of_database}"
