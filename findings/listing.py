"""Pages of findings, in orders that an index has, by offset or from where the last page ended."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from findings.criteria import Conditions, Criteria, statement

_COLUMNS: Final = (
    "id, last_seen, file_path, line, analyzer, severity, description, status, first_seen, occurrence_count"
)
# Of many, the first ones along an index of the order; their ids come first, so that a deep offset passes over entries
# of the index and not over rows.
_WALK: Final = f"""
    WITH page AS (SELECT id FROM findings_finding {{where}} ORDER BY {{order}} LIMIT %s OFFSET %s)
    SELECT {_COLUMNS} FROM page JOIN findings_finding USING (id) ORDER BY {{order}}
"""  # noqa: S608 - this module's own names
# Of few, all of them along an index of the filters, then sorted: a walk along the order could pass over everything.
_GATHER: Final = f"""
    WITH gathered AS MATERIALIZED (SELECT {{columns}} FROM {{found}}),
    page AS (SELECT id FROM gathered {{where}} ORDER BY {{order}} LIMIT %s OFFSET %s)
    SELECT {_COLUMNS} FROM page JOIN findings_finding USING (id) ORDER BY {{order}}
"""  # noqa: S608 - this module's own names
_FEW: Final = 2_000
_FEW_WITH_WORDS: Final = 20_000  # a walk makes out the words of every row that it passes over
_FEW_OF_DAYS: Final = 100_000  # all of it in one index; a walk could begin years away from the first of them


@dataclass(frozen=True, slots=True)
class Order:
    """An order that is the same each time: the last column is unique."""

    columns: tuple[str, ...]
    is_descending: bool

    @property
    def clause(self) -> str:
        """What follows ORDER BY."""
        direction = "DESC" if self.is_descending else "ASC"
        return ", ".join(f"{column} {direction}" for column in self.columns)

    def after(self, key: Sequence[Any]) -> Conditions:
        """What comes after the row of this key."""
        sign = "<" if self.is_descending else ">"
        row = f"({', '.join(self.columns)}) {sign} ({', '.join(['%s'] * len(self.columns))})"
        # The first column alone, too: an index may not hold the others.
        return [(row, tuple(key)), (f"{self.columns[0]} {sign}= %s", (key[0],))]


# Ids are in the order of first sight. A re-run changes nothing that is sorted by, so pages hold while analyses run.
ORDERS: Final = {
    f"{'-' if is_descending else ''}{name}": Order(columns, is_descending)
    for name, columns in {
        "first_seen": ("id",),
        "severity": ("severity", "id"),
        "file_path": ("file_path", "line", "id"),
    }.items()
    for is_descending in (True, False)
}


class Row(NamedTuple):
    """What a list shows of a finding."""

    id: UUID
    last_seen: Any
    file_path: str
    line: int
    analyzer: str
    severity: int
    description: str
    status: str
    first_seen: Any
    occurrence_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list is asked for."""

    criteria: Criteria
    ordering: str
    limit: int
    offset: int
    after: tuple[Any, ...] | None = None  # the key of the last row of the page before


def rows_of(page: Page, total: int, *, few: int | None = None) -> tuple[list[Row], bool]:
    """The page's rows, and whether more follow; `total` meet the criteria, and are gathered if they are few."""
    if page.offset >= total:
        return [], False
    few = _few(page.criteria) if few is None else few
    order = ORDERS[page.ordering]
    after = order.after(page.after) if page.after else []
    if total <= few:
        # Only what is sorted by: often the index of the filters holds all of it.
        gather = _GATHER.replace("{columns}", ", ".join(order.columns))
        template, found = page.criteria.sift(gather.replace("{where}", "{after}"))
        query, parameters = statement(template.replace("{after}", "{where}"), after)
        parameters = found + parameters
    else:
        query, parameters = statement(_WALK, page.criteria.conditions + after)
    with connection.cursor() as cursor:
        cursor.execute(query.replace("{order}", order.clause), [*parameters, page.limit + 1, page.offset])
        rows = [Row(*row) for row in cursor.fetchall()]
    return rows[: page.limit], len(rows) > page.limit


def _few(criteria: Criteria) -> int:
    """How many findings are better gathered than walked to."""
    if criteria.q is not None:
        return _FEW_WITH_WORDS
    return _FEW_OF_DAYS if criteria.is_of_period and not criteria.cut_days else _FEW


def cursor_after(row: Row, ordering: str) -> str:
    """Where the next page begins, as text that callers hand back."""
    values = [getattr(row, column) for column in ORDERS[ordering].columns]
    return base64.urlsafe_b64encode(orjson.dumps([ordering, *values])).decode().rstrip("=")


def key_in(cursor: str, ordering: str) -> tuple[Any, ...] | None:
    """The key that `cursor_after` put there; None for a cursor that is not one, or of another order."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        head, *key = values
        columns = ORDERS[ordering].columns
        read: dict[str, Callable[[Any], Any]] = {"id": UUID, "severity": _small, "line": _small, "file_path": _path}
        if head != ordering or len(key) != len(columns):
            return None
        return tuple(read[column](value) for column, value in zip(columns, key, strict=True))
    except (binascii.Error, ValueError, TypeError, AttributeError):
        return None


def _small(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise ValueError(value)
    return value


def _path(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return value
