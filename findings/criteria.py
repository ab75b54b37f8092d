"""Which findings are asked for, and how a statement says so: each condition in words that an index knows."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from findings.severity import Severity

Conditions = list[tuple[str, tuple[Any, ...]]]

_WORD = re.compile(r"[^\W_]+")
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
        if self.since is not None:
            first = day_of(self.since)
            conditions.append(("seen_on >= %s", (first,)))
            if not starts_day(self.since):
                conditions.append(("(seen_on > %s OR last_seen >= %s)", (first, self.since)))
        if self.until is not None:
            last = day_of(self.until)
            conditions.append(("seen_on <= %s", (last,)))
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
            conditions.append(_of_words(_WORD.findall(self.q)))
        return conditions

    @property
    def conditions(self) -> Conditions:
        """All of them."""
        return self.of_kind + self.of_time + self.of_text


def _of_words(words: list[str]) -> tuple[str, tuple[Any, ...]]:
    """Every word begins a word of the finding; signs alone find nothing."""
    if not words:
        return "false", ()
    query = " & ".join(f"'{word}':*" for word in words)
    return "findings_words(description, rule, file_path) @@ to_tsquery('pg_catalog.simple', %s)", (query,)


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
