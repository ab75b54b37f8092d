"""The settings as whole processes see them."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from hefesto_site import environment

SHOW = """
import json, sys
from django.conf import settings
from hefesto_site.embedded import EmbeddedError
from hefesto_site.environment import BadSetting
try:
    print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
except (BadSetting, EmbeddedError) as error:
    print(json.dumps({"refused": str(error)}))
"""
EXPOSED = {"HEFESTO_SECRET_KEY": "k" * 50, "HEFESTO_ALLOWED_HOSTS": "hefesto.example.org"}


def shown(names: list[str], **variables: str) -> dict[str, object]:
    """Return the settings of a process with these variables."""
    result = subprocess.run(
        [sys.executable, "-c", SHOW, *names],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "hefesto_site.settings", **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize("environment_name", ["staging", "production"])
@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"HEFESTO_SECRET_KEY": ""}, "HEFESTO_SECRET_KEY"),
        ({"HEFESTO_SECRET_KEY": "short"}, "HEFESTO_SECRET_KEY"),
        ({"HEFESTO_DEBUG": "on"}, "HEFESTO_DEBUG"),
        ({"HEFESTO_ALLOWED_HOSTS": ""}, "HEFESTO_ALLOWED_HOSTS"),
    ],
)
def test_what_others_can_reach_is_not_served_with_development_settings(
    environment_name: str, variables: dict[str, str], named: str
) -> None:
    answer = shown(["DEBUG"], HEFESTO_ENV=environment_name, **{**EXPOSED, **variables})
    assert str(answer["refused"]).startswith(named)


def test_production_asks_for_https_and_credentials() -> None:
    names = ["DEBUG", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    answer = shown([*names, "HEFESTO_ANONYMOUS_ACCESS", "ALLOWED_HOSTS"], HEFESTO_ENV="production", **EXPOSED)
    assert answer == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "HEFESTO_ANONYMOUS_ACCESS": False,
        "ALLOWED_HOSTS": ["hefesto.example.org"],
    }


def test_development_is_open_on_this_machine_only() -> None:
    answer = shown(["HEFESTO_ANONYMOUS_ACCESS", "DEBUG", "ALLOWED_HOSTS", "PORT"], HEFESTO_ENV="development")
    assert answer == {
        "HEFESTO_ANONYMOUS_ACCESS": True,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", ".localhost", "127.0.0.1", "[::1]", "127.0.0.1"],
        "PORT": 8080,
    }


def test_anonymous_access_can_be_closed_in_development_and_opened_elsewhere() -> None:
    name = "HEFESTO_ANONYMOUS_ACCESS"
    assert shown([name], HEFESTO_ENV="development", HEFESTO_ANONYMOUS_ACCESS="off") == {name: False}
    assert shown([name], HEFESTO_ENV="production", HEFESTO_ANONYMOUS_ACCESS="on", **EXPOSED) == {name: True}


def test_the_broker_is_redis_unless_another_is_named() -> None:
    name = "CELERY_BROKER_URL"
    assert shown([name], REDIS_URL="redis://one:6379/1", CELERY_BROKER_URL="") == {name: "redis://one:6379/1"}
    assert shown([name], CELERY_BROKER_URL="amqp://two//") == {name: "amqp://two//"}


def test_every_variable_is_in_the_readme() -> None:
    readme = (settings.BASE_DIR / "README.md").read_text()
    assert sorted(name for name in environment.read_names - {"X"} if f"`{name}`" not in readme) == []
