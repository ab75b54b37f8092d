"""What is up, measured in the background and put together for whoever asks."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from hefesto_site import probes
from hefesto_site.health import VERSION, close_connection
from hefesto_site.probes import Availability, Integration
from hefesto_site.pulse import Pulse

T = TypeVar("T")

_STARTED: Final = time.monotonic()
_FOREIGN_SECONDS: Final = 2.5  # how long one look at other people's services may take


@dataclass(frozen=True, slots=True)
class Own:
    """What was found of our own parts."""

    analyzers: dict[str, Availability]
    services: dict[str, Availability]
    workers: int
    measured_at: datetime = field(default_factory=lambda: datetime.now(UTC))


def status() -> dict[str, Any]:
    """The data of `GET /api/v1/status`."""
    own = OWN.value() or Own(
        analyzers=dict.fromkeys(probes.ANALYZERS, Availability.UNAVAILABLE),
        services=dict.fromkeys(("database", "redis", "broker", "worker"), Availability.UNAVAILABLE),
        workers=0,
    )
    integrations = {
        **(FOREIGN.value() or {"bigquery": Integration.DISCONNECTED, "gemini_api": Integration.UNAVAILABLE}),
        "iris": probes.iris(),
    }
    return {
        "status": overall(own, integrations),
        "version": VERSION,
        "analyzers": own.analyzers,
        "integrations": {name: integrations[name] for name in ("bigquery", "iris", "gemini_api")},
        "services": own.services,
        "workers": own.workers,
        "uptime_seconds": int(time.monotonic() - _STARTED),
        "last_health_check": own.measured_at,
    }


def overall(own: Own, integrations: dict[str, Integration]) -> str:
    """An outage if nothing can be read or nothing looked at; degraded if anything is not as it should be."""
    states = set(own.analyzers.values())
    if own.services["database"] is Availability.UNAVAILABLE or states == {Availability.UNAVAILABLE}:
        return "outage"
    failing = {Integration.DISCONNECTED, Integration.UNAVAILABLE} & set(integrations.values())
    is_whole = (states | set(own.services.values())) == {Availability.AVAILABLE}
    return "operational" if is_whole and not failing else "degraded"


def _measure_own() -> Own:
    redis, workers = probes.redis_and_workers()
    return Own(
        analyzers=probes.analyzers(),
        services={
            "database": probes.database(),
            "redis": redis,
            "broker": probes.broker(),
            "worker": Availability.AVAILABLE if workers else Availability.UNAVAILABLE,
        },
        workers=workers,
    )


def _measure_foreign() -> dict[str, Integration]:
    """Both at once; one that does not answer in time counts as away, and ends by its own limit later."""
    executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="probe")
    bigquery, gemini = executor.submit(probes.bigquery), executor.submit(probes.gemini)
    wait((bigquery, gemini), timeout=_FOREIGN_SECONDS)
    executor.shutdown(wait=False, cancel_futures=True)
    return {
        "bigquery": _found(bigquery, Integration.DISCONNECTED),
        "gemini_api": _found(gemini, Integration.UNAVAILABLE),
    }


def _found(future: "Future[T]", otherwise: T) -> T:
    return future.result() if future.done() else otherwise


def _pulse(measure: Callable[[], T], renewed_after_seconds: float, rest: Callable[[], None] = lambda: None) -> Pulse[T]:
    return Pulse(
        measure,
        renewed_after_seconds=renewed_after_seconds,
        fresh_seconds=30,
        patience_seconds=3,
        awake_seconds=300,  # whoever monitors asks again within minutes, and then need not wait
        rest=rest,
    )


OWN: Final = _pulse(_measure_own, 5, close_connection)
FOREIGN: Final = _pulse(_measure_foreign, 15)
