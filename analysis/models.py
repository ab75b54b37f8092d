"""Analyses, what they answered, which findings they saw, and batches of them."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from findings.models import Finding
from findings.severity import Severity
from hefesto_site.access.models import ApiKey, Project
from hefesto_site.api.identifiers import encode, uuid7


class Batch(models.Model):
    """Several paths asked for at once, analysed one by one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(ApiKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    total_paths = models.PositiveSmallIntegerField()
    # Text, not JSONB: what is refused may hold a NUL, which JSONB cannot keep, and is given back as it was asked.
    refused_json = models.TextField(default="[]", help_text="Paths that name nothing which may be analysed, as JSON.")

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        """The public id."""
        return self.public_id

    @property
    def public_id(self) -> str:
        """The id that callers see, `batch_…`."""
        return encode("batch", self.id)


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    """Analyses by where they stand."""

    def unfinished(self) -> Self:
        """Those that still have an answer to give."""
        return self.filter(state__in=Analysis.UNFINISHED)

    def completed(self) -> Self:
        """Those whose answer is there."""
        return self.filter(state=Analysis.State.COMPLETED)

    def abandoned(self) -> Self:
        """Those that no worker takes care of: lost on the way to one, or left by one that died."""
        return self.unfinished().filter(lease_expires_at__lt=Now())


class Analysis(models.Model):
    """One run of analyzers over one path."""

    class State(models.TextChoices):
        """Where a run stands."""

        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        COMPLETED = "completed", "Completed"
        FAILED = "failed", "Failed"

    class Format(models.TextChoices):
        """What the answer carries beside the findings themselves."""

        JSON = "json", "JSON"
        TEXT = "text", "Text"
        HTML = "html", "HTML"

    UNFINISHED: ClassVar[tuple[str, ...]] = (State.QUEUED.value, State.RUNNING.value)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # No index of its own: `analysis_by_project` begins with it.
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="analyses", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, blank=True, related_name="analyses")
    position = models.PositiveSmallIntegerField(default=0, help_text="Place in its batch, from 0.")
    requested_by = models.ForeignKey(ApiKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    path = models.CharField(max_length=4096, help_text="As it was asked for.")
    location = models.CharField(
        max_length=4096,
        blank=True,
        default="",
        help_text="What the path leads to, without links and dots; empty: the workspace.",
    )
    analyzers = ArrayField(models.CharField(max_length=50))
    severity_threshold = models.PositiveSmallIntegerField(choices=[(s.value, s.name) for s in Severity])
    exclude_patterns = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.JSON)

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    execution_time_ms = models.PositiveIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often a worker took it up.")
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
    new_findings = models.PositiveIntegerField(default=0)
    reopened_findings = models.PositiveIntegerField(default=0)
    resolved_findings = models.PositiveIntegerField(default=0)
    diagnostics = models.JSONField(default=list, blank=True)

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "analyses"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project", "id"], name="analysis_by_project"),
            models.Index(fields=["project", "finished_at"], name="analysis_by_end"),
            # A handful of rows however many analyses there were: what beat looks through every few seconds.
            models.Index(
                fields=["lease_expires_at"],
                name="analysis_unfinished",
                condition=models.Q(state__in=("queued", "running")),
            ),
        ]

    def __str__(self) -> str:
        """Path and time."""
        return f"{self.path} at {self.created_at:%Y-%m-%d %H:%M}"


class AnalysisResult(models.Model):
    """The answer of one analysis, kept exactly as it was given."""

    analysis = models.OneToOneField(Analysis, on_delete=models.CASCADE, primary_key=True, related_name="result")
    document = models.BinaryField(help_text="The answer's data as JSON, zlib-compressed.")

    def __str__(self) -> str:
        """Whose result."""
        return f"Result of {self.analysis_id}"


class Occurrence(models.Model):
    """One analysis saw one finding."""

    # No index of its own: the constraint's begins with it.
    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="occurrences", db_index=False)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()

    class Meta:
        db_table = "analysis_occurrence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["analysis", "finding"], name="occurrence_once"),
        ]

    def __str__(self) -> str:
        """Which finding, in which analysis."""
        return f"{self.finding_id} in {self.analysis_id}"
