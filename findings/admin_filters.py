"""The admin's filters on findings: their choices and counts come out of the ledger, whatever the table's size."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, cast

from django.contrib import admin
from django.contrib.admin.options import IS_FACETS_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet, Sum
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from findings.models import Finding, LedgerEntry, Status
from findings.severity import Severity
from hefesto_site.access.models import Project

ANY: Final = "all"
_MOST_FOUND: Final = 10_000


class KindFilter(admin.SimpleListFilter):
    """A filter on something that the ledger counts by."""

    parameter_name: str
    default: ClassVar[str | None] = None  # chosen where the request chooses nothing; `all` then stands for anything
    is_long: ClassVar[bool] = False  # has so many choices that those which find nothing are left out

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """What there are findings of."""
        names = LedgerEntry.objects.exclude(**{self.parameter_name: None}).values_list(self.parameter_name, flat=True)
        return [(str(name), str(name)) for name in names.order_by(self.parameter_name).distinct()]

    def value(self) -> str | None:
        """What is chosen; None: anything."""
        chosen = super().value()
        chosen = self.default if chosen is None else chosen
        return None if chosen == ANY else chosen

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:  # noqa: ARG002
        """The findings of the kind."""
        try:
            return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error

    def choices(self, changelist: ChangeList) -> Any:
        """The choices, with how many findings each would leave."""
        counts = self.counts(changelist)
        yield self._choice(changelist, ANY if self.default else None, "All", self.value() is None)
        for value, title in self.lookup_choices:
            if self.is_long and counts is not None and not counts.get(str(value)) and self.value() != str(value):
                continue
            shown = str(title) if counts is None else f"{title} ({counts.get(str(value), 0):,})"
            yield self._choice(changelist, str(value), shown, self.value() == str(value))

    def _choice(self, changelist: ChangeList, value: str | None, shown: str, is_selected: bool) -> dict[str, Any]:
        query = {self.parameter_name: value} if value else {}
        remove = [] if value else [self.parameter_name]
        return {"selected": is_selected, "query_string": changelist.get_query_string(query, remove), "display": shown}

    def counts(self, changelist: ChangeList) -> Mapping[str, int] | None:
        """How many findings each choice would leave, with the other filters as they are; None if words are sought."""
        chosen = kinds_chosen(self.request.GET)
        if chosen is None or not changelist.add_facets:
            return None
        others = {name: value for name, value in chosen.items() if name != self.parameter_name}
        rows = LedgerEntry.objects.filter(**others).values_list(self.parameter_name).annotate(Sum("n"))
        return {str(value): total for value, total in rows.order_by()}


class StatusFilter(KindFilter):
    """By status; what is open is what there is to do."""

    title = "status"
    parameter_name = "status"
    default = Status.OPEN.value

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """All of them."""
        return [(status.value, str(status.label)) for status in Status]


class SeverityFilter(KindFilter):
    """By severity, the worst first."""

    title = "severity"
    parameter_name = "severity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """All of them."""
        return [(str(severity.value), severity.name) for severity in reversed(Severity)]


class AnalyzerFilter(KindFilter):
    """By analyzer."""

    title = "analyzer"
    parameter_name = "analyzer"


class ProjectFilter(KindFilter):
    """By project."""

    title = "project"
    parameter_name = "project"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """All of them, by their slugs."""
        return [(str(pk), slug) for pk, slug in Project.objects.values_list("pk", "slug").order_by("slug")]


class RuleFilter(KindFilter):
    """By rule."""

    title = "rule"
    parameter_name = "rule"
    is_long = True


class CweFilter(KindFilter):
    """By CWE."""

    title = "CWE"
    parameter_name = "cwe"
    is_long = True


KIND_FILTERS: Final = (StatusFilter, SeverityFilter, ProjectFilter, AnalyzerFilter, RuleFilter, CweFilter)
_NO_FILTERS: Final = frozenset({PAGE_VAR, ORDER_VAR, IS_FACETS_VAR, ALL_VAR, ERROR_FLAG})


class FindingsChangeList(ChangeList):
    """The list, in orders that an index has."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """Ids in the direction of what comes before them: an index goes one way."""
        ordering = list(super().get_ordering(request, queryset))
        is_ascending = not str(ordering[0]).startswith("-")
        return [*ordering[:-1], "pk"] if is_ascending and ordering[-1] in {"-pk", "-id"} else ordering


class LedgerPaginator(Paginator[Finding]):
    """Pages whose number the ledger knows, where only what it counts by was chosen; otherwise they are counted."""

    def __init__(self, request: HttpRequest, queryset: QuerySet[Finding], per_page: int) -> None:
        super().__init__(queryset, per_page)
        self._kinds = kinds_chosen(request.GET)

    @cached_property
    def count(self) -> int:
        """How many findings there are on all pages; of a search, as many as somebody may look through."""
        if self._kinds is None:
            return cast("QuerySet[Finding]", self.object_list).order_by()[:_MOST_FOUND].count()
        return LedgerEntry.objects.filter(**self._kinds).aggregate(total=Sum("n"))["total"] or 0


def kinds_chosen(query: QueryDict) -> dict[str, str] | None:
    """What the filters say; None if the query holds more than they do."""
    chosen = {one.parameter_name: query.get(one.parameter_name, one.default) for one in KIND_FILTERS}
    if any(value for name, value in query.items() if name not in chosen and name not in _NO_FILTERS):
        return None
    return {name: value for name, value in chosen.items() if value and value != ANY}
