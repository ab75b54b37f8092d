"""The Celery app, what runs on a schedule, and what every worker does beside its tasks."""

import os
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
def name_the_task_in_logs(task_id: str, task: "Task[Any, Any]", **_: object) -> None:
    """Put the task, and the request it comes from, into every line that it logs."""
    structlog.contextvars.clear_contextvars()
    context = {"task": task.name, "task_id": task_id, "request_id": getattr(task.request, "request_id", None)}
    structlog.contextvars.bind_contextvars(**{name: value for name, value in context.items() if value})


@signals.task_postrun.connect
def forget_the_task_in_logs(**_: object) -> None:
    """The thread serves another task next."""
    structlog.contextvars.clear_contextvars()
