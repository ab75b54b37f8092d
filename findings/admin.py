"""Findings in the admin: found quickly, looked at closely, decided about alone or many at once."""

from typing import Any, ClassVar, Final, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from findings import admin_display, services
from findings.admin_filters import KIND_FILTERS, FindingsChangeList, LedgerPaginator
from findings.exceptions import ImpossibleTransition
from findings.models import Finding, FindingEvent, FindingQuerySet, Status
from findings.prose import prose
from findings.selectors import related_to
from findings.serializers import MAX_COMMENT_LENGTH, details_of
from findings.visible import visible
from hefesto_site.api.identifiers import decode

MOST_AT_ONCE: Final = 10_000  # findings that one action changes; all of them are locked meanwhile
_LONG_TEXTS: Final = ("recommendation", "code_snippet", "metadata")


class ReasonForm(ActionForm):
    """What is asked beside an action."""

    reason = forms.CharField(
        label="",
        required=False,
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.TextInput(attrs={"placeholder": "Reason, for the history", "aria-label": "Reason"}),
    )


class DecisionForm(forms.ModelForm[Finding]):
    """The one thing about a finding that staff change."""

    decision = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Leave it as it is"),
            (Status.RESOLVED, "Resolve"),
            (Status.IGNORED, "Ignore"),
            (Status.WONTFIX, "Won't fix"),
            (Status.OPEN, "Reopen"),
        ],
    )
    comment = forms.CharField(
        required=False, max_length=MAX_COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 2, "cols": 80})
    )

    class Meta:
        model = Finding
        fields: ClassVar[list[str]] = []


class HistoryInline(admin.TabularInline[FindingEvent, Finding]):
    """What happened to a finding; nothing here can be changed."""

    model = FindingEvent
    fields = ("timestamp", "action", "who", "what")
    readonly_fields = fields
    ordering = ("id",)
    template = "admin/findings/finding/history.html"
    extra = 0
    can_delete = False
    verbose_name_plural = "History"

    @admin.display(description="Who")
    def who(self, event: FindingEvent) -> str:
        """The name as it was, or the system."""
        return visible(event.actor) or "Hefesto"

    @admin.display(description="What")
    def what(self, event: FindingEvent) -> str:
        """In words, with the comment."""
        return visible(details_of(event))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """History is written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """History stays."""
        return False


@admin.register(Finding)
class FindingAdmin(admin.ModelAdmin[Finding]):
    """Open findings first; every change goes through the service, and so into the history."""

    form = DecisionForm
    action_form = ReasonForm
    actions = ("resolve", "ignore", "wontfix", "reopen")
    actions_on_bottom = True
    inlines = (HistoryInline,)
    list_display = ("severity_badge", "told", "status_badge", "seen", "project")
    list_display_links = ("told",)
    list_filter = KIND_FILTERS
    list_select_related = ("project",)
    list_per_page = 50
    search_fields = ("description",)  # turns the box on; what it does is `get_search_results`
    search_help_text = "Words of description, rule and path (the last may be a beginning), or a finding's id."
    show_facets = admin.ShowFacets.ALWAYS  # out of the ledger: a few hundred rows, whatever the number of findings
    show_full_result_count = False
    sortable_by = ("severity_badge", "told")  # what an index is in the order of
    ordering = ("-id",)
    readonly_fields = (
        *("code", "flow", "advice", "sightings", "related", "public_id", "project", "analyzer", "confidence"),
        *("function", "class_name", "details", "updated_at", "updated_by"),
    )
    fieldsets = (
        (None, {"fields": ("code", "flow", "advice", "sightings", "related")}),
        ("Decide", {"fields": ("decision", "comment")}),
        (
            "More",
            {
                "classes": ("collapse",),
                "fields": (
                    *("public_id", "project", "analyzer", "confidence", "function", "class_name", "details"),
                    *("updated_at", "updated_by"),
                ),
            },
        ),
    )

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("findings/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Finding]:
        """Without the long texts, which a list does not show."""
        rows = super().get_queryset(request)
        is_list = bool(request.resolver_match and not request.resolver_match.kwargs)
        return rows.defer(*_LONG_TEXTS) if is_list else rows

    def get_fieldsets(self, request: HttpRequest, obj: Finding | None = None) -> Any:
        """The decision only for who may take it, the flow only where one is known."""
        may_decide = self.has_change_permission(request, obj)
        has_flow = obj is not None and bool(admin_display.flow(obj))
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field != "flow" or has_flow]})
            for name, options in super().get_fieldsets(request, obj)
            if may_decide or "decision" not in options["fields"]
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Under a heading that says what was found."""
        finding: Finding = kwargs["obj"]
        context |= {"heading": prose(finding.description), "summary": admin_display.summary(finding)}
        context |= {"title": str(finding), "subtitle": None}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[FindingsChangeList]:  # noqa: ARG002
        """The list that knows what indexes there are."""
        return FindingsChangeList

    def get_paginator(
        self,
        request: HttpRequest,
        queryset: QuerySet[Finding],
        per_page: int,
        orphans: int = 0,  # noqa: ARG002 - the framework's signature
        allow_empty_first_page: bool = True,  # noqa: ARG002 - the framework's signature
    ) -> Paginator[Finding]:
        """Pages that are counted by the ledger."""
        return LedgerPaginator(request, queryset, per_page)

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[Finding],
        search_term: str,
    ) -> tuple[QuerySet[Finding], bool]:
        """By the index of words, or by id."""
        if identifier := decode("finding", search_term.strip()):
            return queryset.filter(pk=identifier), False
        return (cast("FindingQuerySet", queryset).worded(search_term) if search_term else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Analyses find them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Finding | None = None) -> bool:  # noqa: ARG002
        """A finding stays, and with it what was decided."""
        return False

    def save_model(self, request: HttpRequest, obj: Finding, form: Any, change: bool) -> None:  # noqa: ARG002
        """Take the decision by the service."""
        if not (decision := form.cleaned_data["decision"]):
            return
        try:
            services.change_status(
                finding_id=obj.pk, to=Status(decision), by=_actor(request), comment=form.cleaned_data["comment"]
            )
        except ImpossibleTransition as conflict:
            self.message_user(request, f"{conflict.message}: somebody else may have decided.", messages.WARNING)

    @admin.action(description="Resolve", permissions=["change"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        """Say that they are fixed."""
        self._decide(request, queryset, Status.RESOLVED)

    @admin.action(description="Ignore", permissions=["change"])
    def ignore(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        """Say that they are none."""
        self._decide(request, queryset, Status.IGNORED)

    @admin.action(description="Won't fix", permissions=["change"])
    def wontfix(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        """Say that they are there to stay."""
        self._decide(request, queryset, Status.WONTFIX)

    @admin.action(description="Reopen", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        """Say that they are to be looked at again."""
        self._decide(request, queryset, Status.OPEN)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Finding], to: Status) -> None:
        ids = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(ids) > MOST_AT_ONCE:
            self.message_user(request, f"At most {MOST_AT_ONCE:,} findings at once: choose fewer.", messages.ERROR)
            return
        reason = ReasonForm(request.POST).data.get("reason", "")[:MAX_COMMENT_LENGTH]
        changed = services.change_status_of_many(finding_ids=ids, to=to, by=_actor(request), comment=reason)
        told = f"{changed:,} {'finding is' if changed == 1 else 'findings are'} {to.label.lower()} now."
        if unchanged := len(ids) - changed:
            told += f" {unchanged:,} had been so before."
        self.message_user(request, told, messages.SUCCESS)

    @admin.display(description="Finding", ordering="file_path")
    def told(self, finding: Finding) -> SafeString:
        """The description, shortened, where it is, and which rule says so."""
        return format_html(
            '{}<span class="finding-where">{} {}</span>',
            admin_display.shortened(finding.description),
            admin_display.place(finding),
            visible(finding.rule),
        )

    @admin.display(description="Seen")
    def seen(self, finding: Finding) -> SafeString:
        """When last, and how often if not once."""
        often = f"{finding.occurrence_count:,} times" if finding.occurrence_count > 1 else ""
        return format_html('{}<span class="finding-often">{}</span>', f"{finding.last_seen:%Y-%m-%d}", often)

    @admin.display(description="Severity", ordering="severity")
    def severity_badge(self, finding: Finding) -> SafeString:
        """The severity, coloured."""
        return admin_display.severity_badge(finding)

    @admin.display(description="Status")
    def status_badge(self, finding: Finding) -> SafeString:
        """The status, coloured."""
        return admin_display.status_badge(finding)

    @admin.display(description="Code")
    def code(self, finding: Finding) -> SafeString:
        """The snippet as it was seen last."""
        return admin_display.numbered_code(finding)

    @admin.display(description="How it comes about")
    def flow(self, finding: Finding) -> SafeString:
        """The way of the data, where it is known."""
        return admin_display.flow(finding)

    @admin.display(description="Instead")
    def advice(self, finding: Finding) -> SafeString:
        """What to write instead."""
        return prose(finding.recommendation)

    @admin.display(description="Seen")
    def sightings(self, finding: Finding) -> str:
        """How often, and when."""
        return admin_display.sightings(finding)

    @admin.display(description="Alike")
    def related(self, finding: Finding) -> SafeString:
        """Those of the same rule or CWE with the most similar code."""
        return admin_display.related(related_to(finding))

    @admin.display(description="Details")
    def details(self, finding: Finding) -> SafeString:
        """What the analyzer noted beside all this."""
        return admin_display.details(finding)


def _actor(request: HttpRequest) -> services.Actor:
    user = cast("User", request.user)
    return services.Actor(user.email or user.get_username(), user.pk)
