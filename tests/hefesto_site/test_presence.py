"""A worker's sign of life."""

import time
from contextlib import closing

import pytest
import redis
from pytest_django import Settings

from hefesto_site.presence import LASTS_SECONDS, SignOfLife, connect, present_workers


def wait_until_present(client: redis.Redis, name: str) -> None:
    deadline = time.monotonic() + 10
    while name not in present_workers(client):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_worker_is_present_while_it_tells_so_and_gone_when_it_stops(redis_client: redis.Redis) -> None:
    sign = SignOfLife()
    sign.start()
    with closing(connect()) as client:
        wait_until_present(client, sign.name)
        sign.stop()
        assert sign.name not in present_workers(client)
    assert not sign.thread.is_alive()


def test_a_killed_worker_is_gone_when_its_sign_ends(redis_client: redis.Redis) -> None:
    sign = SignOfLife()
    sign.tell()
    key = f"hefesto:worker:{sign.name}"
    assert 0 < redis_client.ttl(key) <= LASTS_SECONDS
    redis_client.delete(key)
    with closing(connect()) as client:
        assert sign.name not in present_workers(client)
    assert not redis_client.sismember("hefesto:workers", sign.name)
    sign.client.close()


def test_a_worker_without_redis_keeps_trying_and_says_so_once(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    sign = SignOfLife()
    sign.start()
    deadline = time.monotonic() + 10
    while not caplog.records and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert sign.thread.is_alive()
    sign.stop()
