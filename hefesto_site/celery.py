"""The Celery app, what runs on a schedule, and what every worker does beside its tasks."""

import math
import os
import time
import warnings
from typing import Any

import structlog
from celery import Celery, Task, signals

from hefesto_site.presence import SignOfLife

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefesto_site.settings")

# Celery warns of workers run by root for fear of pickled tasks; ours are JSON, and in containers root is common.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")

app = Celery("hefesto")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

signs_of_life: list[SignOfLife] = []
started: dict[str, float] = {}
"""When each running task began."""

log = structlog.get_logger("hefesto.tasks")


@signals.setup_logging.connect
def keep_logging(**_: object) -> None:
    """Leave logging as the settings made it: a receiver here keeps Celery from setting up its own."""


@signals.worker_ready.connect
def show_presence(**_: object) -> None:
    """Say that a worker takes tasks."""
    sign = SignOfLife()
    sign.start()
    signs_of_life.append(sign)


@signals.worker_shutting_down.connect
def end_presence(**_: object) -> None:
    """Say that this worker takes no more tasks; those it has, it finishes."""
    while signs_of_life:
        signs_of_life.pop().stop()


@signals.before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_: object) -> None:
    """Let the id of the request that queues a task travel with it."""
    headers["request_id"] = structlog.contextvars.get_contextvars().get("request_id")


@signals.task_prerun.connect
def begin_the_task_in_logs(task_id: str, task: "Task[Any, Any]", **_: object) -> None:
    """Put the task, and the request it comes from, into every line that it logs."""
    structlog.contextvars.clear_contextvars()
    context = {"task": task.name, "task_id": task_id, "request_id": getattr(task.request, "request_id", None)}
    structlog.contextvars.bind_contextvars(**{name: value for name, value in context.items() if value})
    started[task_id] = time.perf_counter()


@signals.task_postrun.connect
def end_the_task_in_logs(task_id: str, state: str = "", **_: object) -> None:
    """Tell of the task in one line, and forget it: the thread serves another one next."""
    milliseconds = round((time.perf_counter() - started.pop(task_id, math.nan)) * 1000, 2)
    is_asked_for = "request_id" in structlog.contextvars.get_contextvars()
    # What only the schedule asks for would fill the log.
    tell = log.info if is_asked_for else log.debug
    tell("task", state=state, ms=milliseconds)
    structlog.contextvars.clear_contextvars()
