"""What changes findings: recording what an analysis saw, and triage."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from findings.exceptions import ImpossibleTransition
from findings.issues import Issue, storable, storable_text
from findings.models import MAX_ACTOR_LENGTH, Action, Finding, FindingEvent, Status
from findings.reconciliation import Plan, Scope, reconcile
from findings.recording import Moment, load_known, load_snippets, write
from hefesto_site.access.models import Project
from hefesto_site.api.identifiers import uuid7_series

__all__ = ["Actor", "Recorded", "Scope", "change_status", "change_status_of_many", "lock_project", "record"]

_LOCK_CLASS: Final = 0x48464E44  # "HFND": this service's advisory locks
# An analysis may wait for others of its project, and write thousands of rows: web requests' limit is not for it.
_TIMEOUT_SECONDS: Final = 120


_LOCK_PROJECTS: Final = """
    SELECT pg_advisory_xact_lock(%s, project_id::integer)
    FROM (SELECT DISTINCT project_id FROM findings_finding WHERE id = ANY(%s) ORDER BY 1) AS of_these
"""
_HOLD: Final = """
    SELECT id, status FROM findings_finding WHERE id = ANY(%s) AND status <> %s ORDER BY id FOR NO KEY UPDATE
"""
_DECIDE: Final = "UPDATE findings_finding SET status = %s, updated_at = %s, updated_by = %s WHERE id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides: as a history shows it, and the user's account where there is one."""

    name: str
    user_id: int | None = None

    @property
    def shown(self) -> str:
        """The name, as long as a history holds."""
        return storable_text(self.name)[:MAX_ACTOR_LENGTH]


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
    scope = replace(scope, examined=frozenset(map(storable_text, scope.examined)))
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


@transaction.atomic
def change_status(*, finding_id: uuid.UUID, to: Status, by: Actor, comment: str = "") -> Finding:
    """Take a decision about a finding, and write it into its history.

    Raises `Finding.DoesNotExist`, and `ImpossibleTransition` where the finding has that status already.
    """
    finding = Finding.objects.select_for_update(no_key=True).get(pk=finding_id)
    if finding.status == to:
        raise ImpossibleTransition(finding_id=finding.public_id, status=finding.status, requested=to)
    before, finding.status = finding.status, to
    finding.updated_at = timezone.now()
    finding.updated_by = by.shown
    finding.save(update_fields=["status", "updated_at", "updated_by"])
    _write_decision([(finding.pk, before)], to, by, comment, finding.updated_at)
    return finding


@transaction.atomic
def change_status_of_many(*, finding_ids: Collection[uuid.UUID], to: Status, by: Actor, comment: str = "") -> int:
    """Take the same decision about many findings, in a fixed number of statements.

    Returns how many had another status before; the others are left as they are.
    """
    ids = list(finding_ids)
    with connection.cursor() as cursor:
        # Whoever changes more than one finding holds their projects, in one order: nobody waits in a circle.
        cursor.execute(_LOCK_PROJECTS, [_LOCK_CLASS, ids])
        cursor.execute(_HOLD, [ids, to])
        held: list[tuple[uuid.UUID, str]] = cursor.fetchall()
        now = timezone.now()
        cursor.execute(_DECIDE, [to, now, by.shown, [finding_id for finding_id, _ in held]])
    _write_decision(held, to, by, comment, now)
    return len(held)


def _write_decision(
    changed: Sequence[tuple[uuid.UUID, str]], to: Status, by: Actor, comment: str, now: datetime
) -> None:
    FindingEvent.objects.bulk_create(
        FindingEvent(
            id=new,
            finding_id=finding_id,
            timestamp=now,
            action=Action.REOPENED if to == Status.OPEN else Action(to.value),
            user_id=by.user_id,
            actor=by.shown,
            from_value=before,
            to_value=to,
            comment=storable_text(comment),
        )
        for new, (finding_id, before) in zip(uuid7_series(now, len(changed)), changed, strict=True)
    )
