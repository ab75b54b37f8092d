"""What is asked about analyses across rows."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice
from typing import Final

from django.db.models import QuerySet

from analysis.answers import unpack
from analysis.exceptions import AnalysisFailed, InvalidFilePath
from analysis.models import Analysis, AnalysisResult, Batch
from findings.models import Finding, Status
from findings.selectors import tracked_files
from hefesto_site.access.credentials import Credential
from hefesto_site.access.models import Project
from hefesto_site.access.selectors import visible_projects
from hefesto_site.api.errors import ApiError, ResourceNotFound
from hefesto_site.api.identifiers import decode

_ANALYSES_LOOKED_BACK: Final = 50
_COMMITS_LOOKED_BACK: Final = 5
_ECHOED_CHARACTERS: Final = 100

__all__ = ["tracked_files"]


def analysis_seen_by(credential: Credential | None, analysis_id: str) -> Analysis:
    """The analysis of that id, if the caller may see it. Raises ResourceNotFound."""
    try:
        identity = uuid.UUID(analysis_id)
    except ValueError:
        identity = None
    rows = _with_answers().filter(project__in=visible_projects(credential))
    analysis = rows.filter(pk=identity).first() if identity is not None else None
    if analysis is None:
        raise ResourceNotFound(
            "Analysis not found", analysis_id=analysis_id[:_ECHOED_CHARACTERS], resource_type="analysis"
        )
    return analysis


def _with_answers() -> QuerySet[Analysis]:
    return Analysis.objects.select_related("project", "result").defer("diagnostics")


def reread(analysis: Analysis) -> Analysis:
    """The analysis as it is by now, with its answer."""
    return _with_answers().get(pk=analysis.pk)


def answer_of(analysis: Analysis) -> bytes:
    """The JSON that a completed analysis answered. Raises ResourceNotFound once it has been cleared away."""
    try:
        kept = analysis.result.document
    except AnalysisResult.DoesNotExist:
        raise ResourceNotFound(
            "The analysis' result is no longer kept", analysis_id=str(analysis.pk), resource_type="analysis_result"
        ) from None
    return unpack(bytes(kept))


def failure_of(analysis: Analysis) -> ApiError:
    """What a failed analysis tells its caller."""
    details = analysis.error_details
    if analysis.error_code == InvalidFilePath.code:
        return InvalidFilePath(details["path"], details["reason"])
    return AnalysisFailed(analysis.error_message, **{"analysis_id": str(analysis.pk)} | details)


def batch_seen_by(credential: Credential | None, batch_id: str) -> Batch:
    """The batch of that id, if the caller may see all of it. Raises ResourceNotFound."""
    identity = decode("batch", batch_id)
    batch = Batch.objects.filter(pk=identity).first() if identity is not None else None
    if batch is None or not _is_open_to(credential, batch):
        raise ResourceNotFound("Batch not found", batch_id=batch_id[:_ECHOED_CHARACTERS], resource_type="batch")
    return batch


def _is_open_to(credential: Credential | None, batch: Batch) -> bool:
    if credential is None or credential.project_ids is None or batch.requested_by_id == credential.key_id:
        return True
    projects = set(batch.analyses.values_list("project", flat=True))
    return bool(projects) and projects <= credential.project_ids


def earlier_commits(project: Project, location: str) -> list[str]:
    """The commits at which the findings that may have moved below a path were last seen, latest first.

    Going back, the first analysis that covers all of the path saw everything there was; what is older adds nothing.
    """
    rows = Analysis.objects.completed().filter(project=project).exclude(commit="").order_by("-pk")
    commits: dict[str, None] = {}
    for seen, commit in rows.values_list("location", "commit")[:_ANALYSES_LOOKED_BACK]:
        commits[commit] = None
        if _covers(seen, location):
            break
    return list(islice(commits, _COMMITS_LOOKED_BACK))


def was_looked_at_since(analysis: Analysis, moment: datetime) -> bool:
    """Whether another analysis has recorded something of the same code after a moment."""
    rows = Analysis.objects.completed().filter(project=analysis.project, finished_at__gt=moment)
    others: Iterable[str] = rows.exclude(pk=analysis.pk).values_list("location", flat=True)
    return any(_covers(other, analysis.location) or _covers(analysis.location, other) for other in others)


def _covers(location: str, other: str) -> bool:
    return not location or location == other or other.startswith(f"{location}/")


def decided(identities: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Of some findings, those that staff have put aside, and how."""
    rows = Finding.objects.filter(pk__in=identities, status__in=(Status.IGNORED, Status.WONTFIX))
    return dict(rows.values_list("pk", "status"))
