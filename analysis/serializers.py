"""What requests for analyses may say, and how their answers look."""

from typing import Any, Final

from django.core.validators import ProhibitNullCharactersValidator
from rest_framework import serializers

from analysis.examination import ANALYZERS, Order
from analysis.models import Analysis
from findings.models import Status
from findings.severity import Severity
from hefesto_site.api import fields
from hefesto_site.api.serializers import Body, Query

MAXIMUM_PATHS: Final = 100
_MAXIMUM_PATTERNS: Final = 100
_MAXIMUM_PATTERN_CHARACTERS: Final = 500
_SEVERITIES: Final = [severity.name for severity in Severity]


class RequestPath(fields.String):
    """A path as it was asked for: what no file can be named is refused by the workspace, in its own words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]


class OrderBody(Body):
    """What single analyses and batches share."""

    analyzers = fields.List(
        child=fields.Choice(ANALYZERS),
        min_length=1,
        max_length=100,
        default=lambda: list(ANALYZERS),
        allow_null=True,
        help_text="Analyzers to run; all of them if left out.",
    )
    severity_threshold = fields.Choice(
        _SEVERITIES, default="MEDIUM", allow_null=True, help_text="Findings below this severity are left out."
    )
    exclude_patterns = fields.List(
        child=fields.String(max_length=_MAXIMUM_PATTERN_CHARACTERS),
        max_length=_MAXIMUM_PATTERNS,
        default=list,
        allow_null=True,
        help_text="Patterns as in `.gitignore` of what to leave out, relative to the workspace or to the path.",
    )
    project = fields.String(
        max_length=100,
        required=False,
        allow_null=True,
        help_text="Project that the findings belong to; else the one with the longest root around the path.",
    )


class OnePath(Body):
    """What comes first in the faults of a single analysis."""

    path = RequestPath(help_text="File or folder to analyse, relative to the workspace; `.` is all of it.")


class ManyPaths(Body):
    """What comes first in the faults of a batch."""

    paths = fields.List(
        child=RequestPath(),
        min_length=1,
        max_length=MAXIMUM_PATHS,
        help_text="Files and folders to analyse, each on its own; one that cannot be analysed fails alone.",
    )


class AnalysisBody(OnePath, OrderBody):
    """One path to analyse."""

    format = fields.Choice(
        Analysis.Format.values,
        default=Analysis.Format.JSON.value,
        allow_null=True,
        help_text="`text` and `html` add the rendered `report` to the same data.",
    )


class BatchBody(ManyPaths, OrderBody):
    """Several paths to analyse."""


class ReportQuery(Query):
    """Which form of the report."""

    def get_fields(self) -> dict[str, Any]:
        """The one parameter, whose name is a word of the language."""
        return {"as": fields.Choice(["html", "text", "sarif"], default="html", help_text="Form of the report.")}


def order(values: dict[str, Any], path: str = "") -> Order:
    """The order that checked values amount to."""
    return Order(
        path=values.get("path", path),
        analyzers=tuple(dict.fromkeys(values["analyzers"])),
        threshold=Severity[values["severity_threshold"]],
        exclude_patterns=tuple(values["exclude_patterns"]),
    )


class FoundFinding(serializers.Serializer[Any]):
    """A defect as one analysis saw it."""

    id = serializers.CharField(help_text="The finding's id for life.")
    analyzer = serializers.ChoiceField(ANALYZERS)
    severity = serializers.ChoiceField(_SEVERITIES)
    file = serializers.CharField(help_text="Relative to the workspace.")
    line = serializers.IntegerField(min_value=1)
    column = serializers.IntegerField(min_value=1, allow_null=True, required=False)
    description = serializers.CharField()
    recommendation = serializers.CharField(help_text="What to write instead.")
    code_snippet = serializers.CharField(allow_null=True, required=False)
    complexity_score = serializers.IntegerField(required=False, help_text="On findings of the complexity analyzer.")
    confidence = serializers.FloatField(min_value=0, max_value=1)
    status = serializers.ChoiceField(
        [Status.OPEN.value, Status.IGNORED.value, Status.WONTFIX.value],
        required=False,
        help_text="As staff had decided when the analysis ran.",
    )
    metadata = serializers.DictField(
        required=False, help_text="`rule`, `cwe` where one applies, `end_line`, `function`, and the analyzer's own."
    )


class Summary(serializers.Serializer[Any]):
    """How many findings the answer holds."""

    total_issues = serializers.IntegerField(min_value=0)
    critical = serializers.IntegerField(min_value=0)
    high = serializers.IntegerField(min_value=0)
    medium = serializers.IntegerField(min_value=0)
    low = serializers.IntegerField(min_value=0)


class FoundDiagnostic(serializers.Serializer[Any]):
    """Why a file, or a part of one, was not analysed as asked."""

    path = serializers.CharField(allow_blank=True)
    kind = serializers.CharField()
    message = serializers.CharField()
    line = serializers.IntegerField(allow_null=True)


class FoundSuppression(serializers.Serializer[Any]):
    """A defect that a comment in the source silenced."""

    file = serializers.CharField()
    line = serializers.IntegerField()
    rule = serializers.CharField()
    by = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)


class AnalysisMetadata(serializers.Serializer[Any]):
    """What was looked at, with what, and at which revision of the code."""

    version = serializers.CharField()
    engine_version = serializers.CharField()
    analyzers = serializers.ListField(child=serializers.CharField())
    severity_threshold = serializers.CharField()
    exclude_patterns = serializers.ListField(child=serializers.CharField())
    files_analyzed = serializers.IntegerField()
    lines_analyzed = serializers.IntegerField()
    cache_hits = serializers.IntegerField(help_text="Files whose earlier result still held.")
    suppressed = serializers.IntegerField()
    passed_over = serializers.DictField(child=serializers.IntegerField(), help_text="Files left out, by reason.")
    new_findings = serializers.IntegerField()
    reopened_findings = serializers.IntegerField()
    resolved_findings = serializers.IntegerField()
    commit = serializers.CharField(allow_blank=True, help_text="Empty outside a git work tree.")
    branch = serializers.CharField(allow_blank=True)
    dirty = serializers.BooleanField(allow_null=True, help_text="Whether the analysed code differs from the commit.")


class AnalysisAnswer(serializers.Serializer[Any]):
    """A finished analysis."""

    analysis_id = serializers.UUIDField()
    path = serializers.CharField(help_text="Exactly as asked.")
    timestamp = serializers.DateTimeField()
    project = serializers.CharField(required=False)
    summary = Summary()
    findings = FoundFinding(many=True)
    diagnostics = FoundDiagnostic(many=True, required=False)
    suppressions = FoundSuppression(many=True, required=False)
    metadata = AnalysisMetadata(required=False)
    execution_time_ms = serializers.IntegerField(min_value=0)
    report = serializers.CharField(required=False, help_text="With `format` `text` or `html`.")


class AnalysisAcceptance(serializers.Serializer[Any]):
    """An analysis that is not finished yet."""

    analysis_id = serializers.UUIDField()
    status = serializers.ChoiceField(Analysis.UNFINISHED)
    path = serializers.CharField()


class BatchEntry(serializers.Serializer[Any]):
    """One path of a batch."""

    path = serializers.CharField()
    status = serializers.ChoiceField(["pending", "processing", "success", "failed"])
    analysis_id = serializers.UUIDField(allow_null=True, help_text="Null for a path that names nothing to analyse.")
    error = serializers.CharField(allow_null=True)


class BatchAnswer(serializers.Serializer[Any]):
    """How far a batch is."""

    batch_id = serializers.CharField()
    total_paths = serializers.IntegerField(min_value=1, max_value=MAXIMUM_PATHS)
    status = serializers.ChoiceField(["processing", "completed", "partial_failure"])
    completed = serializers.IntegerField(min_value=0)
    failed = serializers.IntegerField(min_value=0)
    results = BatchEntry(many=True)
