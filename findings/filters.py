"""What a request for findings may filter and order by."""

from collections.abc import Iterable
from typing import Any

from findings.criteria import Criteria
from findings.issues import MAX_PATH_BYTES
from findings.listing import ORDERS, Page, key_in
from findings.models import Status
from findings.severity import Severity
from hefesto_site.access.credentials import Credential
from hefesto_site.access.selectors import project_named
from hefesto_site.api import fields
from hefesto_site.api.errors import Fault
from hefesto_site.api.pagination import Paginated
from hefesto_site.api.serializers import Period

ANY_STATUS = "all"
DEFAULT_ORDERING = "-first_seen"


class FindingsFilter(Period):
    """Filters that all hold."""

    file_path = fields.String(max_length=MAX_PATH_BYTES, required=False, help_text="Findings of this file.")
    path_prefix = fields.String(
        max_length=MAX_PATH_BYTES, required=False, help_text="Findings of files whose path begins so: `src/payment/`."
    )
    analyzer = fields.String(max_length=50, required=False, help_text="Findings of this analyzer.")
    rule = fields.String(max_length=100, required=False, help_text="Findings of this rule.")
    cwe = fields.Integer(min_value=1, max_value=2**31 - 1, required=False, help_text="Findings of this CWE, by number.")
    severity = fields.Choice([s.name for s in Severity], required=False, help_text="Findings of this severity.")
    status = fields.Choice(
        [*Status.values, ANY_STATUS], default=Status.OPEN.value, help_text="Findings of this status, or of any."
    )
    project = fields.String(max_length=100, required=False, help_text="Findings of this project.")
    q = fields.String(
        max_length=200, required=False, help_text="Words of description, rule and path; the last may be a beginning."
    )


class FindingsQuery(FindingsFilter, Paginated):
    """A page of a list of findings. The dates are those of `timestamp`, when a finding was seen last."""

    ordering = fields.Choice(
        list(ORDERS), default=DEFAULT_ORDERING, help_text="`first_seen`, `severity` or `file_path`; `-` turns it round."
    )
    cursor = fields.String(
        max_length=4096,
        required=False,
        help_text="`next_cursor` of the page before: as fast on the last page as on the first, and nothing is missed or"
        " shown twice while findings come and go. Goes with the same filters and ordering, and without `offset`.",
    )

    def cross_check(self, values: dict[str, Any]) -> Iterable[Fault]:
        """A cursor must be one of this ordering, and stands in place of an offset."""
        yield from super().cross_check(values)
        cursor = values.get("cursor")
        if cursor is None:
            return
        if "ordering" in values and key_in(cursor, values["ordering"]) is None:
            yield Fault("cursor", "Value must be the next_cursor of a page in the same ordering", "value_error.cursor")
        if values.get("offset"):
            yield Fault("offset", "Value must be left out where a cursor is given", "value_error.cursor")


def criteria_of(values: dict[str, Any], credential: Credential | None) -> Criteria:
    """What checked values ask for, within what the caller may see. Raises as `project_named` does."""
    severity = values.get("severity")
    return Criteria(
        project_ids=_project_ids(values.get("project"), credential),
        status=None if values["status"] == ANY_STATUS else values["status"],
        severity=Severity[severity] if severity else None,
        since=values.get("start_date"),
        until=values.get("end_date"),
        **{name: values.get(name) for name in ("file_path", "path_prefix", "analyzer", "rule", "cwe", "q")},
    )


def _project_ids(slug: str | None, credential: Credential | None) -> tuple[int, ...] | None:
    if slug is not None:
        return (project_named(slug, credential).pk,)
    if credential is None or credential.project_ids is None:
        return None
    return tuple(sorted(credential.project_ids))


def page_of(values: dict[str, Any], credential: Credential | None) -> Page:
    """The page that checked values ask for. Raises as `project_named` does."""
    cursor = values.get("cursor")
    return Page(
        criteria=criteria_of(values, credential),
        ordering=values["ordering"],
        limit=values["limit"],
        offset=values["offset"],
        after=key_in(cursor, values["ordering"]) if cursor is not None else None,
    )
