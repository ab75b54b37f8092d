"""A measurement kept fresh by a thread of its own, so that whoever asks never waits for what is measured."""

import math
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

import structlog

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Pulse(Generic[T]):
    """Measures while somebody asks, and rests when nobody does.

    An answer is at most `fresh_seconds` old; it is measured anew in the background from `renewed_after_seconds` on,
    and for `awake_seconds` after the last question without being asked. Only who finds nothing fresh waits, and no
    longer than until `patience_seconds` after that measurement began. `rest` is called when nobody asks any more.
    """

    def __init__(
        self,
        measure: Callable[[], T],
        *,
        renewed_after_seconds: float,
        fresh_seconds: float,
        patience_seconds: float,
        awake_seconds: float = 2.0,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        self._measure = measure
        self._rest = rest
        self._renewed_after = renewed_after_seconds
        self._fresh = fresh_seconds
        self._patience = patience_seconds
        self._awake = awake_seconds
        self._asked = -math.inf
        self._changed = threading.Condition()
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None
        self._found: tuple[float, T] | None = None
        self._began = 0.0  # when the measurement that is wanted or running was asked for; 0: none is

    def value(self) -> T | None:
        """What was measured last, if that is fresh; None if measuring takes too long."""
        found, now = self._found, time.monotonic()
        self._asked = now
        if found is not None and now - found[0] < self._renewed_after:
            return found[1]
        with self._changed:
            self._want(now)
            if self._fresh_value() is None:
                self._changed.wait_for(lambda: self._fresh_value() is not None, self._began + self._patience - now)
            fresh = self._fresh_value()
        return fresh[0] if fresh else None

    def forget(self) -> None:
        """Measure no more until somebody asks, and have that one wait for it."""
        with self._changed:
            self._found = None
            self._asked = -math.inf

    def _fresh_value(self) -> tuple[T] | None:
        found = self._found
        return (found[1],) if found is not None and time.monotonic() - found[0] < self._fresh else None

    def _want(self, now: float) -> None:
        if self._began:
            return
        self._began = now
        self._wanted.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._take()
            while self._wanted.wait(self._renewed_after) or time.monotonic() - self._asked < self._awake:
                self._take()
            self._rest()

    def _take(self) -> None:
        self._wanted.clear()  # before measuring: who asks from here on is answered by it
        began = time.monotonic()
        try:
            found = (began, self._measure())
        except Exception:  # a thread that dies would leave everybody waiting
            log.exception("measurement failed")
            found = None
        with self._changed:
            self._found = found or self._found
            self._began = 0.0
            self._changed.notify_all()
