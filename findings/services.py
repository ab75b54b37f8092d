"""What changes findings: recording what an analysis saw, and triage."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from findings import fingerprints
from findings.issues import Issue
from findings.models import Action, Finding, FindingEvent, Status
from findings.severity import Severity
from hefesto_site.access.models import Project

_LOCK_CLASS: Final = 0x48464E44  # "HFND": the advisory locks of this service


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an analysis looked for; a finding outside it is not missed when it is not seen."""

    examined: frozenset[str]  # files analysed without error, and those that are gone
    analyzers: frozenset[str]
    threshold: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What recording came to; `ids` stand in the order of the issues."""

    ids: list[uuid.UUID]
    created: int
    seen_again: int
    reopened: int
    resolved: int


def record(
    *,
    project: Project,
    issues: Sequence[Issue],
    scope: Scope,
    seen_at: datetime,
    renames: Mapping[str, str] | None = None,
    analysis_id: uuid.UUID | None = None,
) -> Recorded:
    """Merge what one analysis saw into the project's findings, in one transaction (or the caller's)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, project.pk])
        known = {bytes(f.fingerprint): f for f in Finding.objects.filter(project=project)}
        ids: list[uuid.UUID] = []
        seen: set[bytes] = set()
        created = seen_again = reopened = resolved = 0
        ordinals: dict[bytes, int] = {}
        for issue in issues:
            base = fingerprints.key(issue, issue.file_path)
            ordinal = ordinals[base] = ordinals.get(base, -1) + 1
            fingerprint = base + ordinal.to_bytes(4, "big")
            seen.add(fingerprint)
            finding = known.get(fingerprint)
            if finding is None:
                finding = Finding.objects.create(
                    project=project, fingerprint=fingerprint, first_seen=seen_at, **_columns(issue, seen_at)
                )
                _tell(finding, Action.CREATED, seen_at, analysis_id)
                created += 1
            else:
                if finding.status == Status.RESOLVED:
                    finding.status = Status.OPEN
                    _tell(finding, Action.REOPENED, seen_at, analysis_id)
                    reopened += 1
                for name, value in _columns(issue, seen_at).items():
                    setattr(finding, name, value)
                finding.occurrence_count += 1
                finding.save()
                seen_again += 1
            ids.append(finding.pk)
        for fingerprint, finding in known.items():
            if fingerprint not in seen and finding.status == Status.OPEN and _looked_for(finding, scope):
                finding.status = Status.RESOLVED
                finding.save()
                _tell(finding, Action.RESOLVED, seen_at, analysis_id)
                resolved += 1
    return Recorded(ids=ids, created=created, seen_again=seen_again, reopened=reopened, resolved=resolved)


def _columns(issue: Issue, seen_at: datetime) -> dict[str, Any]:
    names = (
        "rule analyzer severity cwe file_path line column end_line function class_name description "
        "recommendation code_snippet confidence metadata"
    )
    return {name: getattr(issue, name) for name in names.split()} | {"last_seen": seen_at, "updated_at": seen_at}


def _tell(finding: Finding, action: Action, at: datetime, analysis_id: uuid.UUID | None) -> None:
    FindingEvent.objects.create(finding=finding, timestamp=at, action=action, analysis_id=analysis_id)


def _looked_for(finding: Finding, scope: Scope) -> bool:
    return (
        finding.file_path in scope.examined
        and finding.analyzer in scope.analyzers
        and finding.severity >= scope.threshold
    )
