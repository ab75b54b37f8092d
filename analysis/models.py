"""Analyses, what they answered, which findings they saw, and batches of them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from findings.models import Finding
from findings.severity import Severity
from hefesto_site.access.models import ApiKey, Project
from hefesto_site.api.identifiers import encode, uuid7


class Batch(models.Model):
    """Several paths asked for at once, analysed one by one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(ApiKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        """The public id."""
        return self.public_id

    @property
    def public_id(self) -> str:
        """The id that callers see, `batch_…`."""
        return encode("batch", self.id)


class Analysis(models.Model):
    """One run of analyzers over one path."""

    class State(models.TextChoices):
        """Where a run stands."""

        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        COMPLETED = "completed", "Completed"
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="analyses")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, blank=True, related_name="analyses")
    position = models.PositiveSmallIntegerField(default=0, help_text="Place in its batch, from 0.")
    requested_by = models.ForeignKey(ApiKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    path = models.CharField(max_length=4096)
    analyzers = ArrayField(models.CharField(max_length=50))
    severity_threshold = models.PositiveSmallIntegerField(choices=[(s.value, s.name) for s in Severity])
    exclude_patterns = ArrayField(models.CharField(max_length=1000), default=list, blank=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    execution_time_ms = models.PositiveIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_expires_at = models.DateTimeField(null=True, blank=True, help_text="A worker that is alive moves this on.")
    error_code = models.CharField(max_length=50, blank=True, default="")
    error_message = models.TextField(blank=True, default="")
    error_details = models.JSONField(default=dict, blank=True)

    commit = models.CharField(max_length=64, blank=True, default="")
    branch = models.CharField(max_length=500, blank=True, default="")
    dirty = models.BooleanField(null=True, blank=True)
    engine_version = models.CharField(max_length=64, blank=True, default="")
    files_analyzed = models.PositiveIntegerField(default=0)
    lines_analyzed = models.PositiveIntegerField(default=0)
    critical = models.PositiveIntegerField(default=0)
    high = models.PositiveIntegerField(default=0)
    medium = models.PositiveIntegerField(default=0)
    low = models.PositiveIntegerField(default=0)
    suppressed = models.PositiveIntegerField(default=0)
    diagnostics = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "analyses"

    def __str__(self) -> str:
        """Path and time."""
        return f"{self.path} at {self.created_at:%Y-%m-%d %H:%M}"


class AnalysisResult(models.Model):
    """The findings of one analysis exactly as they were answered."""

    analysis = models.OneToOneField(Analysis, on_delete=models.CASCADE, primary_key=True, related_name="result")
    findings = models.BinaryField(help_text="JSON list, zlib-compressed.")

    def __str__(self) -> str:
        """Whose result."""
        return f"Result of {self.analysis_id}"


class Occurrence(models.Model):
    """One analysis saw one finding."""

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="occurrences")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["analysis", "finding"], name="occurrence_once"),
        ]

    def __str__(self) -> str:
        """Which finding, in which analysis."""
        return f"{self.finding_id} in {self.analysis_id}"
