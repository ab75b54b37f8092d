"""How long recording 10,000 findings takes, into whatever the database holds: `python -m bench.findings_recording`.

Nothing of it stays: the transaction is rolled back, after the checks that a commit would make.
"""

import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import django
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from findings.issues import Issue
from findings.reconciliation import Scope
from findings.severity import Severity
from hefesto_site.embedded import Hold

_COUNT: Final = 10_000
_TARGETS_SECONDS: Final = {"first": 2.0, "again": 1.0}


def issues() -> list[Issue]:
    """As a folder of 850 files gives them."""
    return [
        Issue(
            rule=f"rule_{number * 7 % 100}",
            analyzer="code_smells",
            severity=Severity.MEDIUM,
            file_path=f"src/package_{number // 600}/module_{number // 12}.py",
            line=10 + number % 12 * 7,
            column=5,
            end_line=12 + number % 12 * 7,
            description=f"The value value_{number} is used here without a look at what it may hold.",
            recommendation="Write `checked(...)`, which refuses what is not allowed here, and tells the caller.",
            code_snippet=f"value_{number} = connection.execute(statement_{number % 300}, key + {number % 50})  # soon",
            confidence=0.9,
            function=f"Service.method_{number % 5}",
            metadata={"symbol": f"value_{number}"},
        )
        for number in range(_COUNT)
    ]


def measure() -> bool:
    """Print a line for each kind of analysis; returns whether the targets are met."""
    record: Any = import_string("findings.services.record")
    project = import_string("hefesto_site.access.models.Project").objects.get(slug="default")
    first = issues()
    shifted = [replace(issue, line=issue.line + 7, end_line=issue.end_line + 7) for issue in first]
    edited = [replace(issue, code_snippet=issue.code_snippet.replace("execute", "run")) for issue in shifted]
    files = frozenset(issue.file_path for issue in first)
    scope = Scope(examined=files, analyzers=frozenset({"code_smells"}), threshold=Severity.LOW)
    is_met = True
    with connection.cursor() as cursor:
        for name, seen in {"first": first, "again": first, "shifted": shifted, "edited": edited, "gone": []}.items():
            started = time.perf_counter()
            record(project=project, issues=seen, scope=scope, seen_at=datetime.now(UTC))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            seconds = time.perf_counter() - started
            is_missed = seconds >= _TARGETS_SECONDS.get(name, 5.0)
            is_met = is_met and not is_missed
            sys.stdout.write(f"record {_COUNT:,} {name:10}{seconds:6.2f} s{'   TOO SLOW' if is_missed else ''}\n")
    return is_met


def main() -> int:
    """Measure; exit 1 if a target is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefesto_site.settings")
    hold = Hold(settings.EMBEDDED)
    hold.take()
    try:
        django.setup()
        with transaction.atomic():
            is_met = measure()
            transaction.set_rollback(True)
        return 0 if is_met else 1
    finally:
        connection.close()
        hold.release()


if __name__ == "__main__":
    sys.exit(main())
