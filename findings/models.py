"""Findings, the history of each, and the ledgers that count them."""

import uuid
from typing import ClassVar, Final, cast

from django.conf import settings
from django.db import models

from findings.criteria import of_words
from findings.issues import MAX_PATH_BYTES
from findings.severity import Severity
from findings.visible import visible
from hefesto_site.access.models import Project
from hefesto_site.api.identifiers import encode, uuid7, uuid7_series

MAX_ACTOR_LENGTH: Final = 254


class Status(models.TextChoices):
    """Where a finding stands in its life."""

    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
    IGNORED = "ignored", "Ignored"
    WONTFIX = "wontfix", "Won't fix"


class Action(models.TextChoices):
    """What an entry of the history tells."""

    CREATED = "created", "Created"
    RESOLVED = "resolved", "Resolved"
    IGNORED = "ignored", "Ignored"
    WONTFIX = "wontfix", "Won't fix"
    REOPENED = "reopened", "Reopened"
    SEVERITY_UPDATED = "severity_updated", "Severity updated"
    MOVED = "moved", "Moved"


class UtcDay(models.Func):
    """The day of a moment, in UTC whatever the connection's time zone is."""

    template = "((%(expressions)s) AT TIME ZONE 'UTC')::date"
    output_field = models.DateField()


class FirstSightField(models.UUIDField[uuid.UUID, uuid.UUID]):
    """An id made of the moment of first sight: in the order of ids, findings are in the order they came up.

    The database holds it to that (migration 0002), as lists of a period begin at the id of its end.
    """

    def get_pk_value_on_save(self, instance: models.Model) -> uuid.UUID:
        """An id of the finding's own moment."""
        return uuid7_series(cast("Finding", instance).first_seen, 1)[0]


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings, in words that the product uses; each knows its index."""

    def worded(self, q: str) -> "FindingQuerySet":
        """Those with every word of `q`, the last of which may begin one."""
        text, values = of_words(q)
        return cast("FindingQuerySet", self.extra(where=[text], params=values))  # noqa: S610 - the text is fixed, and the words are a parameter


class Finding(models.Model):
    """One defect in one place of one project, for as long as it lives."""

    id = FirstSightField(primary_key=True, editable=False)
    # No index of its own: `finding_by_project` begins with it.
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="findings", db_index=False)
    fingerprint = models.BinaryField(max_length=16, editable=False)
    content = models.BigIntegerField(
        default=0, editable=False, help_text="Digest of what the last analysis said; equal: nothing to rewrite."
    )
    simhash = models.BigIntegerField(default=0, editable=False, help_text="Similar code has similar bits.")

    # Collation C: bytes are compared, so an index also answers `path_prefix` and sorts alike on every machine.
    rule = models.CharField(max_length=100, db_collation="C")
    analyzer = models.CharField(max_length=50, db_collation="C")
    severity = models.PositiveSmallIntegerField(choices=[(s.value, s.name) for s in Severity])
    cwe = models.PositiveIntegerField(null=True, blank=True)
    file_path = models.CharField(max_length=MAX_PATH_BYTES, db_collation="C")
    line = models.PositiveIntegerField()
    column = models.PositiveIntegerField(null=True, blank=True)
    end_line = models.PositiveIntegerField()
    function = models.CharField(max_length=500, null=True, blank=True)  # noqa: DJ001 - null says "outside any function"
    class_name = models.CharField(max_length=500, null=True, blank=True)  # noqa: DJ001 - null says "outside any class"
    description = models.TextField()
    recommendation = models.TextField()
    code_snippet = models.TextField(blank=True, default="")
    confidence = models.FloatField()
    metadata = models.JSONField(default=dict, blank=True)

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, db_collation="C")
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    # An index on `last_seen` itself would make every re-run rewrite every index entry of every row (no HOT updates);
    # the day changes once a day.
    seen_on = models.GeneratedField(expression=UtcDay("last_seen"), output_field=models.DateField(), db_persist=True)
    missing_since = models.DateTimeField(
        null=True, blank=True, help_text="When an analysis that looked for it did not see it; empty while it is there."
    )
    occurrence_count = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.CharField(max_length=MAX_ACTOR_LENGTH, blank=True, default="")

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "fingerprint"], name="finding_identity"),
        ]
        # Each ends in the id, so that the newest 50 of a filter are read off its end; two filters at once walk the
        # more selective one. None holds a column that a re-run changes.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "id"], name="finding_by_status"),
            models.Index(fields=["project", "status", "id"], name="finding_by_project"),
            models.Index(fields=["severity", "id"], name="finding_by_severity"),
            models.Index(fields=["analyzer", "id"], name="finding_by_analyzer"),
            # These two also find the code that is most alike, without touching the rows.
            models.Index(fields=["rule", "id"], include=["project", "status", "simhash"], name="finding_by_rule"),
            models.Index(
                fields=["cwe", "id"],
                include=["project", "status", "simhash"],
                name="finding_by_cwe",
                condition=models.Q(cwe__isnull=False),
            ),
            # A path's beginning is counted without touching the rows.
            models.Index(fields=["file_path", "id"], include=["project", "status"], name="finding_by_file"),
            # What was last seen in a period may lie anywhere in the order of ids: it is gathered off this index alone.
            models.Index(fields=["status", "seen_on"], include=["id", "project"], name="finding_by_day"),
        ]

    def __str__(self) -> str:
        """Rule and place."""
        return visible(f"{self.rule} at {self.file_path}:{self.line}")

    @property
    def public_id(self) -> str:
        """The id that callers see, `finding_…`."""
        return encode("finding", self.id)


class FindingEvent(models.Model):
    """One entry of a finding's history; never changed, never removed on its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # The database's own constraint (migration 0002) cascades: nothing but a finding's end removes its history.
    finding = models.ForeignKey(Finding, on_delete=models.DO_NOTHING, related_name="history", db_constraint=False)
    timestamp = models.DateTimeField()
    action = models.CharField(max_length=30, choices=Action.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    actor = models.CharField(
        max_length=MAX_ACTOR_LENGTH, blank=True, default="", help_text="Who, in words; empty: the system."
    )
    from_value = models.TextField(blank=True, default="")
    to_value = models.TextField(blank=True, default="")
    comment = models.TextField(blank=True, default="")
    analysis_id: "models.UUIDField[uuid.UUID | None, uuid.UUID | None]" = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        # Most entries are the system's own; only the others need to be found when a user is deleted.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user"], name="findingevent_by_user", condition=models.Q(user__isnull=False)),
        ]

    def __str__(self) -> str:
        """What and when."""
        return f"{self.action} at {self.timestamp:%Y-%m-%d %H:%M}"


class LedgerEntry(models.Model):
    """How many findings of one kind came or went; sums over the entries are the exact counts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, db_collation="C")
    severity = models.PositiveSmallIntegerField()
    analyzer = models.CharField(max_length=50, db_collation="C")
    rule = models.CharField(max_length=100, db_collation="C")
    cwe = models.PositiveIntegerField(null=True)
    n = models.IntegerField()

    class Meta:
        verbose_name_plural = "ledger entries"

    def __str__(self) -> str:
        """The kind and the number."""
        return f"{self.rule} {self.status}: {self.n:+d}"


class DayLedgerEntry(models.Model):
    """How many findings last seen on one day came or went; what date filters are counted with."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, db_collation="C")
    seen_on = models.DateField()
    n = models.IntegerField()

    class Meta:
        verbose_name_plural = "day ledger entries"

    def __str__(self) -> str:
        """The day and the number."""
        return f"{self.seen_on} {self.status}: {self.n:+d}"
