"""How a worker tells a waiting request that an analysis has come to its end: a list in Redis, popped by who waits."""

import uuid
from functools import cache
from typing import Final

import redis
import structlog
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

_KEPT_SECONDS: Final = 60  # longer than anybody waits between asking for an analysis and listening for its end
_PATIENCE_SECONDS: Final = 2

log = structlog.get_logger(__name__)


def _client() -> "redis.Redis":
    return _client_of(settings.REDIS_URL, settings.HEFESTO_ANALYZE_WAIT_SECONDS)


@cache
def _client_of(url: str, longest_wait_seconds: float) -> "redis.Redis":
    """One pool of connections a process; the read timeout leaves room for the longest wait."""
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=_PATIENCE_SECONDS,
        socket_timeout=longest_wait_seconds + _PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def _key(identity: uuid.UUID) -> str:
    return f"hefesto:analysis:{identity}:done"


def announce(identity: uuid.UUID) -> None:
    """Wake who waits, now or in a moment; a Redis that is away is no reason to fail what is done."""
    try:
        with _client().pipeline() as pipeline:
            pipeline.rpush(_key(identity), "1")
            pipeline.expire(_key(identity), _KEPT_SECONDS)
            pipeline.execute()
    except redis.RedisError as error:
        log.warning("wakeup_failed", analysis_id=str(identity), error=str(error))


def wait(identity: uuid.UUID, seconds: float) -> bool:
    """Wait for the end of an analysis; whether it came. A Redis that is away ends the wait."""
    if seconds <= 0:  # to Redis, no time is for ever
        return False
    try:
        return _client().blpop([_key(identity)], timeout=seconds) is not None
    except redis.RedisError as error:
        log.warning("wait_failed", analysis_id=str(identity), error=str(error))
        return False
