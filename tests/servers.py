"""The servers that tests run on: real ones that were named, or embedded ones on a folder thrown away afterwards.

Loaded with `-p`, before Django's settings are: it is here that the tests' environment is made. Nothing starts before a
test asks for the database or for Redis, and the test processes of one run share what was started.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hefesto_site import embedded

FOLDER_VARIABLE = "HEFESTO_TEST_FOLDER"
SERVERS_VARIABLE = "HEFESTO_TEST_SERVERS"
REDIS_VARIABLE = "HEFESTO_TEST_REDIS_URL"
KEPT_VARIABLES = frozenset({"HEFESTO_POSTGRES_BIN", "HEFESTO_REDIS_SERVER"})


def process_number() -> int:
    """Return 1, 2, … in parallel test processes, and 0 where there is only one."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Make the environment that the tests' settings are read from."""
    if FOLDER_VARIABLE not in os.environ:
        make_environment()
    make_environment_of_this_process()
    return (yield)


def make_environment() -> None:
    """Forget the caller's own settings but real servers' addresses, and choose a folder for everything else."""
    for name in [name for name in os.environ if name.startswith("HEFESTO_") and name not in KEPT_VARIABLES]:
        del os.environ[name]
    for name in ("PORT", "GEMINI_API_KEY"):
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix="hefesto-tests-"))
    folder.chmod(0o711)
    servers = embedded.Servers(
        data_dir=str(folder / "data"),
        with_postgres="DATABASE_URL" not in os.environ,
        with_redis="REDIS_URL" not in os.environ,
        throw_away=True,
        postgres_bin=os.environ.get("HEFESTO_POSTGRES_BIN", ""),
        redis_server=os.environ.get("HEFESTO_REDIS_SERVER", ""),
    )
    os.environ |= {
        FOLDER_VARIABLE: str(folder),
        SERVERS_VARIABLE: json.dumps(asdict(servers)),
        REDIS_VARIABLE: os.environ.get("REDIS_URL") or embedded.redis_url(servers),
        "HEFESTO_ENV": "test",
        "HEFESTO_DATA_DIR": servers.data_dir,
    }
    os.environ.setdefault("DATABASE_URL", embedded.database_url(servers))


def make_environment_of_this_process() -> None:
    """Give each test process a workspace, a Redis database and a queue of its own; pytest-django adds a database."""
    number = process_number()
    folder = Path(os.environ[FOLDER_VARIABLE])
    workspace = folder / f"workspace-{number}"
    workspace.mkdir(exist_ok=True)
    os.environ |= {
        "HEFESTO_WORKSPACE": str(workspace),
        "HEFESTO_QUEUE": f"{folder.name}-{number}",
        "REDIS_URL": numbered_redis(os.environ[REDIS_VARIABLE], number),
    }


def numbered_redis(url: str, number: int) -> str:
    """Return the address of another database of the same Redis."""
    if url.startswith("unix:"):
        return f"{url.partition('?')[0]}?db={number}"
    return urlsplit(url)._replace(path=f"/{number}").geturl()


def pytest_unconfigure() -> None:
    """Remove the folder, once, when every test process has ended."""
    if "PYTEST_XDIST_WORKER" not in os.environ and FOLDER_VARIABLE in os.environ:
        shutil.rmtree(os.environ.pop(FOLDER_VARIABLE), ignore_errors=True)


@pytest.fixture(scope="session")
def servers() -> Iterator[embedded.Servers]:
    """Postgres and Redis, running as long as this test process."""
    wanted = embedded.Servers(**json.loads(os.environ[SERVERS_VARIABLE]))
    hold = embedded.Hold(wanted)
    hold.take()
    yield wanted
    hold.release()
