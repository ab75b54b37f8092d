"""The ledgers that the database keeps of findings: exact counts without counting, and whether anything has changed."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db import connection, transaction

_LOCK_CLASS: Final = 0x48464E4C  # "HFNL": this module's advisory locks
_TIMEOUT_SECONDS: Final = 120
# Entries that could go; fewer cost readers nothing, and each compaction ends every page that somebody keeps.
WORTH_COMPACTING: Final = 200
_COMPACT: Final = """
    WITH of_kind AS (
        SELECT {kind} FROM {table} GROUP BY {kind} HAVING count(*) > 1 OR sum(n) = 0
    ), gone AS (
        DELETE FROM {table} AS entry USING of_kind WHERE {same_kind} RETURNING entry.*
    ), kept AS (
        INSERT INTO {table} ({kind}, n) SELECT {kind}, sum(n) FROM gone GROUP BY {kind} HAVING sum(n) <> 0 RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) - (SELECT count(*) FROM kept)
"""
# One statement, so that both sides are of one moment.
_DIFFERENCES: Final = """
    SELECT {kind}, sum(counted), sum(in_ledger) FROM (
        SELECT {kind}, count(*) AS counted, 0 AS in_ledger FROM findings_finding GROUP BY {kind}
        UNION ALL
        SELECT {kind}, 0, n FROM {table}
    ) AS both_sides
    GROUP BY {kind} HAVING sum(counted) <> sum(in_ledger)
"""
_COUNT_ALL: Final = "INSERT INTO {table} ({kind}, n) SELECT {kind}, count(*) FROM findings_finding GROUP BY {kind}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """One table of counts, and what it counts by."""

    table: str
    kind: tuple[str, ...]

    def statement(self, template: str) -> str:
        """The template with the table's and its columns' names in it."""
        return template.format(table=self.table, kind=", ".join(self.kind), same_kind=self._same_kind)

    @property
    def _same_kind(self) -> str:
        # Null is a CWE like another; for the rest, plain equality lets the server hash.
        equals = {"cwe": "IS NOT DISTINCT FROM"}
        return " AND ".join(f"entry.{name} {equals.get(name, '=')} of_kind.{name}" for name in self.kind)


LEDGERS: Final = (
    Ledger("findings_ledgerentry", ("project_id", "status", "severity", "analyzer", "rule", "cwe")),
    Ledger("findings_dayledgerentry", ("project_id", "status", "seen_on")),
)


class Stamp(NamedTuple):
    """The state of the findings of some projects: another one, when anything about them has changed.

    Entries are only added, or replaced by newer ones, and those of a long transaction may appear behind
    newer ones: neither their number nor the newest alone would do.
    """

    entries: int
    newest: int
    sum_of_ids: int


class Difference(NamedTuple):
    """A kind of finding whose ledger does not hold its count."""

    table: str
    kind: tuple[object, ...]
    counted: int
    in_ledger: int


@transaction.atomic
def compact(*, at_least: int = WORTH_COMPACTING) -> int:
    """Replace the entries of each kind by one, where at least so many can go; returns how many entries went.

    Sums stay what they are at every moment and under any number of writers: what is summed is exactly
    what this statement removed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, 0)", [_LOCK_CLASS])
        if not cursor.fetchone()[0]:
            return 0
    return sum(_compact(each, at_least) for each in LEDGERS)


def _compact(ledger: Ledger, at_least: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(ledger.statement("SELECT count(*), count(DISTINCT ({kind})) FROM {table}"))
        entries, kinds = cursor.fetchone()
        if entries - kinds < at_least:
            return 0
        cursor.execute(ledger.statement(_COMPACT))
        return int(cursor.fetchone()[0])


def differences() -> list[Difference]:
    """Every kind whose ledger does not hold what counting the findings gives: none, unless triggers were off."""
    return [difference for ledger in LEDGERS for difference in _differences(ledger)]


def _differences(ledger: Ledger) -> list[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(ledger.statement(_DIFFERENCES))
        return [Difference(ledger.table, row[:-2], int(row[-2]), int(row[-1])) for row in cursor.fetchall()]


@transaction.atomic
def rebuild() -> None:
    """Count all findings anew. Findings cannot be changed meanwhile; reading goes on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{_TIMEOUT_SECONDS}s"])
        cursor.execute("LOCK TABLE findings_finding IN SHARE ROW EXCLUSIVE MODE")
        for ledger in LEDGERS:
            cursor.execute(ledger.statement("DELETE FROM {table}"))
            cursor.execute(ledger.statement(_COUNT_ALL))
