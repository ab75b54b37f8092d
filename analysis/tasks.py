"""What workers do: one analysis, and the search for those that a dead worker left."""

import uuid
from typing import Any

import structlog
from celery import Task, shared_task
from django.db import InterfaceError, OperationalError

from analysis import leases, services
from analysis.exceptions import AnalysisFailed
from analysis.models import Analysis
from analysis.shared_engine import shared_engine

log = structlog.get_logger(__name__)


class AnalysisTask(Task[[str], None]):
    """A task whose analysis is told of whatever went wrong."""

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        """End the analysis; one that the database was away for is found by its lease."""
        del task_id, kwargs, einfo
        if isinstance(exc, InterfaceError | OperationalError):
            return
        analysis = Analysis.objects.filter(pk=uuid.UUID(args[0])).first()
        if analysis is not None:
            services.fail(analysis, AnalysisFailed(reason="internal_error"))


@shared_task(base=AnalysisTask, acks_late=True)
def analyze(analysis_id: str) -> None:
    """Run one analysis; sent twice, it runs once."""
    analysis = leases.claim(uuid.UUID(analysis_id))
    if analysis is not None:
        outcome = services.run(analysis, engine=shared_engine())
        log.info("analysis_ended", analysis_id=analysis_id, outcome=outcome)


@shared_task
def requeue_abandoned() -> None:
    """Send again what nobody takes care of."""
    for identity in services.take_abandoned():
        log.warning("analysis_requeued", analysis_id=str(identity))
        analyze.delay(str(identity))
