"""The admin as a whole: its name, what comes first in it, and what its first page tells."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.admin import AdminSite
from django.db.models import Sum
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from analysis.models import Analysis
from analysis.reports.wording import titled
from findings.admin_display import breakable
from findings.models import LedgerEntry, Status
from findings.severity import Severity

_APPS_FIRST: Final = ("findings", "analysis", "iris", "metrics", "access")
_MODELS_FIRST: Final = ("Finding", "Analysis", "Batch", "Project", "ApiKey", "User", "Group")
_LATEST_SHOWN: Final = 8


class HefestoAdmin(AdminSite):
    """What staff do all day comes first, and every page is one click away in the header."""

    site_title = site_header = "Hefesto"
    index_title = "Overview"
    site_url = None  # there is no other site: the header leads to the API's pages
    enable_nav_sidebar = False  # the lists need the width; the header has the same links

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Apps and models in the order of their use."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _rank(model["object_name"], _MODELS_FIRST))
        return sorted(apps, key=lambda app: _rank(app["app_label"], _APPS_FIRST))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What is open, and what was analysed last, as far as the user may see it."""
        context = dict(extra_context or {})
        if request.user.has_perm("findings.view_finding") or request.user.has_perm("findings.change_finding"):
            context["open_findings"] = list(_open_findings())
        if request.user.has_perm("analysis.view_analysis"):
            context["latest_analyses"] = list(_latest_analyses())
        return super().index(request, context)


def _rank(name: str, order: tuple[str, ...]) -> int:
    return order.index(name) if name in order else len(order)


def _open_findings() -> Iterable[dict[str, object]]:
    """How many there are of each severity: out of the ledger, a few hundred rows whatever their number."""
    rows = LedgerEntry.objects.filter(status=Status.OPEN).values_list("severity").annotate(Sum("n")).order_by()
    counts = dict(rows)
    address = reverse("admin:findings_finding_changelist")
    for severity in reversed(Severity):
        yield {
            "name": severity.name.lower(),
            "count": f"{counts.get(severity.value, 0):,}",
            "address": f"{address}?severity={severity.value}",
        }


def _latest_analyses() -> Iterable[tuple[str, Analysis]]:
    """What was asked for, and what came of it."""
    rows = Analysis.objects.select_related("project").defer("diagnostics", "error_details")
    for analysis in rows.order_by("-id")[:_LATEST_SHOWN]:
        yield breakable(titled(analysis.path)), analysis
