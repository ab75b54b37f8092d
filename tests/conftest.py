"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings

from hefesto_site.embedded import Servers


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers: Servers, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have the servers running before pytest-django makes the test database."""


@pytest.fixture
def redis_client(servers: Servers) -> Iterator[redis.Redis]:
    """Return a client of this test process' own Redis database, emptied of the service's keys afterwards."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        yield client
        if found := client.keys("hefesto:*"):
            client.delete(*found)


@pytest.fixture
def workspace() -> Iterator[Path]:
    """Return the folder that may be analysed, empty; a worker under test sees the same one."""
    folder = Path(os.environ["HEFESTO_WORKSPACE"])
    yield folder
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
