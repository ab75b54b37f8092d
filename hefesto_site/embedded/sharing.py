"""Sharing the embedded servers: the first process that needs them has them started, the last one stops them."""

import fcntl
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from hefesto_site.embedded import postgres, valkey
from hefesto_site.embedded.places import EmbeddedError, Places, find_places, make_places, servers_account

KEEPER_SECONDS = 2.0
PROJECT_DIR = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Servers:
    """Which servers an installation embeds, and how."""

    data_dir: str
    with_postgres: bool = True
    with_redis: bool = True
    throw_away: bool = False
    postgres_bin: str = ""
    redis_server: str = ""

    @property
    def places(self) -> Places:
        """Where the files lie."""
        return find_places(Path(self.data_dir), servers_account())

    def are_answering(self) -> bool:
        """Tell whether every embedded server is up."""
        places = self.places
        return (not self.with_postgres or postgres.is_answering(places)) and (
            not self.with_redis or valkey.is_answering(places)
        )

    def start(self) -> None:
        """Start what does not run yet."""
        places = self.places
        if self.with_redis and not valkey.is_answering(places):
            valkey.start(places, program=self.redis_server, throw_away=self.throw_away)
        if self.with_postgres and not postgres.is_answering(places):
            postgres.start(places, program_folder=self.postgres_bin, throw_away=self.throw_away)

    def stop(self) -> None:
        """Stop what runs."""
        postgres.stop(self.places)
        valkey.stop(self.places)


class Hold:
    """A process' share in the servers: while one is held, they run.

    The share is a lock on a file, so it ends with the process, however that ends. A keeper process (see keeper.py)
    waits for the moment when nobody holds a share, and stops what a killed process left behind.
    """

    def __init__(self, servers: Servers) -> None:
        self.servers = servers
        self.descriptor: int | None = None

    def take(self) -> None:
        """Take a share, starting the servers if need be."""
        if not (self.servers.with_postgres or self.servers.with_redis):
            return
        make_places(self.servers.places)
        self.descriptor = open_lock(self.servers, "users.lock")
        # Waits while somebody is just stopping the servers.
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)
        starting = open_lock(self.servers, "servers.lock")
        try:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if not self.servers.are_answering():
                start_by_keeper(self.servers)
        except BaseException:
            self.release()
            raise
        finally:
            os.close(starting)

    def release(self) -> None:
        """Give the share back; if it was the last one, the servers have stopped when this returns."""
        if self.descriptor is None:
            return
        descriptor, self.descriptor = self.descriptor, None
        try:
            if try_lock(descriptor, fcntl.LOCK_EX):
                self.servers.stop()
            elif not try_lock(descriptor, fcntl.LOCK_SH):
                # The keeper was quicker: wait until it has stopped them.
                fcntl.flock(descriptor, fcntl.LOCK_SH)
            else:
                return
        finally:
            os.close(descriptor)
        wait_for_keeper(self.servers)


def open_lock(servers: Servers, name: str) -> int:
    """Open a lock file, making it if need be."""
    path = Path(servers.data_dir) / name
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedError(f"HEFESTO_DATA_DIR: {path} cannot be used: {error.strerror}.") from error


def try_lock(descriptor: int, kind: int) -> bool:
    """Take a lock if it is free."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for_keeper(servers: Servers) -> None:
    """Wait a moment for the keeper's end, so that nothing runs any more when the last user leaves."""
    deadline = time.monotonic() + KEEPER_SECONDS
    try:
        lock = os.open(Path(servers.data_dir) / "keeper.lock", os.O_RDWR)
    except OSError:
        # Thrown away already.
        return
    while not try_lock(lock, fcntl.LOCK_EX) and time.monotonic() < deadline:
        time.sleep(postgres.POLL_SECONDS)
    os.close(lock)


def start_by_keeper(servers: Servers) -> None:
    """Have the servers started by a process that outlives this one, and wait for its word."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", "hefesto_site.embedded.keeper", json.dumps(asdict(servers))],
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(PROJECT_DIR)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    word = keeper.communicate()[0].strip()
    if word != "ready":
        raise EmbeddedError(word or "The embedded servers' keeper ended without a word.")
