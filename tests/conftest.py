"""What every test may ask for."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from kombu import Queue
from pytest_django import DjangoDbBlocker

from hefesto_site import health, presence, status
from hefesto_site.access.models import Project, Tier
from hefesto_site.access.scopes import Scope
from hefesto_site.access.services import create_api_key
from hefesto_site.celery import app
from hefesto_site.embedded import Servers
from tests.contract import ContractClient

Caller = Callable[..., ContractClient]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers: Servers, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have the servers running before pytest-django makes the test database."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Cut the connections of threads that outlive their test, as the database could not be dropped otherwise."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def own_queue() -> Iterator[None]:
    """Leave no queue behind on a real RabbitMQ."""
    yield
    if "CELERY_BROKER_URL" in os.environ:
        with app.connection_for_write() as broker:
            Queue(settings.CELERY_TASK_DEFAULT_QUEUE).bind(broker).delete()


@pytest.fixture
def redis_client(servers: Servers) -> Iterator[redis.Redis]:
    """Return a client of this test process' own Redis database, emptied of the service's keys afterwards."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        yield client
        # A worker that runs for other tests too must not seem gone.
        if found := [key for key in client.keys("hefesto:*") if not key.startswith(b"hefesto:worker")]:
            client.delete(*found)


@pytest.fixture
def workspace() -> Iterator[Path]:
    """Return the folder that may be analysed, empty; a worker under test sees the same one."""
    folder = Path(os.environ["HEFESTO_WORKSPACE"])
    yield folder
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


@pytest.fixture(autouse=True)
def measured_anew() -> Iterator[None]:
    """Let no test see what another one measured, and nothing be measured after it."""
    yield
    for pulse in (health.DATABASE, status.OWN, status.FOREIGN):
        pulse.forget()


@pytest.fixture
def caller(db: None) -> Caller:
    """Return a maker of clients that hold the service to its OpenAPI document, each with a key of the given scopes."""

    def make(*scopes: Scope, projects: tuple[Project, ...] = (), tier: Tier = Tier.ENTERPRISE) -> ContractClient:
        return ContractClient(create_api_key(name="Test", scopes=scopes, tier=tier, projects=projects)[1])

    return make


@pytest.fixture
def api(caller: Caller) -> ContractClient:
    """Return such a client that may do everything."""
    return caller(Scope.ADMIN)


@pytest.fixture
def anonymous(db: None) -> ContractClient:
    """Return such a client without a key."""
    return ContractClient()


@pytest.fixture(scope="session")
def celery_worker(servers: Servers, django_db_setup: None) -> Iterator[str]:
    """Return the name of a real Celery worker on the test database; tests that ask for it must be transactional."""
    folder = Path(os.environ["HEFESTO_TEST_FOLDER"])
    database = str(connection.settings_dict["NAME"])
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "hefesto_site", "worker", "--pool", "threads"]
    command += ["--concurrency", "4", "--without-gossip", "--without-mingle"]
    with (folder / f"worker-{database}.log").open("w+") as log, closing(presence.connect()) as client:
        worker = subprocess.Popen(
            command, env={**os.environ, "DATABASE_URL": address}, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield wait_for_worker(client, worker, Path(log.name))
        finally:
            worker.terminate()
            try:
                worker.wait(timeout=15)
            finally:
                # Whatever it started goes with it, even if it had to be killed.
                with suppress(ProcessLookupError):
                    os.killpg(worker.pid, signal.SIGKILL)


def wait_for_worker(client: redis.Redis, worker: "subprocess.Popen[bytes]", log: Path) -> str:
    """Return the worker's name as soon as it takes tasks."""
    deadline = time.monotonic() + 60
    while not (names := presence.present_workers(client)):
        if worker.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The worker does not start:\n{log.read_text()}")
        time.sleep(0.05)
    return names[0]


@pytest.fixture
def admin_client(admin_client: Client) -> Client:
    """A client that staff have logged in to, in a process that has seen every kind of object: Django asks once for each.

    Which test asks first is up to the order of the tests, and no number of statements must depend on that.
    """
    ContentType.objects.get_for_models(*apps.get_models())
    return admin_client
