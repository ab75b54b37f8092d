"""The one engine of a worker process: its own processes stay warm from one analysis to the next."""

import threading

import structlog
from celery.signals import worker_ready, worker_shutdown
from django.conf import settings

from analysis.engine.run import Engine, WorkersFailed

CACHE_FOLDER = settings.HEFESTO_DATA_DIR / "engine-cache"

log = structlog.get_logger(__name__)

_lock = threading.Lock()
_engines: list[Engine] = []


def shared_engine() -> Engine:
    """This process' engine, made when it is first asked for."""
    with _lock:
        if not _engines:
            _engines.append(Engine(cache_folder=CACHE_FOLDER))
        return _engines[0]


@worker_ready.connect
def warm_up(**_: object) -> None:
    """Start the engine's processes before anybody waits for them; tasks are taken meanwhile."""
    threading.Thread(target=_warm_up, name="engine-warm-up", daemon=True).start()


def _warm_up() -> None:
    try:
        shared_engine().warm()
    except WorkersFailed as error:
        log.warning("engine_not_warm", error=str(error))


@worker_shutdown.connect
def close_shared_engine(**_: object) -> None:
    """End the engine's processes with the worker."""
    with _lock:
        while _engines:
            _engines.pop().close()
