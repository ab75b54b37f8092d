"""Analyses and batches in the admin: to look at, not to change."""

from collections.abc import Iterable
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
from analysis.reports.wording import SEVERITIES, counted, titled
from findings import admin_display
from findings.models import Finding
from findings.visible import visible

_FINDINGS_SHOWN = 50


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

    list_display = ("asked_path", "project", "outcome", "found", "changes", "revision", "created_at", "report_link")
    list_display_links = ("asked_path",)
    list_filter = ("state", "project", "created_at")
    list_select_related = ("project",)
    search_fields = ("path", "commit")
    search_help_text = "Part of a path, or a commit."
    ordering = ("-id",)
    show_facets = admin.ShowFacets.ALLOW
    show_full_result_count = False  # counting every analysis there ever was, for a number nobody reads
    list_per_page = 50
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("outcome", "found", "changes", "suppressed")}),
        ("Worst findings", {"fields": ("findings",)}),
        ("Looked at", {"fields": ("project", "extent", "revision", "diagnostics_told")}),
        (
            "Asked for",
            {
                "fields": (
                    *("analyzers_told", "severity_threshold", "exclusions", "format", "requested_by"),
                    "batch_link",
                )
            },
        ),
        (
            "Run",
            {
                "classes": ("collapse",),
                "fields": ("id", "created_at", "started_at", "finished_at", "seconds", "attempts", "engine_version"),
            },
        ),
    )

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("findings/admin.css",)}

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Those that saw a finding are asked for by its page."""
        return lookup == "occurrences__finding" or super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Analysis]:
        """Without the diagnostics, which a list does not show and which may be long."""
        rows = super().get_queryset(request)
        return rows.defer("diagnostics") if request.resolver_match and not request.resolver_match.kwargs else rows

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Under what was asked for."""
        context |= {"title": titled(kwargs["obj"].path), "subtitle": None}
        return super().render_change_form(request, context, *args, **kwargs)

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
    def asked_path(self, analysis: Analysis) -> SafeString:
        """The path, with nothing in it that hides."""
        return admin_display.breakable(titled(analysis.path))

    @admin.display(description="State", ordering="state")
    def outcome(self, analysis: Analysis) -> str | SafeString:
        """Where it stands, and why it failed if it did."""
        state = str(Analysis.State(analysis.state).label)
        if not analysis.error_code:
            return state
        return format_html(
            '<span class="failure">{}</span> {}: {}', state, analysis.error_code, visible(analysis.error_message)
        )

    @admin.display(description="Found")
    def found(self, analysis: Analysis) -> SafeString:
        """How much of each severity."""
        counts = [
            (name, f"{getattr(analysis, name):,}", name.upper()) for name in SEVERITIES if getattr(analysis, name)
        ]
        shown = format_html_join(" ", '<span class="finding-badge {}">{} {}</span>', counts)
        return shown or SafeString("-" if analysis.state != Analysis.State.COMPLETED else "nothing")

    @admin.display(description="Changes")
    def changes(self, analysis: Analysis) -> str:
        """What became of findings by it."""
        counts = {
            "new": analysis.new_findings,
            "reopened": analysis.reopened_findings,
            "resolved": analysis.resolved_findings,
        }
        return ", ".join(f"{count:,} {word}" for word, count in counts.items() if count) or "-"

    @admin.display(description="Extent")
    def extent(self, analysis: Analysis) -> str:
        """How much was looked at."""
        return f"{counted(analysis.files_analyzed, 'file')}, {counted(analysis.lines_analyzed, 'line')}"

    @admin.display(description="Analyzers")
    def analyzers_told(self, analysis: Analysis) -> str:
        """Which."""
        return ", ".join(name.replace("_", " ") for name in analysis.analyzers)

    @admin.display(description="Excluded")
    def exclusions(self, analysis: Analysis) -> SafeString:
        """What was left out."""
        return format_html_join(
            " ", "<code>{}</code>", ((visible(one),) for one in analysis.exclude_patterns)
        ) or SafeString("-")

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

    @admin.display(description="As they are now")
    def findings(self, analysis: Analysis) -> str | SafeString:
        """The worst findings it saw, as they are now."""
        seen = Occurrence.objects.filter(analysis=analysis).select_related("finding")
        rows = [occurrence.finding for occurrence in seen.order_by("-finding__severity", "finding")[:_FINDINGS_SHOWN]]
        total = sum(getattr(analysis, name) for name in SEVERITIES)
        rest = f"and {total - len(rows):,} more, in the report" if total > len(rows) else ""
        return format_html("{}{}", _table(map(_line, rows)), rest) if rows else "-"

    @admin.display(description="Diagnostics")
    def diagnostics_told(self, analysis: Analysis) -> str | SafeString:
        """What was not analysed as asked."""
        if not analysis.diagnostics:
            return "-"
        shown = analysis.diagnostics[:_FINDINGS_SHOWN]
        return _table(
            (format_html("<code>{}</code>", visible(told["path"])), visible(told["message"])) for told in shown
        )


def _line(finding: Finding) -> tuple[object, ...]:
    link = format_html(
        '<a href="{}">{}</a>{}',
        reverse("admin:findings_finding_change", args=[finding.pk]),
        admin_display.shortened(finding.description),
        admin_display.place(finding),
    )
    return admin_display.severity_badge(finding), link, admin_display.status_badge(finding)


def _table(rows: Iterable[Iterable[object]]) -> SafeString:
    cells = ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in rows)
    return format_html('<table class="finding-lines">{}</table>', format_html_join("", "<tr>{}</tr>", cells))


@admin.register(Batch)
class BatchAdmin(ReadOnly, admin.ModelAdmin[Batch]):
    """What was asked for at once, and how far it is."""

    list_display = ("told_id", "created_at", "total_paths", "succeeded", "failed", "requested_by")
    list_select_related = ("requested_by",)
    ordering = ("-id",)
    show_full_result_count = False
    list_per_page = 50
    fields = ("created_at", "requested_by", "succeeded", "failed", "paths")

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("findings/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Batch]:
        """With the counts of its analyses: at most a hundred rows each, by the index on their batch."""
        ended = {
            "succeeded_count": Count("analyses", filter=Q(analyses__state=Analysis.State.COMPLETED)),
            "failed_count": Count("analyses", filter=Q(analyses__state=Analysis.State.FAILED)),
        }
        return super().get_queryset(request).annotate(**ended)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Under its name."""
        context |= {"title": f"Batch of {counted(kwargs['obj'].total_paths, 'path')}"}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Batch", ordering="id")
    def told_id(self, batch: Batch) -> str:
        """The id that callers see."""
        return batch.public_id

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
        return _table(
            (self._link(entry), entry["status"], visible(entry["error"] or ""))
            for entry in batches.progress(batch)["results"]
        )

    def _link(self, entry: dict[str, Any]) -> str | SafeString:
        if entry["analysis_id"] is None:
            return visible(entry["path"])
        address = reverse("admin:analysis_analysis_change", args=[entry["analysis_id"]])
        return format_html('<a href="{}">{}</a>', address, visible(entry["path"]))
