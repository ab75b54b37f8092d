"""How findings look in answers, and what a decision about one may say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rest_framework import serializers

from findings.listing import Page, Row, cursor_after
from findings.models import Action, Finding, FindingEvent, Status
from findings.selectors import Related
from findings.severity import Severity
from hefesto_site.api import fields
from hefesto_site.api.identifiers import encode
from hefesto_site.api.pagination import Pagination
from hefesto_site.api.serializers import Body

MAX_COMMENT_LENGTH: Final = 1000
REOPEN: Final = "reopen"
_SEVERITIES: Final = [severity.name for severity in Severity]
_NAME_OF_SEVERITY: Final = {severity.value: severity.name for severity in Severity}


class ListedFinding(serializers.Serializer[Any]):
    """A finding in a list."""

    id = serializers.CharField(help_text="Its id for life.")
    timestamp = serializers.DateTimeField(help_text="When it was seen last.")
    file_path = serializers.CharField(help_text="Relative to the workspace.")
    line = serializers.IntegerField(min_value=1)
    analyzer = serializers.CharField()
    severity = serializers.ChoiceField(_SEVERITIES)
    description = serializers.CharField()
    status = serializers.ChoiceField(Status.values)
    first_seen = serializers.DateTimeField()
    last_seen = serializers.DateTimeField()
    occurrence_count = serializers.IntegerField(min_value=1, help_text="In how many analyses it was seen.")


class FindingsPagination(Pagination):
    """Which page this is, and where the next one begins."""

    next_cursor = serializers.CharField(allow_null=True, help_text="To be sent as `cursor`; null on the last page.")


class FindingsAnswer(serializers.Serializer[Any]):
    """A page of findings."""

    total_count = serializers.IntegerField(min_value=0, help_text="Of all pages, exactly.")
    findings = ListedFinding(many=True)
    pagination = FindingsPagination()


def listed(row: Row) -> dict[str, Any]:
    """What `ListedFinding` declares, ten times as fast: a thousand come at once."""
    return {
        "id": encode("finding", row.id),
        "timestamp": row.last_seen,
        "file_path": row.file_path,
        "line": row.line,
        "analyzer": row.analyzer,
        "severity": _NAME_OF_SEVERITY[row.severity],
        "description": row.description,
        "status": row.status,
        "first_seen": row.first_seen,
        "last_seen": row.last_seen,
        "occurrence_count": row.occurrence_count,
    }


def answer_of(page: Page, rows: Sequence[Row], *, has_more: bool, total: int) -> dict[str, Any]:
    """What `FindingsAnswer` declares."""
    by_offset = has_more and page.after is None
    return {
        "total_count": total,
        "findings": [listed(row) for row in rows],
        "pagination": {
            "limit": page.limit,
            "offset": page.offset,
            "has_more": has_more,
            "next_offset": page.offset + page.limit if by_offset else None,
            "next_cursor": cursor_after(rows[-1], page.ordering) if has_more else None,
        },
    }


class HistoryEntry(serializers.Serializer[Any]):
    """One thing that happened to a finding."""

    timestamp = serializers.DateTimeField()
    action = serializers.CharField()
    user = serializers.CharField(allow_null=True, help_text="Who; null for the system.")
    details = serializers.CharField()


class RelatedFinding(serializers.Serializer[Any]):
    """A finding of the same rule or CWE in the same project."""

    id = serializers.CharField()
    file_path = serializers.CharField()
    line = serializers.IntegerField(min_value=1)
    description = serializers.CharField()
    similarity_score = serializers.FloatField(min_value=0, max_value=1, help_text="Of the code; 1 is the same.")


class FindingAnswer(serializers.Serializer[Any]):
    """Everything about one finding."""

    id = serializers.CharField()
    timestamp = serializers.DateTimeField(help_text="When it was seen last.")
    file_path = serializers.CharField(help_text="Relative to the workspace.")
    line = serializers.IntegerField(min_value=1)
    column = serializers.IntegerField(min_value=1, allow_null=True)
    analyzer = serializers.CharField()
    severity = serializers.ChoiceField(_SEVERITIES)
    description = serializers.CharField()
    recommendation = serializers.CharField(allow_blank=True, help_text="What to write instead.")
    code_snippet = serializers.CharField(allow_null=True)
    confidence = serializers.FloatField(min_value=0, max_value=1)
    status = serializers.ChoiceField(Status.values)
    project = serializers.CharField()
    first_seen = serializers.DateTimeField()
    last_seen = serializers.DateTimeField()
    occurrence_count = serializers.IntegerField(min_value=1)
    complexity_score = serializers.IntegerField(required=False, help_text="On findings of the complexity analyzer.")
    metadata = serializers.DictField(
        help_text="`rule`, `cwe` where one applies, `end_line`, `function`, and the analyzer's own."
    )
    history = HistoryEntry(many=True, help_text="Oldest first.")
    related_findings = RelatedFinding(many=True, help_text="The closest, best first.")


class DecisionBody(Body):
    """What is decided about a finding."""

    status = fields.Choice([Status.RESOLVED.value, Status.IGNORED.value, Status.WONTFIX.value, REOPEN])
    comment = fields.String(max_length=MAX_COMMENT_LENGTH, allow_blank=True, allow_null=True, required=False)


class DecisionAnswer(serializers.Serializer[Any]):
    """What a finding's status has become."""

    id = serializers.CharField()
    status = serializers.ChoiceField(Status.values)
    updated_at = serializers.DateTimeField()
    updated_by = serializers.CharField(allow_null=True)


_DETAILS: Final[Mapping[str, str]] = {
    Action.CREATED: "Initial detection",
    Action.SEVERITY_UPDATED: "Severity changed from {before} to {after}",
    Action.MOVED: "File renamed from {before} to {after}",
}
_DETAILS_BY_SYSTEM: Final[Mapping[str, str]] = {
    Action.RESOLVED: "No longer found by an analysis that looked for it",
    Action.REOPENED: "Found again by an analysis",
}


def told(event: FindingEvent) -> dict[str, Any]:
    """What `HistoryEntry` declares."""
    return {
        "timestamp": event.timestamp,
        "action": event.action,
        "user": event.actor or None,
        "details": details_of(event),
    }


def details_of(event: FindingEvent) -> str:
    """What happened, in words, with the comment that was given."""
    words = _DETAILS.get(event.action) or (None if event.actor else _DETAILS_BY_SYSTEM.get(event.action))
    words = words or "Status changed from {before} to {after}"
    happened = words.format(before=event.from_value, after=event.to_value)
    return f"{happened}: {event.comment}" if event.comment else happened


def detailed(finding: Finding, history: Iterable[FindingEvent], related: Iterable[Related]) -> dict[str, Any]:
    """What `FindingAnswer` declares."""
    own = dict(finding.metadata)
    score = own.pop("complexity_score", None)
    metadata = {"rule": finding.rule, "cwe": finding.cwe, "end_line": finding.end_line, "function": finding.function}
    if finding.cwe is None:
        del metadata["cwe"]
    if finding.class_name is not None:
        metadata["class"] = finding.class_name
    return {
        "id": finding.public_id,
        "timestamp": finding.last_seen,
        "file_path": finding.file_path,
        "line": finding.line,
        "column": finding.column,
        "analyzer": finding.analyzer,
        "severity": _NAME_OF_SEVERITY[finding.severity],
        "description": finding.description,
        "recommendation": finding.recommendation,
        "code_snippet": finding.code_snippet or None,
        "confidence": finding.confidence,
        "status": finding.status,
        "project": finding.project.slug,
        "first_seen": finding.first_seen,
        "last_seen": finding.last_seen,
        "occurrence_count": finding.occurrence_count,
        **({} if score is None else {"complexity_score": score}),
        "metadata": metadata | own,
        "history": [told(event) for event in history],
        "related_findings": [{**one._asdict(), "id": encode("finding", one.id)} for one in related],
    }
