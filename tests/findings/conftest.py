"""What tests of findings share: issues, projects, and recording them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from findings.issues import Issue
from findings.models import Finding
from findings.services import Recorded, Scope, record
from findings.severity import Severity
from hefesto_site.access.models import Project

ANALYZERS = frozenset({"best_practices", "code_smells", "complexity", "security"})
START = datetime(2025, 10, 20, 10, 0, tzinfo=UTC)
PATH = "src/payment_processor.py"


def issue(**changes: Any) -> Issue:
    """The specification's example, changed where a test says so."""
    return replace(
        Issue(
            rule="sql_injection",
            analyzer="security",
            severity=Severity.HIGH,
            file_path=PATH,
            line=145,
            column=12,
            end_line=145,
            description="Potential SQL injection vulnerability detected",
            recommendation="Use parameterized queries instead of string concatenation",
            code_snippet='query = f"SELECT * FROM users WHERE id = {user_id}"',
            confidence=0.95,
            cwe=89,
            function="PaymentProcessor.find",
            class_name="PaymentProcessor",
        ),
        **changes,
    )


def lettered(letter: str, **changes: Any) -> Issue:
    """An issue of a rule of its own, told apart by a letter."""
    return issue(description=f"Defect {letter}", rule=f"rule_{letter}", **changes)


class Recorder:
    """Records analyses of one project, each an hour after the one before."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.now = START

    def __call__(
        self,
        *issues: Issue,
        examined: Iterable[str] | None = None,
        analyzers: Iterable[str] = ANALYZERS,
        threshold: Severity = Severity.LOW,
        comparing: Iterable[str] = (),
        **rest: Any,
    ) -> Recorded:
        """One analysis; it examined the issues' files and `PATH`, unless told otherwise."""
        files = {PATH, *(one.file_path for one in issues)} if examined is None else examined
        scope = Scope(
            examined=frozenset(files),
            analyzers=frozenset(analyzers),
            threshold=threshold,
            comparing=frozenset(comparing),
        )
        recorded = record(project=self.project, issues=issues, scope=scope, seen_at=self.now, **rest)
        self.now += timedelta(hours=1)
        return recorded

    def one(self, *issues: Issue, **rest: Any) -> Finding:
        """The finding of an analysis' first issue."""
        return Finding.objects.get(pk=self(*issues, **rest).ids[0])


@pytest.fixture
def project(db: None) -> Project:
    return Project.objects.get_or_create(slug="default", defaults={"name": "Default"})[0]


@pytest.fixture
def analysis(project: Project) -> Recorder:
    return Recorder(project)


def actions(finding: Finding) -> list[str]:
    """What happened to a finding, in its order."""
    return list(finding.history.values_list("action", flat=True))


def many(count: int, **changes: Any) -> Sequence[Issue]:
    """So many different issues, twelve in a file."""
    return [
        issue(
            file_path=f"src/module_{number // 12}.py",
            line=10 + number % 12,
            code_snippet=f"run(value_{number})",
            function=f"function_{number % 7}",
            **changes,
        )
        for number in range(count)
    ]
