"""Who takes care of an analysis: a lease in Postgres that a living worker moves on.

A broker gives a dead worker's task to another one only after minutes. Here a lease that nobody moves on ends after
seconds, and beat finds it. The number of attempts tells the holders of a lease apart: a worker that was only asleep
finds that its attempt is no longer the last one, and what it found is thrown away.
"""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import DateTimeField, F, Func, Q
from django.db.models.functions import Now

from analysis.models import Analysis

MAXIMUM_ATTEMPTS: Final = 3
QUEUE_LEASE: Final = timedelta(seconds=60)  # a task that no worker took up by then is sent again
SWEPT_AT_ONCE: Final = 100  # in a long queue most leases end before their turn: sending all again would clog it

log = structlog.get_logger(__name__)


class ClockTimestamp(Func):
    """Now, by the one clock that all workers share; unlike `Now`, not the time at which the statement began."""

    function = "clock_timestamp"
    output_field = DateTimeField()


class LeaseLost(Exception):
    """The analysis is somebody else's by now."""


def claim(identity: uuid.UUID) -> Analysis | None:
    """Take an analysis up, unless it is done, gone, or in another worker's hands."""
    is_free = Q(state=Analysis.State.QUEUED) | Q(state=Analysis.State.RUNNING, lease_expires_at__lt=Now())
    is_taken = Analysis.objects.filter(is_free, pk=identity, attempts__lt=MAXIMUM_ATTEMPTS).update(
        state=Analysis.State.RUNNING,
        attempts=F("attempts") + 1,
        started_at=Now(),
        lease_expires_at=Now() + duration(),
    )
    return Analysis.objects.select_related("project").get(pk=identity) if is_taken else None


def duration() -> timedelta:
    """How long a lease lasts unless it is moved on."""
    return timedelta(seconds=settings.HEFESTO_ANALYSIS_LEASE_SECONDS)


class Lease:
    """One holder's lease, moved on from a thread of its own until it is let go."""

    def __init__(self, analysis: Analysis) -> None:
        self._mine = Analysis.objects.filter(pk=analysis.pk, attempts=analysis.attempts, state=Analysis.State.RUNNING)
        self._every_seconds = duration().total_seconds() / 3
        self._ended = threading.Event()
        self._is_lost = False

    def check(self) -> None:
        """Raises LeaseLost once it is known that somebody else has the analysis."""
        if self._is_lost:
            raise LeaseLost

    def keep(self) -> None:
        """Move the lease on until the end; runs in the lease's own thread, on a connection of its own."""
        try:
            while not self._ended.wait(self._every_seconds) and not self._is_lost:
                self._move_on()
        finally:
            connection.close()

    def _move_on(self) -> None:
        try:
            self._is_lost = not self._mine.update(lease_expires_at=Now() + duration())
        except Error as error:  # the lease outlasts two more tries
            log.warning("lease_not_moved_on", error=str(error))
            connection.close()

    def end(self) -> None:
        """Stop moving it on."""
        self._ended.set()


@contextmanager
def kept(analysis: Analysis) -> Iterator[Lease]:
    """Keep the lease of a claimed analysis while the block runs."""
    lease = Lease(analysis)
    keeper = threading.Thread(target=lease.keep, name=f"lease-{analysis.pk}", daemon=True)
    keeper.start()
    try:
        yield lease
    finally:
        lease.end()
        keeper.join()


def hold_for_end(analysis: Analysis) -> datetime:
    """Lock the row of a claimed analysis, to end it in this transaction; gives the database's time. Raises LeaseLost."""
    mine = Analysis.objects.select_for_update().filter(
        pk=analysis.pk, attempts=analysis.attempts, state=Analysis.State.RUNNING
    )
    for moment in mine.annotate(moment=ClockTimestamp()).values_list("moment", flat=True):
        return moment
    raise LeaseLost


def take_abandoned() -> tuple[list[uuid.UUID], list[Analysis]]:
    """Analyses that nobody takes care of: the ids of those to send to the workers again, and those to give up."""
    with transaction.atomic():
        rows = Analysis.objects.abandoned().order_by("lease_expires_at").select_for_update(skip_locked=True)
        found = list(rows[:SWEPT_AT_ONCE])
        given_up = [analysis for analysis in found if analysis.attempts >= MAXIMUM_ATTEMPTS]
        again = [analysis.pk for analysis in found if analysis.attempts < MAXIMUM_ATTEMPTS]
        Analysis.objects.filter(pk__in=again).update(state=Analysis.State.QUEUED, lease_expires_at=Now() + QUEUE_LEASE)
    return again, given_up
