"""How many findings there are: out of the ledgers wherever they know, by counting where they do not; always exact."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from findings.criteria import Conditions, Criteria, statement
from findings.ledger import Stamp

_KEPT_COUNTS: Final = 1024
_STAMP: Final = """
    SELECT count(*), max(id), sum(id), coalesce(sum(n) FILTER ({where}), 0) FROM findings_ledgerentry {where}
"""
_COUNT_ROWS: Final = "SELECT count(*) FROM {found}"
_COUNT_CUT_DAY: Final = "SELECT count(*) FROM findings_finding {where}"
_COUNT_DAYS: Final = "SELECT coalesce(sum(n), 0) FROM findings_dayledgerentry {where}"


def stamp_and_total(criteria: Criteria) -> tuple[Stamp, int]:
    """The state of the projects' findings, and how many of them meet the criteria, in one statement if possible."""
    needs_rows = bool(criteria.of_time or criteria.of_text)
    kind = [] if needs_rows else criteria.of_kind
    of_projects = Criteria(project_ids=criteria.project_ids).of_kind
    entries, newest, sum_of_ids, total = _row(*statement(_STAMP, kind or [("true", ())], of_projects))
    stamp = Stamp(entries, newest or 0, int(sum_of_ids or 0))
    return stamp, _counted(stamp, criteria) if needs_rows else int(total)


@lru_cache(maxsize=_KEPT_COUNTS)
def _counted(stamp: Stamp, criteria: Criteria) -> int:
    """Count once for each state of the findings: whoever turns pages, asks the same again."""
    del stamp  # part of the key
    if replace(criteria, project_ids=None, status=None, since=None, until=None) == Criteria():
        return _by_days(criteria)
    return int(_row(*criteria.sift(_COUNT_ROWS))[0])


def _by_days(criteria: Criteria) -> int:
    """Whole days out of the ledger; of a day that is cut, the rows."""
    cut = sorted(criteria.cut_days)
    whole: Conditions = [(text, values) for text, values in criteria.of_time if text.startswith("seen_on")]
    whole += [("seen_on <> %s", (day,)) for day in cut]
    parts = [statement(_COUNT_DAYS, criteria.of_kind + whole)]
    parts += [statement(_COUNT_CUT_DAY, [*criteria.conditions, ("seen_on = %s", (day,))]) for day in cut]
    return sum(int(_row(query, parameters)[0]) for query, parameters in parts)


def _row(query: str, parameters: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
