"""The one engine of a worker process: its own processes stay warm from one analysis to the next."""

import threading

from celery.signals import worker_shutdown
from django.conf import settings

from analysis.engine.run import Engine

CACHE_FOLDER = settings.HEFESTO_DATA_DIR / "engine-cache"

_lock = threading.Lock()
_engines: list[Engine] = []


def shared_engine() -> Engine:
    """This process' engine, made when it is first asked for."""
    with _lock:
        if not _engines:
            _engines.append(Engine(cache_folder=CACHE_FOLDER))
        return _engines[0]


@worker_shutdown.connect
def close_shared_engine(**_: object) -> None:
    """End the engine's processes with the worker."""
    with _lock:
        while _engines:
            _engines.pop().close()
