"""How a plan is written: a fixed number of statements, however many findings it holds."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import connection
from django.utils import timezone

from findings.models import Action, Status
from findings.reconciliation import Known, Match, Move, Plan, Seen
from findings.severity import Severity
from findings.similarity import simhash
from hefesto_site.api.identifiers import uuid7_series

# What an analysis says of a finding, and the type it is sent as.
_SAID: Final = {
    "fingerprint": "bytea",
    "content": "bigint",
    "simhash": "bigint",
    "rule": "text",
    "analyzer": "text",
    "severity": "smallint",
    "cwe": "integer",
    "file_path": "text",
    "line": "integer",
    "column": "integer",
    "end_line": "integer",
    "function": "text",
    "class_name": "text",
    "description": "text",
    "recommendation": "text",
    "code_snippet": "text",
    "confidence": "float8",
    "metadata": "text",
}
_NAMES: Final = ", ".join(f'"{name}"' for name in _SAID)
_SETS: Final = ", ".join(f'"{name}" = new."{name}"' for name in _SAID if name not in {"simhash", "metadata"})
_TYPES: Final = ", ".join(f'"{name}" {kind}' for name, kind in _SAID.items())

_KNOWN: Final = """
    SELECT id, fingerprint, content, rule, analyzer, file_path, function, class_name, line, severity,
           status = 'resolved', status IN ('ignored', 'wontfix'), missing_since IS NULL,
           metadata ->> 'other_files'
    FROM findings_finding
    WHERE project_id = %s AND file_path = ANY(%s)
"""
_SNIPPETS: Final = "SELECT id, code_snippet FROM findings_finding WHERE id = ANY(%s)"
_MOVE: Final = """
    UPDATE findings_finding
    SET file_path = new.file_path, fingerprint = new.fingerprint, updated_at = greatest(updated_at, %(now)s)
    FROM jsonb_to_recordset(%(rows)s) AS new (id uuid, file_path text, fingerprint bytea)
    WHERE findings_finding.id = new.id
"""
# The conditions on the status stand in the statements, not in Python: staff may decide at the same moment.
_RESOLVE: Final = """
    UPDATE findings_finding
    SET status = 'resolved', missing_since = %(seen_at)s, updated_at = greatest(updated_at, %(now)s), updated_by = ''
    WHERE id = ANY(%(ids)s) AND status = 'open'
    RETURNING id
"""
_MISS: Final = """
    UPDATE findings_finding SET missing_since = %(seen_at)s, updated_at = greatest(updated_at, %(now)s)
    WHERE id = ANY(%(ids)s) AND status <> 'open'
"""
_REOPEN: Final = """
    UPDATE findings_finding SET status = 'open', updated_at = greatest(updated_at, %(now)s), updated_by = ''
    WHERE id = ANY(%(ids)s) AND status = 'resolved'
    RETURNING id
"""
_SEE_AGAIN: Final = """
    UPDATE findings_finding
    SET last_seen = greatest(last_seen, %(seen_at)s), occurrence_count = occurrence_count + 1,
        updated_at = greatest(updated_at, %(now)s)
    WHERE id = ANY(%(ids)s)
"""
_SEE_CHANGED: Final = f"""
    UPDATE findings_finding
    SET {_SETS}, metadata = new.metadata::jsonb, simhash = coalesce(new.simhash, findings_finding.simhash),
        missing_since = NULL,
        last_seen = greatest(last_seen, %(seen_at)s), occurrence_count = occurrence_count + 1,
        updated_at = greatest(updated_at, %(now)s)
    FROM jsonb_to_recordset(%(rows)s) AS new (id uuid, {_TYPES})
    WHERE findings_finding.id = new.id
"""  # noqa: S608 - names are this module's own
_NEW_FINDINGS: Final = (
    f"COPY findings_finding (id, project_id, {_NAMES}, status, first_seen, last_seen, occurrence_count, updated_at,"
    " updated_by) FROM STDIN"
)
_NEW_EVENTS: Final = """
    COPY findings_findingevent
        (id, finding_id, timestamp, action, actor, from_value, to_value, comment, analysis_id) FROM STDIN
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What every row of one recording shares."""

    project_id: int
    seen_at: datetime
    analysis_id: uuid.UUID | None
    now: datetime = field(default_factory=timezone.now)


@dataclass(slots=True)
class History:
    """The entries that a recording adds, gathered to be written at once."""

    entries: list[tuple[uuid.UUID, Action, str, str]] = field(default_factory=list)

    def tell(self, finding_ids: Iterable[uuid.UUID], action: Action, before: str = "", after: str = "") -> None:
        """Add the same entry for each of these findings."""
        self.entries += [(finding_id, action, before, after) for finding_id in finding_ids]


def load_known(project_id: int, file_paths: Sequence[str]) -> list[Known]:
    """Every finding of these files."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [project_id, list(file_paths)])
        return [
            Known(*(row[0], bytes(row[1]), *row[2:-1], orjson.loads(row[-1]) if row[-1] else ()))
            for row in cursor.fetchall()
        ]


def load_snippets(ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The code of these findings."""
    with connection.cursor() as cursor:
        cursor.execute(_SNIPPETS, [list(ids)])
        return dict(cursor.fetchall())


def write(plan: Plan, moment: Moment) -> tuple[list[uuid.UUID], int, int]:
    """Bring the rows to what the plan says; returns the new ids and how many were reopened and resolved."""
    history = History()
    ids = uuid7_series(moment.seen_at, len(plan.created))[::-1]  # newest first shows them in the order of the issues
    _create(plan.created, ids, moment, history)
    _move(plan.moved, moment, history)
    reopened = _reopen([match.known.id for match in plan.matches if match.known.is_resolved], moment, history)
    _see_again(plan.matches, moment, history)
    resolved = _miss(plan.missed, moment, history)
    _write_history(history, moment)
    return ids, reopened, resolved


def _create(created: Sequence[tuple[Seen, bytes]], ids: Sequence[uuid.UUID], moment: Moment, history: History) -> None:
    life = (Status.OPEN.value, moment.seen_at, moment.seen_at, 1, moment.now, "")
    if created:
        # Rows are made while the server takes in those before them: with likeness to compute, that is a third faster.
        _copy(
            _NEW_FINDINGS,
            (
                (new, moment.project_id, *_said(seen, name, simhash(seen.features)), *life)
                for new, (seen, name) in zip(ids, created, strict=True)
            ),
        )
        history.tell(ids, Action.CREATED, after=Status.OPEN)


def _move(moved: Sequence[Move], moment: Moment, history: History) -> None:
    rows = [
        {"id": move.known.id, "file_path": move.file_path, "fingerprint": _bytea(move.fingerprint)} for move in moved
    ]
    if rows:
        _execute(_MOVE, moment, rows=_json(rows))
        for move in moved:
            history.tell([move.known.id], Action.MOVED, move.known.file_path, move.file_path)


def _reopen(ids: Sequence[uuid.UUID], moment: Moment, history: History) -> int:
    reopened = _execute(_REOPEN, moment, ids=list(ids)) if ids else []
    history.tell(reopened, Action.REOPENED, Status.RESOLVED, Status.OPEN)
    return len(reopened)


def _see_again(matches: Sequence[Match], moment: Moment, history: History) -> None:
    if same := [match.known.id for match in matches if not match.is_changed]:
        _execute(_SEE_AGAIN, moment, ids=same)
    changed = [match for match in matches if match.is_changed]
    if changed:
        rows = [{"id": match.known.id, **dict(zip(_SAID, _said_again(match), strict=True))} for match in changed]
        _execute(_SEE_CHANGED, moment, rows=_json(rows))
    for match in changed:
        before, after = match.known, match.seen.issue
        if before.file_path != after.file_path:
            history.tell([before.id], Action.MOVED, before.file_path, after.file_path)
        if before.severity != after.severity:
            history.tell([before.id], Action.SEVERITY_UPDATED, Severity(before.severity).name, after.severity.name)


def _miss(missed: Sequence[Known], moment: Moment, history: History) -> int:
    if closed := [known.id for known in missed if not known.is_open]:
        _execute(_MISS, moment, ids=closed)
    was_open = [known.id for known in missed if known.is_open]
    resolved = _execute(_RESOLVE, moment, ids=was_open) if was_open else []
    history.tell(resolved, Action.RESOLVED, Status.OPEN, Status.RESOLVED)
    return len(resolved)


def _write_history(history: History, moment: Moment) -> None:
    # Ids of this moment, when every row is held: what was decided meanwhile lies before, what follows after.
    ids = uuid7_series(timezone.now(), len(history.entries))
    if ids:
        _copy(
            _NEW_EVENTS,
            (
                (new, finding_id, moment.seen_at, action.value, "", before, after, "", moment.analysis_id)
                for new, (finding_id, action, before, after) in zip(ids, history.entries, strict=True)
            ),
        )


def _said_again(match: Match) -> tuple[Any, ...]:
    return _said(match.seen, match.fingerprint, None if match.has_same_code else simhash(match.seen.features))


def _said(seen: Seen, name: bytes, its_simhash: int | None) -> tuple[Any, ...]:
    """The values of the columns of `_SAID`."""
    issue = seen.issue
    return (
        _bytea(name),
        seen.content,
        its_simhash,
        issue.rule,
        issue.analyzer,
        int(issue.severity),
        issue.cwe,
        issue.file_path,
        issue.line,
        issue.column,
        issue.end_line,
        issue.function,
        issue.class_name,
        issue.description,
        issue.recommendation,
        issue.code_snippet,
        issue.confidence,
        orjson.dumps(issue.metadata, option=orjson.OPT_NON_STR_KEYS).decode(),
    )


def _bytea(value: bytes) -> str:
    return "\\x" + value.hex()


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    return orjson.dumps(rows).decode()


def _copy(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _execute(statement: str, moment: Moment, **parameters: Any) -> list[uuid.UUID]:
    """Run a statement; returns the ids that it returns, if it does."""
    common: dict[str, Any] = {
        "project": moment.project_id,
        "seen_at": moment.seen_at,
        "now": moment.now,
        "analysis": moment.analysis_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, common | parameters)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []
