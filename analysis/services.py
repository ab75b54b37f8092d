"""An analysis' life: ordered, examined, recorded with its findings in one transaction, or failed."""

import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final, cast

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from analysis import answers, leases, selectors, wakeups
from analysis.answers import Stored
from analysis.engine.catalogue import catalogue
from analysis.engine.run import Engine
from analysis.examination import Examination, Order, Progress, digest_of, examine
from analysis.exceptions import AnalysisLost
from analysis.leases import Lease, LeaseLost
from analysis.models import Analysis, AnalysisResult, Batch
from analysis.sources import Workspace
from findings.services import Recorded, Scope, lock_project, record
from findings.severity import Severity
from hefesto_site.access.models import Project
from hefesto_site.api.errors import ApiError
from hefesto_site.api.identifiers import encode

_LOOKS: Final = 3
_COPY_OCCURRENCES: Final = "COPY analysis_occurrence (analysis_id, finding_id, line) FROM STDIN"

log = structlog.get_logger(__name__)


class _Outdated(Exception):
    """What was read is no longer what is there, and somebody has recorded what is there now."""


def workspace() -> Workspace:
    """The folder whose code may be analysed."""
    return Workspace(settings.HEFESTO_WORKSPACE)


def ordered(
    order: Order,
    *,
    location: str,
    project: Project,
    answer_format: str = Analysis.Format.JSON,
    key_id: int | None = None,
    batch: Batch | None = None,
    position: int = 0,
) -> Analysis:
    """An analysis that waits for a worker, not yet saved."""
    return Analysis(
        project=project,
        batch=batch,
        position=position,
        requested_by_id=key_id,
        path=order.path,
        location=location,
        analyzers=list(order.analyzers),
        severity_threshold=order.threshold,
        exclude_patterns=list(order.exclude_patterns),
        format=answer_format,
        lease_expires_at=timezone.now() + leases.QUEUE_LEASE,
    )


def order_of(analysis: Analysis) -> Order:
    """What was asked for."""
    return Order(
        path=analysis.path,
        analyzers=tuple(analysis.analyzers),
        threshold=Severity(analysis.severity_threshold),
        exclude_patterns=tuple(analysis.exclude_patterns),
    )


def begin(order: Order, *, location: str, project: Project) -> Analysis:
    """An analysis that this process has in hand, saved; no worker repeats it if the process dies."""
    analysis = ordered(order, location=location, project=project)
    analysis.state = Analysis.State.RUNNING
    analysis.attempts = leases.MAXIMUM_ATTEMPTS
    analysis.started_at = _database_time()
    analysis.lease_expires_at = analysis.started_at + leases.duration()
    analysis.save(force_insert=True)
    return analysis


def run(analysis: Analysis, *, engine: Engine, progress: Progress | None = None) -> str:
    """Bring a claimed analysis to its end, a result or what went wrong as its caller will be told; gives which."""
    started = time.monotonic()
    try:
        with leases.kept(analysis) as lease:
            _run(analysis, engine, lease, started, progress)
    except LeaseLost:
        return "taken over by another worker"
    except ApiError as error:
        fail(analysis, error)
        return f"{error.code} {error.details.get('reason', '')}".strip()
    wakeups.announce(analysis.pk)
    return Analysis.State.COMPLETED.value


def _run(analysis: Analysis, engine: Engine, lease: Lease, started: float, progress: Progress | None) -> None:
    """Look, and record; look again if the code changed meanwhile and another analysis saw that."""

    def check(done: int, total: int) -> None:
        lease.check()
        if progress is not None:
            progress(done, total)

    looked_at = analysis.started_at or _database_time()
    for look in range(1, _LOOKS + 1):
        found = examine(
            order_of(analysis),
            workspace=workspace(),
            engine=engine,
            since=partial(selectors.earlier_commits, analysis.project, analysis.location),
            time_limit_seconds=settings.HEFESTO_ANALYSIS_TIME_LIMIT_SECONDS,
            progress=check,
        )
        try:
            _record(analysis, found, looked_at, started, is_final=look == _LOOKS)
        except _Outdated:
            log.info("analysis_repeated", analysis_id=str(analysis.pk), look=look)
            looked_at = _database_time()
        else:
            return


def _database_time() -> datetime:
    """Now, by the one clock that all workers share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return cast("datetime", moment)


def _record(analysis: Analysis, found: Examination, looked_at: datetime, started: float, *, is_final: bool) -> None:
    """Store findings, answer and state at once. Raises _Outdated, LeaseLost.

    Analyses of one project record one after the other. One that read the code before another one read and
    recorded something newer must not have the last word; unless nothing changed, it looks again.
    """
    with transaction.atomic():
        lock_project(analysis.project)
        seen_at = leases.hold_for_end(analysis)
        if not is_final and _is_outdated(analysis, found, looked_at):
            raise _Outdated
        recorded = record(
            project=analysis.project,
            issues=found.report.issues,
            scope=_scope(analysis, found),
            seen_at=seen_at,
            renames=found.renames,
            analysis_id=analysis.pk,
        )
        document = answers.answer(
            found,
            _stored(recorded),
            analysis_id=str(analysis.pk),
            project=analysis.project.slug,
            at=seen_at,
            execution_time_ms=round((time.monotonic() - started) * 1000),
        )
        AnalysisResult.objects.create(analysis=analysis, document=answers.pack(document))
        _link(analysis, found, recorded)
        _complete(analysis, found, recorded, document["summary"], document["execution_time_ms"])


def _is_outdated(analysis: Analysis, found: Examination, looked_at: datetime) -> bool:
    if not selectors.was_looked_at_since(analysis, looked_at):
        return False
    return digest_of(found.order, workspace()) != found.digest


def _scope(analysis: Analysis, found: Examination) -> Scope:
    """What was looked for: the files examined, and those that have findings and are not there any more."""
    gone: set[str] = set()
    comparing = frozenset(rule.name for rule in catalogue().project_rules)
    if not found.selection.is_file:
        tracked = selectors.tracked_files(analysis.project, analysis.location, comparing)
        gone = workspace().gone(
            tracked.difference(found.selection.files), exclude=found.order.exclude_patterns, under=analysis.location
        )
    return Scope(
        examined=found.report.examined | gone,
        analyzers=frozenset(found.order.analyzers),
        threshold=found.order.threshold,
        comparing=comparing,
    )


def _stored(recorded: Recorded) -> Stored:
    decided = selectors.decided(recorded.ids) if recorded.seen_again else {}
    return Stored(
        ids=[encode("finding", identity) for identity in recorded.ids],
        statuses=[decided.get(identity, "open") for identity in recorded.ids],
        new=recorded.created,
        reopened=recorded.reopened,
        resolved=recorded.resolved,
    )


def _link(analysis: Analysis, found: Examination, recorded: Recorded) -> None:
    """Say which findings this analysis saw; COPY takes ten thousand rows in the time of a few hundred inserts."""
    lines = {identity: issue.line for identity, issue in zip(recorded.ids, found.report.issues, strict=True)}
    with connection.cursor() as cursor, cursor.copy(_COPY_OCCURRENCES) as copy:
        for identity, line in lines.items():
            copy.write_row((analysis.pk, identity, line))


def _complete(
    analysis: Analysis, found: Examination, recorded: Recorded, summary: dict[str, int], execution_time_ms: int
) -> None:
    report, revision = found.report, found.revision
    Analysis.objects.filter(pk=analysis.pk).update(
        state=Analysis.State.COMPLETED,
        finished_at=Now(),
        execution_time_ms=execution_time_ms,
        lease_expires_at=None,
        commit=revision.commit,
        branch=revision.branch,
        dirty=revision.dirty,
        engine_version=found.engine_version,
        files_analyzed=report.files,
        lines_analyzed=report.lines,
        **{severity.name.lower(): summary[severity.name.lower()] for severity in Severity},
        suppressed=len(report.suppressed),
        new_findings=recorded.created,
        reopened_findings=recorded.reopened,
        resolved_findings=recorded.resolved,
        diagnostics=[answers.diagnostic(found) for found in found.diagnostics],
    )


def fail(analysis: Analysis, error: ApiError) -> None:
    """End an analysis with what its caller will be told, unless somebody else has it by now."""
    is_mine = Analysis.objects.unfinished().filter(pk=analysis.pk, attempts=analysis.attempts)
    if is_mine.update(
        state=Analysis.State.FAILED,
        finished_at=Now(),
        lease_expires_at=None,
        error_code=error.code,
        error_message=error.message,
        error_details=error.details,
    ):
        wakeups.announce(analysis.pk)


def take_abandoned() -> Sequence[uuid.UUID]:
    """Give up the analyses that killed every worker; gives the ids of those that a worker should take up again."""
    again, given_up = leases.take_abandoned()
    for analysis in given_up:
        log.error("analysis_given_up", analysis_id=str(analysis.pk), attempts=analysis.attempts)
        fail(analysis, AnalysisLost(attempts=analysis.attempts))
    return again
