"""The embedded servers' life: started by the first who needs them, stopped by the last."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import redis

from hefesto_site import embedded
from hefesto_site.embedded import EmbeddedError, Hold, Servers, postgres, valkey

HOLDER = """
import sys
from hefesto_site.embedded import Hold, Servers
hold = Hold(Servers(data_dir=sys.argv[1]))
hold.take()
print("held", flush=True)
sys.stdin.read()
hold.release()
"""


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Return servers on a folder of their own, stopped afterwards whatever happens."""
    base = Path(os.environ["HEFESTO_TEST_FOLDER"])
    folder = tmp_path_factory.mktemp("own")
    servers = Servers(data_dir=str(base / f"{folder.name}-{os.getpid()}"))
    yield servers
    servers.stop()


def holder(servers: Servers) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, servers.data_dir],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until_stopped(servers: Servers) -> None:
    deadline = time.monotonic() + 20
    while postgres.accepts(servers.places.postgres_socket) or postgres.accepts(servers.places.valkey_socket):
        assert time.monotonic() < deadline, "the servers still run"
        time.sleep(0.02)


def count(servers: Servers) -> int:
    with psycopg.connect(embedded.database_url(servers)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row
    return int(row[0])


def test_what_was_written_is_there_after_a_stop_and_a_start(own: Servers) -> None:
    for expected in (1, 2):
        hold = Hold(own)
        hold.take()
        assert count(own) == expected
        with redis.Redis.from_url(embedded.redis_url(own)) as client:
            assert client.rpush("kept", "1") == expected
        hold.release()
        assert not postgres.accepts(own.places.postgres_socket)
        assert not valkey.is_answering(own.places)
        assert list(own.places.sockets.iterdir()) == []


def test_the_servers_run_until_the_last_user_leaves(own: Servers) -> None:
    other = holder(own)
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    mine = Hold(own)
    mine.take()
    other.communicate()
    assert own.are_answering()
    mine.release()
    assert not own.are_answering()


def test_a_killed_user_leaves_no_server_behind(own: Servers) -> None:
    with holder(own) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        other.kill()
    wait_until_stopped(own)


def test_many_users_at_once_start_one_pair_of_servers(own: Servers) -> None:
    users = [holder(own) for _ in range(4)]
    assert [user.stdout.readline() for user in users if user.stdout] == ["held\n"] * 4
    starts = (own.places.home / "postgres.log").read_text().count("starting PostgreSQL")
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda user: user.communicate(), users))
    wait_until_stopped(own)
    assert starts == 1


def test_a_killed_postgres_is_started_again_with_its_data(own: Servers) -> None:
    hold = Hold(own)
    hold.take()
    assert count(own) == 1
    os.kill(int(postgres.status_words(own.places)[0]), signal.SIGKILL)
    deadline = time.monotonic() + 10
    while postgres.accepts(own.places.postgres_socket) and time.monotonic() < deadline:
        time.sleep(0.02)
    again = Hold(own)
    again.take()
    assert count(own) == 2
    again.release()
    hold.release()
    wait_until_stopped(own)


def test_nobody_gets_in_without_the_password(own: Servers) -> None:
    hold = Hold(own)
    hold.take()
    address = embedded.database_url(own).replace("passfile=", "ignored_passfile=").split("&")[0]
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(address)
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba.conf entry"):
        psycopg.connect(address.replace("hefesto@", "postgres@"))
    hold.release()


def test_the_application_is_no_superuser_and_may_make_its_extensions(own: Servers) -> None:
    hold = Hold(own)
    hold.take()
    with psycopg.connect(embedded.database_url(own)) as connection:
        assert connection.execute("SHOW is_superuser").fetchone() == ("off",)
        connection.execute("CREATE EXTENSION pg_trgm")
    hold.release()


def test_data_that_is_broken_is_told_in_one_line_and_leaves_nothing_running(own: Servers) -> None:
    hold = Hold(own)
    hold.take()
    hold.release()
    (own.places.postgres / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedError, match=r"PostgreSQL does not start: .*pg_control") as caught:
        Hold(own).take()
    assert "\n" not in str(caught.value)
    wait_until_stopped(own)


def test_a_throw_away_folder_is_gone_with_its_last_user(own: Servers) -> None:
    servers = Servers(data_dir=own.data_dir, throw_away=True)
    hold = Hold(servers)
    hold.take()
    hold.release()
    deadline = time.monotonic() + 10
    while Path(servers.data_dir).exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
