"""Findings, the history of each, and the ledger that counts them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from findings.severity import Severity
from hefesto_site.access.models import Project
from hefesto_site.api.identifiers import encode, uuid7


class Status(models.TextChoices):
    """Where a finding stands in its life."""

    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
    IGNORED = "ignored", "Ignored"
    WONTFIX = "wontfix", "Won't fix"


class Finding(models.Model):
    """One defect in one place of one project, for as long as it lives."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="findings")
    fingerprint = models.BinaryField(max_length=16, editable=False)

    rule = models.CharField(max_length=100)
    analyzer = models.CharField(max_length=50)
    severity = models.PositiveSmallIntegerField(choices=[(s.value, s.name) for s in Severity])
    cwe = models.PositiveIntegerField(null=True, blank=True)
    file_path = models.CharField(max_length=4096)
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

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    occurrence_count = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.CharField(max_length=254, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "fingerprint"], name="finding_identity"),
        ]

    def __str__(self) -> str:
        """Rule and place."""
        return f"{self.rule} at {self.file_path}:{self.line}"

    @property
    def public_id(self) -> str:
        """The id that callers see, `finding_…`."""
        return encode("finding", self.id)


class FindingEvent(models.Model):
    """One entry of a finding's history; never changed, never removed on its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="history")
    timestamp = models.DateTimeField()
    action = models.CharField(max_length=30)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    actor = models.CharField(max_length=254, blank=True, default="", help_text="Who, in words; empty: the system.")
    from_value = models.CharField(max_length=100, blank=True, default="")
    to_value = models.CharField(max_length=100, blank=True, default="")
    comment = models.TextField(blank=True, default="")
    analysis_id: "models.UUIDField[uuid.UUID | None, uuid.UUID | None]" = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        """What and when."""
        return f"{self.action} at {self.timestamp:%Y-%m-%d %H:%M}"


class LedgerEntry(models.Model):
    """How many findings of one kind came or went; sums over the entries are the exact counts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10)
    severity = models.PositiveSmallIntegerField()
    analyzer = models.CharField(max_length=50)
    rule = models.CharField(max_length=100)
    cwe = models.PositiveIntegerField(null=True)
    n = models.IntegerField()

    def __str__(self) -> str:
        """The kind and the number."""
        return f"{self.rule} {self.status}: {self.n:+d}"
