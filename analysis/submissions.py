"""Handing analyses to the workers, and waiting for their end."""

import threading
import time
from collections.abc import Collection
from functools import cache
from typing import Final

import redis
import structlog
from django.conf import settings
from django.db.models import Model
from kombu.exceptions import OperationalError

from analysis import services, tasks, wakeups
from analysis.examination import Order
from analysis.exceptions import AnalyzerUnavailable, InvalidFilePath
from analysis.models import Analysis
from hefesto_site.access.credentials import Credential
from hefesto_site.access.models import Project
from hefesto_site.access.selectors import project_for
from hefesto_site.presence import connect, present_workers, start_up

# A broker that is away is told of at once; a connection that grew stale is replaced by the one retry.
_PUBLISHING: Final = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}
_PATIENCE_SECONDS: Final = 5.0  # with a worker that is on its way while the service starts
_LOOK_AGAIN_SECONDS: Final = 0.1

log = structlog.get_logger(__name__)

_waiters = threading.BoundedSemaphore(settings.HEFESTO_WEB_THREADS - 1)
"""Who waits holds a thread of the web process. One thread is always left, so that nothing else ever waits for an
analysis; a request that finds no place answers 202 at once."""


def submit(order: Order, *, slug: str | None, answer_format: str, credential: Credential | None) -> Analysis:
    """A queued analysis. Raises InvalidFilePath, AnalyzerUnavailable, and what `project_for` raises."""
    location, project = place(order, slug=slug, credential=credential)
    require_worker()
    analysis = services.ordered(
        order,
        location=location,
        project=project,
        answer_format=answer_format,
        key_id=credential.key_id if credential else None,
    )
    analysis.save(force_insert=True)
    queue([analysis], undo=analysis)
    return analysis


def place(order: Order, *, slug: str | None, credential: Credential | None) -> tuple[str, Project]:
    """Where the path of an order leads, and the project it belongs to. Raises InvalidFilePath, and as `project_for`."""
    try:
        location = services.workspace().locate(order.path, order.exclude_patterns)
    except InvalidFilePath as error:
        if error.reason == "file_not_found":  # what another project has is not told, and what it lacks is not either
            project_for(order.path, slug, credential)
        raise
    return location, project_for(location, slug, credential)


@cache
def _presence(url: str) -> redis.Redis:
    """One pool of connections a process and address; `connect` reads the same setting."""
    del url
    return connect()


def require_worker() -> None:
    """Raises AnalyzerUnavailable unless a worker gave a sign of life lately, or does so while the service starts."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not _is_worker_there():
        if not start_up.is_on or time.monotonic() > deadline:
            raise AnalyzerUnavailable(reason="no_worker")
        time.sleep(_LOOK_AGAIN_SECONDS)


def _is_worker_there() -> bool:
    try:
        return bool(present_workers(_presence(settings.REDIS_URL)))
    except redis.RedisError as error:
        raise AnalyzerUnavailable(reason="queue_unreachable") from error


def queue(analyses: Collection[Analysis], *, undo: Model) -> None:
    """Send committed analyses to the workers. Raises AnalyzerUnavailable, and then `undo` is deleted again."""
    try:
        for analysis in analyses:
            tasks.analyze.apply_async((str(analysis.pk),), retry=True, retry_policy=_PUBLISHING)
    except OperationalError as error:
        undo.delete()
        raise AnalyzerUnavailable(reason="queue_unreachable") from error


def wait(analysis: Analysis, seconds: float) -> bool:
    """Wait for the end of an analysis, if a place to wait is free; whether the end came."""
    if not _waiters.acquire(blocking=False):
        log.info("no_place_to_wait", analysis_id=str(analysis.pk))
        return False
    try:
        return wakeups.wait(analysis.pk, seconds)
    finally:
        _waiters.release()
