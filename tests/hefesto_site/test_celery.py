"""The Celery app and a real worker."""

from collections.abc import Iterator
from contextlib import closing

import pytest
import structlog
from celery import shared_task

from hefesto_site import presence
from hefesto_site.celery import app, send_request_id


@pytest.fixture
def clean_context() -> Iterator[None]:
    """Leave no log context behind."""
    yield
    structlog.contextvars.clear_contextvars()


def test_tasks_of_the_apps_are_found_and_go_to_our_queue() -> None:
    @shared_task(name="tests.nothing")
    def nothing() -> None:
        """Do nothing."""

    assert nothing.app is app
    assert app.conf.task_ignore_result is True
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_default_queue.startswith("hefesto-tests-")


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_shows_its_presence(celery_worker: str) -> None:
    with closing(presence.connect()) as client:
        assert celery_worker in presence.present_workers(client)


def test_the_request_id_travels_with_a_task(clean_context: None) -> None:
    structlog.contextvars.bind_contextvars(request_id="req-1")
    headers: dict[str, object] = {}
    send_request_id(headers)
    assert headers == {"request_id": "req-1"}
