"""Endpoints 7 and 8 as their callers meet them: one finding, and what is decided about it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings.models import Finding, Status
from findings.services import Actor, change_status
from findings.severity import Severity
from hefesto_site.access.models import Project, Tier
from hefesto_site.access.scopes import Scope
from hefesto_site.access.services import create_api_key
from tests.contract import ContractClient
from tests.findings.conftest import PATH, Recorder, issue, lettered, many

pytestmark = pytest.mark.django_db
LIST = "/api/v1/findings"
ANNA = Actor("anna@example.com")


class TestAFinding:
    def test_looks_as_the_specification_shows_it(self, api: ContractClient, analysis: Recorder) -> None:
        analysis(issue(severity=Severity.MEDIUM), lettered("b", line=189, code_snippet="unlike()", cwe=None))
        similar = issue(line=189, code_snippet='query = f"SELECT * FROM orders WHERE id = {user_id}"', function="other")
        analysis.now = datetime(2025, 10, 25, 14, 0, tzinfo=UTC)
        finding = analysis.one(issue(metadata={"source": "request"}), similar)
        related = Finding.objects.get(function="other")
        response = api.get(f"{LIST}/{finding.public_id}")
        assert response.status_code == 200
        assert response.json()["data"] == {
            "id": finding.public_id,
            "timestamp": "2025-10-25T14:00:00Z",
            "file_path": PATH,
            "line": 145,
            "column": 12,
            "analyzer": "security",
            "severity": "HIGH",
            "description": "Potential SQL injection vulnerability detected",
            "recommendation": "Use parameterized queries instead of string concatenation",
            "code_snippet": 'query = f"SELECT * FROM users WHERE id = {user_id}"',
            "confidence": 0.95,
            "status": "open",
            "project": "default",
            "first_seen": "2025-10-20T10:00:00Z",
            "last_seen": "2025-10-25T14:00:00Z",
            "occurrence_count": 2,
            "metadata": {
                "rule": "sql_injection",
                "cwe": 89,
                "end_line": 145,
                "function": "PaymentProcessor.find",
                "class": "PaymentProcessor",
                "source": "request",
            },
            "history": [
                {
                    "timestamp": "2025-10-20T10:00:00Z",
                    "action": "created",
                    "user": None,
                    "details": "Initial detection",
                },
                {
                    "timestamp": "2025-10-25T14:00:00Z",
                    "action": "severity_updated",
                    "user": None,
                    "details": "Severity changed from MEDIUM to HIGH",
                },
            ],
            "related_findings": [
                {
                    "id": related.public_id,
                    "file_path": PATH,
                    "line": 189,
                    "description": "Potential SQL injection vulnerability detected",
                    "similarity_score": 0.8,
                }
            ],
        }

    def test_about_complexity_shows_its_score(self, api: ContractClient, analysis: Recorder) -> None:
        finding = analysis.one(
            issue(analyzer="complexity", cwe=None, class_name=None, function=None, metadata={"complexity_score": 18})
        )
        data = api.get(f"{LIST}/{finding.public_id}").json()["data"]
        assert data["complexity_score"] == 18
        assert data["metadata"] == {"rule": "sql_injection", "end_line": 145, "function": None}

    def test_without_code_or_column_says_null(self, api: ContractClient, analysis: Recorder) -> None:
        finding = analysis.one(issue(code_snippet="", column=None))
        data = api.get(f"{LIST}/{finding.public_id}").json()["data"]
        assert data["code_snippet"] is None
        assert data["column"] is None

    def test_tells_its_whole_history_in_words(self, api: ContractClient, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        analysis()
        analysis(issue(file_path="src/new.py"), renames={PATH: "src/new.py"}, examined=[PATH, "src/new.py"])
        change_status(finding_id=finding.pk, to=Status.RESOLVED, by=ANNA, comment="Fixed in {abc123}")
        change_status(finding_id=finding.pk, to=Status.OPEN, by=ANNA)
        history = api.get(f"{LIST}/{finding.public_id}").json()["data"]["history"]
        assert [(entry["action"], entry["user"], entry["details"]) for entry in history] == [
            ("created", None, "Initial detection"),
            ("resolved", None, "No longer found by an analysis that looked for it"),
            ("reopened", None, "Found again by an analysis"),
            ("moved", None, f"File renamed from {PATH} to src/new.py"),
            ("resolved", "anna@example.com", "Status changed from open to resolved: Fixed in {abc123}"),
            ("reopened", "anna@example.com", "Status changed from resolved to open"),
        ]

    def test_costs_three_statements_beside_the_key(self, api: ContractClient, analysis: Recorder) -> None:
        finding = analysis.one(*many(60, rule="same"))
        api.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert len(api.get(f"{LIST}/{finding.public_id}").json()["data"]["related_findings"]) == 5
        assert len(queries) == 4  # the key; the finding with its project; its history; those that are like it

    @pytest.mark.parametrize("wrong", ["finding_12345", "nonsense", "analysis_" + "0" * 26, "finding_" + "u" * 26])
    def test_that_is_none_is_not_found(self, api: ContractClient, wrong: str) -> None:
        response = api.get(f"{LIST}/{wrong}")
        assert response.status_code == 404
        assert response.json()["error"]["details"] == {"finding_id": wrong, "resource_type": "finding"}


class TestADecision:
    @pytest.fixture
    def finding(self, analysis: Recorder) -> Finding:
        return analysis.one(issue())

    def test_is_answered_as_the_specification_shows_it(self, finding: Finding) -> None:
        owner = User.objects.create_user("someone", email="user@example.com")
        _, key = create_api_key(name="CI", scopes=[Scope.WRITE_FINDINGS], tier=Tier.PRO, owner=owner)
        body = {"status": "resolved", "comment": "Fixed by implementing parameterized queries in commit abc123"}
        response = ContractClient(key).patch(f"{LIST}/{finding.public_id}", body)
        assert response.status_code == 200
        changed = Finding.objects.get()
        assert response.json()["data"] == {
            "id": finding.public_id,
            "status": "resolved",
            "updated_at": changed.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "updated_by": "user@example.com",
        }
        assert changed.status == "resolved"
        event = changed.history.get(action="resolved")
        assert (event.user, event.actor, event.comment) == (owner, "user@example.com", body["comment"])

    def test_by_a_key_without_an_owner_bears_the_keys_name(self, api: ContractClient, finding: Finding) -> None:
        response = api.patch(f"{LIST}/{finding.public_id}", {"status": "wontfix", "comment": None})
        assert response.json()["data"]["updated_by"] == "Test"

    def test_to_reopen_answers_open(self, api: ContractClient, finding: Finding) -> None:
        for body, status in (({"status": "ignored", "comment": ""}, "ignored"), ({"status": "reopen"}, "open")):
            response = api.patch(f"{LIST}/{finding.public_id}", body)
            assert response.json()["data"]["status"] == status

    @pytest.mark.parametrize(("first", "second"), [(None, "reopen"), ("resolved", "resolved"), ("ignored", "ignored")])
    def test_that_is_impossible_is_a_conflict(
        self, api: ContractClient, finding: Finding, first: str | None, second: str
    ) -> None:
        if first:
            api.patch(f"{LIST}/{finding.public_id}", {"status": first})
        response = api.patch(f"{LIST}/{finding.public_id}", {"status": second})
        status = "open" if second == "reopen" else second
        assert response.status_code == 409
        assert response.json()["error"] == {
            "code": "CONFLICT",
            "message": f"Finding is already {status}",
            "details": {"finding_id": finding.public_id, "status": status, "requested": status},
        }

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ({}, [("status", "value_error.missing")]),
            ({"status": "open"}, [("status", "value_error.const")]),
            (
                {"status": None, "comment": 1},
                [("status", "type_error.none.not_allowed"), ("comment", "type_error.string")],
            ),
            ({"status": "resolved", "comment": "x" * 1001}, [("comment", "value_error.any_str.max_length")]),
            ({"status": "resolved", "comment": "\0"}, [("comment", "value_error.null_character")]),
            ([], [("body", "type_error.dict")]),
        ],
    )
    def test_that_says_something_else_is_refused(
        self, api: ContractClient, finding: Finding, body: Any, expected: list[tuple[str, str]]
    ) -> None:
        response = api.patch(f"{LIST}/{finding.public_id}", body)
        assert response.status_code == 422
        errors = response.json()["error"]["details"]["errors"]
        assert [(fault["field"], fault["type"]) for fault in errors] == expected
        assert Finding.objects.get().status == "open"

    def test_takes_a_comment_of_a_thousand_characters(self, api: ContractClient, finding: Finding) -> None:
        response = api.patch(f"{LIST}/{finding.public_id}", {"status": "ignored", "comment": "ü" * 1000})
        assert response.status_code == 200

    def test_needs_a_key_that_may_write(self, caller: Any, anonymous: ContractClient, finding: Finding) -> None:
        body = {"status": "ignored"}
        assert anonymous.patch(f"{LIST}/{finding.public_id}", body).status_code == 401
        assert caller(Scope.READ_FINDINGS).patch(f"{LIST}/{finding.public_id}", body).status_code == 403
        assert Finding.objects.get().status == "open"

    def test_needs_a_key_even_where_reading_does_not(
        self, anonymous: ContractClient, finding: Finding, settings: Any
    ) -> None:
        settings.HEFESTO_ANONYMOUS_ACCESS = True
        assert anonymous.get(LIST).status_code == 200
        assert anonymous.get(f"{LIST}/{finding.public_id}").status_code == 200
        assert anonymous.patch(f"{LIST}/{finding.public_id}", {"status": "ignored"}).status_code == 401


def test_related_findings_are_those_of_rule_or_cwe_in_the_project_best_first(
    api: ContractClient, analysis: Recorder
) -> None:
    query = 'cursor.execute("SELECT * FROM users WHERE id = " + user_id)'
    near, cwe, far, foreign_rule, gone = (
        replace(issue(), line=line, code_snippet=code, rule=rule, cwe=number)
        for line, code, rule, number in (
            (2, query.replace("user_id", "uid"), "sql_injection", 89),
            (3, query.replace("users", "orders"), "raw_query", 89),
            (4, 'db.run("DELETE FROM t WHERE id = " + user_id)', "sql_injection", 89),
            (5, query, "other", None),
            (6, query, "sql_injection", 89),
        )
    )
    first = analysis.one(issue(line=1, code_snippet=query), near, cwe, far, foreign_rule, gone)
    change_status(finding_id=Finding.objects.get(line=6).pk, to=Status.RESOLVED, by=ANNA)
    Recorder(Project.objects.create(slug="other", name="Other"))(issue(code_snippet=query))
    related = api.get(f"{LIST}/{first.public_id}").json()["data"]["related_findings"]
    assert [one["line"] for one in related] == [2, 3, 4]
    scores = [one["similarity_score"] for one in related]
    assert scores == sorted(scores, reverse=True)
    assert 0.2 <= scores[-1] < 0.5 < scores[0] < 1
