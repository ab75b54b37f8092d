"""Analyses and batches in the admin: to look at, not to change."""

from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from analysis import batches, reports, selectors
from analysis.models import Analysis, Batch, Occurrence
from findings.visible import visible

_FINDINGS_SHOWN = 100


class ReadOnly:
    """An admin in which nothing is added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may."""
        del request, obj
        return False


@admin.register(Analysis)
class AnalysisAdmin(ReadOnly, admin.ModelAdmin[Analysis]):
    """What was analysed, with which outcome."""

    list_display = (
        "asked_path",
        "project",
        "state",
        "critical",
        "high",
        "medium",
        "low",
        "new_findings",
        "resolved_findings",
        "revision",
        "seconds",
        "created_at",
        "report_link",
    )
    list_filter = ("state", "project", "created_at")
    list_select_related = ("project",)
    search_fields = ("path", "commit")
    search_help_text = "Part of a path, or a commit."
    ordering = ("-id",)
    show_facets = admin.ShowFacets.ALLOW
    show_full_result_count = False  # counting every analysis there ever was, for a number nobody reads
    list_per_page = 50
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("asked_path", "project", "state", "failure", "report_link", "batch_link", "requested_by")}),
        (
            "Found",
            {
                "fields": (
                    ("critical", "high", "medium", "low"),
                    ("new_findings", "reopened_findings", "resolved_findings", "suppressed"),
                    "findings",
                )
            },
        ),
        ("Looked at", {"fields": ("files_analyzed", "lines_analyzed", "revision", "diagnostics_told")}),
        ("Asked for", {"fields": ("analyzers", "severity_threshold", "exclude_patterns", "format")}),
        (
            "Run",
            {"fields": ("id", "created_at", "started_at", "finished_at", "seconds", "attempts", "engine_version")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Analysis]:
        """Without the diagnostics, which a list does not show and which may be long."""
        rows = super().get_queryset(request)
        return rows.defer("diagnostics") if request.resolver_match and not request.resolver_match.kwargs else rows

    def get_urls(self) -> list[URLPattern]:
        """The report, for who is logged in here and has no API key."""
        view = self.admin_site.admin_view(self.report)
        return [path("<uuid:analysis_id>/report/", view, name="analysis_analysis_report"), *super().get_urls()]

    def report(self, request: HttpRequest, analysis_id: UUID) -> HttpResponse:
        """The report as a page."""
        analysis = Analysis.objects.completed().filter(pk=analysis_id, result__isnull=False).first()
        if analysis is None or not self.has_view_permission(request, analysis):
            raise Http404
        page = reports.rendered(orjson.loads(selectors.answer_of(analysis)), "html")
        return HttpResponse(page, content_type=reports.MEDIA_TYPES["html"], headers=reports.headers("html"))

    @admin.display(description="Path", ordering="path")
    def asked_path(self, analysis: Analysis) -> str:
        """The path, with nothing in it that hides."""
        return visible(analysis.path)

    @admin.display(description="Revision")
    def revision(self, analysis: Analysis) -> str:
        """Branch, commit, and whether the code differed from it."""
        if not analysis.commit:
            return "-"
        return f"{visible(analysis.branch)} {analysis.commit[:10]}{' + changes' if analysis.dirty else ''}".strip()

    @admin.display(description="Seconds", ordering="execution_time_ms")
    def seconds(self, analysis: Analysis) -> str:
        """How long it took."""
        return "-" if analysis.execution_time_ms is None else f"{analysis.execution_time_ms / 1000:.2f}"

    @admin.display(description="Report")
    def report_link(self, analysis: Analysis) -> str | SafeString:
        """Where the report is."""
        if analysis.state != Analysis.State.COMPLETED:
            return "-"
        return format_html('<a href="{}">Report</a>', reverse("admin:analysis_analysis_report", args=[analysis.pk]))

    @admin.display(description="Batch")
    def batch_link(self, analysis: Analysis) -> str | SafeString:
        """The batch it belongs to."""
        if analysis.batch_id is None:
            return "-"
        address = reverse("admin:analysis_batch_change", args=[analysis.batch_id])
        return format_html('<a href="{}">{}</a>', address, analysis.batch)

    @admin.display(description="Failure")
    def failure(self, analysis: Analysis) -> str:
        """Why it failed."""
        return f"{analysis.error_code}: {analysis.error_message}" if analysis.error_code else "-"

    @admin.display(description="Findings seen")
    def findings(self, analysis: Analysis) -> str | SafeString:
        """The worst findings it saw, as they are now."""
        seen = Occurrence.objects.filter(analysis=analysis).select_related("finding")
        rows = [occurrence.finding for occurrence in seen.order_by("-finding__severity", "finding")[:_FINDINGS_SHOWN]]
        if not rows:
            return "-"
        return format_html_join(
            "",
            '<div><a href="{}">{}</a> {}</div>',
            (
                (reverse("admin:findings_finding_change", args=[row.pk]), visible(str(row)), row.get_severity_display())
                for row in rows
            ),
        )

    @admin.display(description="Diagnostics")
    def diagnostics_told(self, analysis: Analysis) -> str | SafeString:
        """What was not analysed as asked."""
        if not analysis.diagnostics:
            return "-"
        return format_html_join(
            "",
            "<div>{}: {}</div>",
            ((visible(told["path"]), visible(told["message"])) for told in analysis.diagnostics[:_FINDINGS_SHOWN]),
        )


@admin.register(Batch)
class BatchAdmin(ReadOnly, admin.ModelAdmin[Batch]):
    """What was asked for at once, and how far it is."""

    list_display = ("public_id", "created_at", "total_paths", "succeeded", "failed", "requested_by")
    list_select_related = ("requested_by",)
    ordering = ("-id",)
    show_full_result_count = False
    list_per_page = 50
    fields = ("public_id", "created_at", "requested_by", "total_paths", "paths")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Batch]:
        """With the counts of its analyses: at most a hundred rows each, by the index on their batch."""
        ended = {
            "succeeded_count": Count("analyses", filter=Q(analyses__state=Analysis.State.COMPLETED)),
            "failed_count": Count("analyses", filter=Q(analyses__state=Analysis.State.FAILED)),
        }
        return super().get_queryset(request).annotate(**ended)

    @admin.display(description="Succeeded")
    def succeeded(self, batch: Batch) -> int:
        """How many paths were analysed."""
        return int(batch.succeeded_count)  # type: ignore[attr-defined]

    @admin.display(description="Failed")
    def failed(self, batch: Batch) -> int:
        """How many were not, those refused at once included."""
        return int(batch.failed_count) + len(orjson.loads(batch.refused_json))  # type: ignore[attr-defined]

    @admin.display(description="Paths")
    def paths(self, batch: Batch) -> SafeString:
        """Each path, with its analysis."""
        return format_html_join(
            "",
            "<div>{} {} {}</div>",
            (
                (self._link(entry), entry["status"], entry["error"] or "")
                for entry in batches.progress(batch)["results"]
            ),
        )

    def _link(self, entry: dict[str, Any]) -> str | SafeString:
        if entry["analysis_id"] is None:
            return visible(entry["path"])
        address = reverse("admin:analysis_analysis_change", args=[entry["analysis_id"]])
        return format_html('<a href="{}">{}</a>', address, visible(entry["path"]))
