"""Fills a database with findings as years of analyses leave them: `python -m bench.findings_data [COUNT]`.

The database is the one that the settings name: choose a folder of its own by HEFESTO_DATA_DIR.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import django
import orjson
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from findings import ledger
from hefesto_site.embedded import Hold

PROJECTS: Final = {"default": 90, "payments": 7, "billing": 2, "tools": 1}  # per cent of the findings
FILES: Final = 5_000
_RULES: Final = {"best_practices": 45, "code_smells": 40, "complexity": 5, "security": 10}  # of each analyzer
_SEVERITIES: Final = {
    "best_practices": (1, 1, 2),
    "code_smells": (1, 2, 2),
    "complexity": (2, 3),
    "security": (3, 3, 4),
}
_CWES: Final = (89, 78, 22, 79, 918, 601, 611, 90, 95, 502, 798, 327, 330, 295, 489, 377, 614, 347, 703, 605)
_BUCKETS: Final = 1_000
_WORDS: Final = (
    *("payment", "order", "invoice", "user", "account", "session", "cache"),
    *("queue", "report", "export", "import", "sync", "token", "audit"),
)
_SEED: Final = 20_251_030

# Random, yet the same each time: four numbers out of each row's own. Eight in a row are of one file, as an analysis
# writes them.
_FILL: Final = """
    INSERT INTO findings_finding
        (id, project_id, fingerprint, content, simhash, rule, analyzer, severity, cwe, file_path, line, "column",
         end_line, function, class_name, description, recommendation, code_snippet, confidence, metadata, status,
         first_seen, last_seen, missing_since, occurrence_count, updated_at, updated_by)
    SELECT
        (lpad(to_hex(floor(extract(epoch FROM first_seen) * 1000)::bigint), 12, '0') || '7' || substr(noise, 1, 3) || '8'
            || substr(noise, 4, 15))::uuid,
        project_id, decode(noise, 'hex') || int4send(n), n, hashint8extended(n, 9), rule, analyzer, severity, cwe,
        path, line, 1 + a %% 40, line + a %% 5, class_name || '.method_' || a %% 300, class_name,
        format(description, a %% 5000), recommendation, format(code_snippet, a %% 5000, a / 7 %% 300), 0.9,
        jsonb_build_object('symbol', 'value_' || a %% 5000), status, first_seen, last_seen,
        CASE WHEN status = 'resolved' THEN last_seen END, 1 + a %% 200, last_seen, ''
    FROM (
        SELECT *, CASE WHEN status = 'resolved' OR a %% 9 = 0
            THEN first_seen + (now() - first_seen) * (d %% 97 / 97.0) ELSE now() - d %% 80000 * interval '1 second'
            END AS last_seen
        FROM (
            SELECT *, md5(n::text) AS noise, 1 + a / 3 %% 800 AS line, 'Service' || a %% 40 AS class_name,
                now() - interval '2 years' * (1 - n / %(count)s.0) AS first_seen,
                CASE WHEN a %% 100 < 60 THEN 'open' WHEN a %% 100 < 90 THEN 'resolved' WHEN a %% 100 < 97 THEN 'ignored'
                    ELSE 'wontfix' END AS status
            FROM (
                SELECT n, abs(hashint4extended(n, 1) %% 1000003) AS a, abs(hashint4extended(n, 2) %% 1000003) AS b,
                    abs(hashint4extended(n / 8, 3) %% 1000003) AS c, abs(hashint4extended(n, 4) %% 1000003) AS d
                FROM generate_series(1, %(count)s) AS n
            ) AS numbers
            JOIN bench_rule ON bench_rule.at = b %% 1000
            JOIN bench_file ON bench_file.at = c %% 5000
            JOIN bench_project ON bench_project.at = d %% 100
        ) AS settled
    ) AS dated
"""
_HISTORY: Final = """
    INSERT INTO findings_findingevent
        (id, finding_id, timestamp, action, actor, from_value, to_value, comment, analysis_id)
    SELECT id, id, first_seen, 'created', '', '', 'open', '', NULL FROM findings_finding
"""
_FOREIGN_KEYS: Final = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'
"""
_INDEXES: Final = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def refuse_real_data() -> None:
    """Exit before anything is replaced that an analysis has found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM analysis_analysis)")
        if cursor.fetchone()[0]:
            raise SystemExit("This database holds analyses. Choose a folder for the measurement by HEFESTO_DATA_DIR.")


def fill(count: int) -> None:
    """Replace all findings by `count` new ones."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("TRUNCATE findings_finding, findings_findingevent CASCADE")
        _choose(cursor)
        cursor.execute("ALTER TABLE findings_finding DISABLE TRIGGER USER")  # the ledger is counted at the end
        with _bare(cursor, "findings_finding"):
            cursor.execute(_FILL, {"count": count})
        cursor.execute("ALTER TABLE findings_finding ENABLE TRIGGER USER")
        with _bare(cursor, "findings_findingevent"):
            cursor.execute(_HISTORY)
    ledger.rebuild()
    with connection.cursor() as cursor:
        for table in ("findings_finding", "findings_findingevent", "findings_ledgerentry", "findings_dayledgerentry"):
            cursor.execute(f"VACUUM ANALYZE {table}")


def _choose(cursor: CursorWrapper) -> None:
    """Make the tables that rows are put together from."""
    rules = _rules()
    weights = [1 / (1 + index) ** 0.7 for index in range(len(rules))]
    chance = random.Random(_SEED)  # noqa: S311 - data for a measurement
    chance.shuffle(rules)
    buckets = [{**rule, "at": at} for at, rule in enumerate(chance.choices(rules, weights, k=_BUCKETS))]
    columns = "rule text, analyzer text, severity int, cwe int, description text, recommendation text"
    _table(cursor, "bench_rule", f"at int, {columns}, code_snippet text", buckets)
    _table(cursor, "bench_file", "at int, path text", [{"at": at, "path": path_of(at)} for at in range(FILES)])
    slugs = [slug for slug, share in PROJECTS.items() for _ in range(share)]
    for slug in PROJECTS:
        cursor.execute(
            "INSERT INTO access_project (slug, name, root, created_at) VALUES (%s, %s, '', now()) ON CONFLICT DO NOTHING",
            [slug, slug.title()],
        )
    cursor.execute("SELECT slug, id FROM access_project")
    ids = dict(cursor.fetchall())
    rows = [{"at": at, "project_id": ids[slug]} for at, slug in enumerate(slugs)]
    _table(cursor, "bench_project", "at int, project_id bigint", rows)


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "rule": f"{analyzer[:4]}_{_WORDS[number % len(_WORDS)]}_{number}",
            "analyzer": analyzer,
            "severity": _SEVERITIES[analyzer][number % len(_SEVERITIES[analyzer])],
            "cwe": _CWES[number] if analyzer == "security" else None,
            "description": f"The {_WORDS[number % 7]} value_%s is used by the {_WORDS[-1 - number % 6]} without a check.",
            "recommendation": f"Write `checked_{_WORDS[number % 5]}(...)`, which refuses what is not allowed here.",
            "code_snippet": f"result_%s = {_WORDS[number % 9]}.find({_WORDS[number % 11]}_table, 'key = ' + key_%s)",
        }
        for analyzer, count in _RULES.items()
        for number in range(count)
    ]


def path_of(at: int) -> str:
    """The path of one of the files."""
    return f"src/{_WORDS[at % 14]}/{_WORDS[at // 14 % 14]}_{at // 196}/{_WORDS[at // 3 % 14]}_{at}.py"


def _table(cursor: CursorWrapper, name: str, columns: str, rows: list[dict[str, Any]]) -> None:
    cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")
    statement = "INSERT INTO {name} SELECT * FROM jsonb_to_recordset(%s) AS row ({columns})"
    cursor.execute(statement.format(name=name, columns=columns), [orjson.dumps(rows).decode()])
    cursor.execute(f"ANALYZE {name}")


@contextmanager
def _bare(cursor: CursorWrapper, table: str) -> Iterator[None]:
    """Take a table's foreign keys and plain indexes away, and make them anew at once: a tenth of the time."""
    cursor.execute(_FOREIGN_KEYS, [table])
    keys = cursor.fetchall()
    cursor.execute(_INDEXES, [table])
    indexes = cursor.fetchall()
    for name, _ in keys:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)
    for name, definition in keys:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def main() -> None:
    """Fill the database, and say how long it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefesto_site.settings")
    os.environ.setdefault("HEFESTO_STATEMENT_TIMEOUT_SECONDS", "0")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    hold = Hold(settings.EMBEDDED)
    hold.take()
    try:
        django.setup()
        call_command("migrate", verbosity=0)
        refuse_real_data()
        started = time.perf_counter()
        fill(count)
        sys.stdout.write(f"{count:,} findings in {time.perf_counter() - started:.1f} s\n")
    finally:
        connection.close()
        hold.release()


if __name__ == "__main__":
    main()
