"""What changes findings: recording what an analysis saw, and triage."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from findings.issues import Issue, storable, storable_text
from findings.reconciliation import Plan, Scope, reconcile
from findings.recording import Moment, load_known, load_snippets, write
from hefesto_site.access.models import Project

__all__ = ["Recorded", "Scope", "lock_project", "record"]

_LOCK_CLASS: Final = 0x48464E44  # "HFND": this service's advisory locks
# An analysis may wait for others of its project, and write thousands of rows: web requests' limit is not for it.
_TIMEOUT_SECONDS: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What recording came to; `ids` stand in the order of the issues."""

    ids: list[uuid.UUID]
    created: int
    seen_again: int
    reopened: int
    resolved: int


@transaction.atomic
def record(
    *,
    project: Project,
    issues: Sequence[Issue],
    scope: Scope,
    seen_at: datetime,
    renames: Mapping[str, str] | None = None,
    analysis_id: uuid.UUID | None = None,
) -> Recorded:
    """Merge what one analysis saw into the project's findings: all of it or, when this raises, nothing.

    Recordings of one project wait for each other, so that two analyses at once end as if one had
    run after the other. `renames` are files' old names and new ones since the project's last analysis.
    """
    issues = [storable(issue) for issue in issues]
    scope = Scope(
        examined=frozenset(map(storable_text, scope.examined)), analyzers=scope.analyzers, threshold=scope.threshold
    )
    renames = {storable_text(old): storable_text(new) for old, new in (renames or {}).items()}
    lock_project(project)
    paths = {*scope.examined, *renames, *renames.values(), *(issue.file_path for issue in issues)}
    plan = reconcile(
        known=load_known(project.pk, sorted(paths)),
        issues=issues,
        scope=scope,
        renames=renames,
        snippets=load_snippets,
    )
    new_ids, reopened, resolved = write(plan, Moment(project_id=project.pk, seen_at=seen_at, analysis_id=analysis_id))
    return Recorded(
        ids=_in_order(plan, new_ids, len(issues)),
        created=len(new_ids),
        seen_again=len(plan.matches),
        reopened=reopened,
        resolved=resolved,
    )


def lock_project(project: Project) -> None:
    """Keep other recordings of the project waiting until the transaction's end; `record` does it by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{_TIMEOUT_SECONDS}s"])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, project.pk])


def _in_order(plan: Plan, new_ids: Sequence[uuid.UUID], count: int) -> list[uuid.UUID]:
    ids: dict[int, uuid.UUID] = {}
    for new_id, (seen, _) in zip(new_ids, plan.created, strict=True):
        ids.update(dict.fromkeys(seen.positions, new_id))
    for match in plan.matches:
        ids.update(dict.fromkeys(match.seen.positions, match.known.id))
    return [ids[position] for position in range(count)]
