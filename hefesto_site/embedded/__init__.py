"""An embedded Postgres and Redis, for a machine that has neither: programs from wheels, data in one folder."""

from urllib.parse import quote, urlencode

from hefesto_site.embedded.places import EmbeddedError, secret
from hefesto_site.embedded.postgres import DATABASE, ROLE
from hefesto_site.embedded.sharing import Hold, Servers

__all__ = ["EmbeddedError", "Hold", "Servers", "database_url", "redis_url", "secret"]


def database_url(servers: Servers, database: str = DATABASE) -> str:
    """Return the embedded Postgres' address; libpq finds the password in its file, so the address holds no secret."""
    places = servers.places
    query = {"host": str(places.sockets), "passfile": str(places.password_file), "require_auth": "scram-sha-256"}
    return f"postgres://{ROLE}@/{quote(database)}?{urlencode(query)}"


def redis_url(servers: Servers, number: int = 0) -> str:
    """Return the embedded Valkey's address."""
    return f"unix://{servers.places.valkey_socket}?db={number}"
