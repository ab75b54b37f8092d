"""Prints the addresses of the real servers that this machine has, one NAME=value a line; nothing where there is none."""

import getpass
import os
import socket
import sys
from collections.abc import Iterator
from urllib.parse import quote

import kombu
import psycopg
import redis

TIMEOUT_SECONDS = 3


def postgres_url() -> str:
    """Return a Postgres that lets us make databases: DATABASE_URL, libpq's own variables, or this machine's."""
    if url := os.environ.get("DATABASE_URL", ""):
        return url if may_make_databases(url) else ""
    host, port = os.environ.get("PGHOST", "127.0.0.1"), os.environ.get("PGPORT", "5432")
    users = [os.environ["PGUSER"]] if "PGUSER" in os.environ else ["postgres", getpass.getuser()]
    password = f":{quote(os.environ['PGPASSWORD'], safe='')}" if "PGPASSWORD" in os.environ else ""
    place = f"/postgres?host={quote(host, safe='')}" if host.startswith("/") else f"{host}:{port}/postgres"
    urls = (f"postgres://{quote(user, safe='')}{password}@{place}" for user in users)
    return next((url for url in urls if may_make_databases(url)), "")


def may_make_databases(url: str) -> bool:
    """Tell whether the server answers and our account may make the tests' databases."""
    query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=TIMEOUT_SECONDS) as connection:
            return connection.execute(query).fetchone() == (True,)
    except psycopg.Error:
        return False


def redis_url() -> str:
    """Return a Redis that answers."""
    url = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
    try:
        with redis.Redis.from_url(
            url, socket_connect_timeout=TIMEOUT_SECONDS, socket_timeout=TIMEOUT_SECONDS
        ) as client:
            client.ping()
    except (redis.RedisError, ValueError):
        return ""
    return url


def broker_url() -> str:
    """Return a RabbitMQ that answers."""
    url = os.environ.get("CELERY_BROKER_URL") or "amqp://guest:guest@127.0.0.1:5672//"
    try:
        with kombu.Connection(url, connect_timeout=TIMEOUT_SECONDS) as connection:
            connection.ensure_connection(max_retries=1, timeout=TIMEOUT_SECONDS)
    except (kombu.exceptions.KombuError, OSError):
        return ""
    return url


def addresses() -> Iterator[tuple[str, str]]:
    """Yield each variable and its value."""
    socket.setdefaulttimeout(TIMEOUT_SECONDS)
    yield "DATABASE_URL", postgres_url()
    yield "REDIS_URL", redis_url()
    yield "CELERY_BROKER_URL", broker_url()


if __name__ == "__main__":
    for name, value in addresses():
        if value:
            sys.stdout.write(f"{name}={value}\n")
