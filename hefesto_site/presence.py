"""A worker's sign of life: a key in Redis that ends soon after the worker does."""

import os
import socket
import threading
import time

import redis
import structlog
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

WORKERS_KEY = "hefesto:workers"
EVERY_SECONDS = 2.0
LASTS_SECONDS = 6
START_UP_SECONDS = 20.0

log = structlog.get_logger(__name__)


def connect() -> "redis.Redis":
    """Return a client that gives up quickly: a missing sign of life must not hold anybody up."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=1,
        socket_timeout=1,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
    )


def present_workers(client: "redis.Redis") -> list[str]:
    """Return the names of the workers that gave a sign of life lately."""
    names = sorted(str(name) for name in client.smembers(WORKERS_KEY))
    if not names:
        return []
    signs = client.mget([f"hefesto:worker:{name}" for name in names])
    gone = [name for name, sign in zip(names, signs, strict=True) if sign is None]
    if gone:
        client.srem(WORKERS_KEY, *gone)
    return [name for name in names if name not in gone]


class StartUp:
    """The time in which web and worker start together, and the worker may be the later one."""

    def __init__(self) -> None:
        self._ends_at = 0.0

    def begin(self) -> None:
        """A web process begins to serve."""
        self._ends_at = time.monotonic() + START_UP_SECONDS

    @property
    def is_on(self) -> bool:
        """Whether a worker that is not there may still be on its way."""
        return time.monotonic() < self._ends_at


start_up = StartUp()


class SignOfLife:
    """Tells of this process, again and again, from a thread of its own."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.client = connect()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, name="sign-of-life", daemon=True)

    def start(self) -> None:
        """Tell once, then keep telling."""
        self.thread.start()

    def run(self) -> None:
        """Tell until the end; Redis being away is told once, not every two seconds."""
        was_told = False
        while not self.ended.is_set():
            try:
                self.tell()
                was_told = False
            except redis.RedisError as error:
                if not was_told:
                    log.warning("sign_of_life_failed", error=str(error))
                was_told = True
            self.ended.wait(EVERY_SECONDS)

    def tell(self) -> None:
        """Write the key."""
        with self.client.pipeline() as pipeline:
            pipeline.set(f"hefesto:worker:{self.name}", "1", ex=LASTS_SECONDS)
            pipeline.sadd(WORKERS_KEY, self.name)
            pipeline.execute()

    def stop(self) -> None:
        """Take the key away, so that nobody waits for a worker that has left."""
        self.ended.set()
        self.thread.join(timeout=EVERY_SECONDS)
        try:
            self.client.srem(WORKERS_KEY, self.name)
            self.client.delete(f"hefesto:worker:{self.name}")
        except redis.RedisError as error:
            log.warning("sign_of_life_failed", error=str(error))
        self.client.close()
