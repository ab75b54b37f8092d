"""Which findings are asked for, and how a statement says so: each condition in words that an index knows."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from findings.severity import Severity
from hefesto_site.api.identifiers import first_uuid7_after

Condition = tuple[str, tuple[Any, ...]]
Conditions = list[Condition]

STATUSES: Final = ("open", "resolved", "ignored", "wontfix")
_WORD = re.compile(r"[^\W_]+")
_WORDS: Final = "findings_words(findings_finding.description, findings_finding.rule, findings_finding.file_path)"
_AFTER_ALL: Final = "\U0010ffff"  # no path goes on with it, so it closes the range of a prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Filters that all hold; None leaves one out."""

    project_ids: tuple[int, ...] | None = None  # None: every project
    status: str | None = None
    severity: Severity | None = None
    analyzer: str | None = None
    rule: str | None = None
    cwe: int | None = None
    file_path: str | None = None
    path_prefix: str | None = None
    since: datetime | None = None  # last seen, both ends included
    until: datetime | None = None
    q: str | None = None

    @property
    def is_of_period(self) -> bool:
        """Whether it matters when a finding was seen."""
        return self.since is not None or self.until is not None

    @property
    def cut_days(self) -> set[date]:
        """Days of which the period holds a part."""
        cut = {day_of(self.since)} if self.since is not None and not starts_day(self.since) else set()
        return cut | ({day_of(self.until)} if self.until is not None and not ends_day(self.until) else set())

    @property
    def of_kind(self) -> Conditions:
        """Conditions on what the ledger of kinds counts by."""
        conditions: Conditions = []
        if self.project_ids is not None:
            conditions.append(("project_id = ANY(%s)", (list(self.project_ids),)))
        equal = {"status": self.status, "analyzer": self.analyzer, "rule": self.rule, "cwe": self.cwe}
        conditions += [(f"{name} = %s", (value,)) for name, value in equal.items() if value is not None]
        if self.severity is not None:
            conditions.append(("severity = %s", (int(self.severity),)))
        return conditions

    @property
    def of_time(self) -> Conditions:
        """Conditions on when a finding was seen last: by the day, and on the days at the ends by the moment."""
        conditions: Conditions = []
        if self.status is None and self.is_of_period:
            conditions.append(("status = ANY(%s)", (list(STATUSES),)))  # what the index of days begins with
        if self.since is not None:
            first = day_of(self.since)
            conditions.append(("seen_on >= %s", (first,)))
            if not starts_day(self.since):
                conditions.append(("(seen_on > %s OR last_seen >= %s)", (first, self.since)))
        if self.until is not None:
            last = day_of(self.until)
            conditions.append(("seen_on <= %s", (last,)))
            # What came up later cannot have been seen last before: a walk from the newest begins in the middle.
            conditions.append(("id < %s", (first_uuid7_after(self.until),)))
            if not ends_day(self.until):
                conditions.append(("(seen_on < %s OR last_seen <= %s)", (last, self.until)))
        return conditions

    @property
    def of_text(self) -> Conditions:
        """Conditions on paths and words."""
        conditions: Conditions = []
        if self.file_path is not None:
            conditions.append(("file_path = %s", (self.file_path,)))
        if self.path_prefix:
            conditions.append(("file_path >= %s AND file_path < %s", (self.path_prefix, self.path_prefix + _AFTER_ALL)))
        if self.q is not None:
            conditions.append(of_words(self.q))
        return conditions

    @property
    def conditions(self) -> Conditions:
        """All of them."""
        return self.of_kind + self.of_time + self.of_text

    def sift(self, template: str) -> tuple[str, list[Any]]:
        """The template with the findings in question for `{found}`, to be read all of them; and its parameters.

        Words are looked up first, and behind a fence: the planner would rather look through half the table's
        statuses at the same time.
        """
        if self.q is None:
            return statement(template.replace("{found}", "findings_finding {where}"), self.conditions)
        words = self.of_text[-1:]
        others = [condition for condition in self.conditions if condition not in words]
        fenced = "(SELECT * FROM findings_finding {where} OFFSET 0) AS findings_finding {where}"
        return statement(template.replace("{found}", fenced), words, others)


def of_words(q: str) -> Condition:
    """Every word of `q` is a word of the finding, the last one may begin one; signs alone find nothing."""
    words = _WORD.findall(q)
    if not words:
        return "false", ()
    query = " & ".join(f"'{word}'" for word in words) + ":*"
    return f"{_WORDS} @@ to_tsquery('pg_catalog.simple', %s)", (query,)


def statement(template: str, *conditions: Conditions) -> tuple[str, list[Any]]:
    """The template with a WHERE clause, or nothing, for each `{where}` in turn; and the clauses' parameters."""
    for of_clause in conditions:
        clause = "WHERE " + " AND ".join(text for text, _ in of_clause) if of_clause else ""
        template = template.replace("{where}", clause, 1)
    return template, [value for of_clause in conditions for _, values in of_clause for value in values]


def day_of(moment: datetime) -> date:
    """The day in UTC."""
    return moment.astimezone(UTC).date()


def starts_day(moment: datetime) -> bool:
    """Whether nothing of the day lies before."""
    return moment.astimezone(UTC).time() == time.min


def ends_day(moment: datetime) -> bool:
    """Whether nothing of the day lies after."""
    return moment.astimezone(UTC).time() == time.max
