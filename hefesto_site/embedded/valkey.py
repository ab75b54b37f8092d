"""The embedded Valkey (or Redis): started as a process of its own, kept in an append-only file."""

import socket
import time

from hefesto_site.embedded.places import EmbeddedError, Places
from hefesto_site.embedded.postgres import (
    LOG_LIMIT_BYTES,
    POLL_SECONDS,
    START_SECONDS,
    STOP_SECONDS,
    accepts,
    last_complaint,
    launch,
)
from hefesto_site.embedded.programs import find_redis

DATABASES = 64


def is_answering(places: Places) -> bool:
    """Tell whether the server answers, its data loaded."""
    return ask(places, b"PING\r\n").startswith(b"+PONG")


def ask(places: Places, command: bytes) -> bytes:
    """Send one command; an empty answer means that nobody is there."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(STOP_SECONDS)
        try:
            connection.connect(str(places.valkey_socket))
            connection.sendall(command)
            return connection.recv(256)
        except OSError:
            return b""


def start(places: Places, *, program: str, throw_away: bool) -> None:
    """Start the server, and return when it answers."""
    command = [str(find_redis(places, program)), "--port", "0", "--dir", str(places.valkey), "--save", ""]
    command += ["--unixsocket", str(places.valkey_socket), "--unixsocketperm", "700"]
    command += ["--appendonly", "no" if throw_away else "yes", "--appendfsync", "everysec"]
    command += ["--databases", str(DATABASES), "--loglevel", "warning"]
    log = places.home / "valkey.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.unlink()
    with log.open("ab") as file:
        offset = file.tell()
        server = launch(command, places, file.fileno())
    deadline = time.monotonic() + START_SECONDS
    while not is_answering(places):
        if server.poll() is not None or time.monotonic() > deadline:
            raise EmbeddedError(f"Valkey does not start: {last_complaint(log, offset)} (log: {log})")
        time.sleep(POLL_SECONDS)


def stop(places: Places) -> None:
    """Stop the server in order, its file written; nothing happens if it does not run."""
    ask(places, b"SHUTDOWN\r\n")
    deadline = time.monotonic() + STOP_SECONDS
    while accepts(places.valkey_socket) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    places.valkey_socket.unlink(missing_ok=True)
