"""Endpoint 6 as its callers meet it: lists of findings."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings.models import Finding, Status
from findings.services import Actor, change_status
from findings.severity import Severity
from hefesto_site.access.models import Project
from hefesto_site.access.scopes import Scope
from hefesto_site.api.identifiers import encode
from tests.contract import ContractClient
from tests.findings.conftest import PATH, Recorder, issue, lettered, many

pytestmark = pytest.mark.django_db
LIST = "/api/v1/findings"
ANNA = Actor("anna@example.com")


def page(client: ContractClient, **query: Any) -> dict[str, Any]:
    response = client.get(LIST, query)
    assert response.status_code == 200, response.content
    return dict(response.json()["data"])


def codes(client: ContractClient, **query: Any) -> list[str]:
    """Which findings are listed: by the last letter of their description."""
    return [one["description"][-1] for one in page(client, **query)["findings"]]


def faults(client: ContractClient, **query: Any) -> list[tuple[str, str]]:
    response = client.get(LIST, query)
    assert response.status_code == 422, response.content
    return [(fault["field"], fault["type"]) for fault in response.json()["error"]["details"]["errors"]]


class TestAList:
    def test_looks_as_the_specification_shows_it(self, api: ContractClient, analysis: Recorder) -> None:
        analysis(issue())
        finding = analysis.one(issue())
        assert page(api) == {
            "total_count": 1,
            "findings": [
                {
                    "id": finding.public_id,
                    "timestamp": "2025-10-20T11:00:00Z",
                    "file_path": PATH,
                    "line": 145,
                    "analyzer": "security",
                    "severity": "HIGH",
                    "description": "Potential SQL injection vulnerability detected",
                    "status": "open",
                    "first_seen": "2025-10-20T10:00:00Z",
                    "last_seen": "2025-10-20T11:00:00Z",
                    "occurrence_count": 2,
                }
            ],
            "pagination": {"limit": 50, "offset": 0, "has_more": False, "next_offset": None, "next_cursor": None},
        }

    def test_of_nothing_is_empty(self, api: ContractClient) -> None:
        assert page(api)["total_count"] == 0
        assert page(api, offset=10)["findings"] == []

    def test_shows_what_is_open_unless_told_otherwise(self, api: ContractClient, analysis: Recorder) -> None:
        ids = analysis(*(lettered(letter) for letter in "abcd")).ids
        for pk, status in zip(ids, (Status.RESOLVED, Status.IGNORED, Status.WONTFIX), strict=False):
            change_status(finding_id=pk, to=status, by=ANNA)
        assert codes(api) == codes(api, status="open") == ["d"]
        assert codes(api, status="resolved") == ["a"]
        assert codes(api, status="ignored") == ["b"]
        assert codes(api, status="wontfix") == ["c"]
        assert codes(api, status="all") == ["a", "b", "c", "d"]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"file_path": PATH}, "a"),
            ({"file_path": "src/pay"}, ""),
            ({"path_prefix": "src/pay"}, "ab"),
            ({"path_prefix": "src/pay/"}, "b"),
            ({"path_prefix": "src/pay%"}, ""),
            ({"analyzer": "complexity"}, "b"),
            ({"analyzer": "unheard_of"}, ""),
            ({"severity": "LOW"}, "b"),
            ({"rule": "rule_c"}, "c"),
            ({"rule": "unheard_of"}, ""),
            ({"cwe": 22}, "c"),
            ({"cwe": 7}, ""),
            ({"q": "defect"}, "abc"),
            ({"q": "payment processor"}, "a"),
            ({"q": "payment_proc"}, "a"),
            ({"q": "Defect B"}, "b"),
            ({"q": "rule_c"}, "c"),
            ({"q": "def"}, "abc"),
            ({"q": "def b"}, ""),
            ({"q": "gateway.py"}, "b"),
            ({"q": "nothing like it"}, ""),
            ({"q": "'):* | ("}, ""),
            ({"q": "%_%"}, ""),
            ({"analyzer": "security", "severity": "HIGH", "q": "defect"}, "ac"),
            ({"severity": "LOW", "rule": "rule_c"}, ""),
            ({"project": "default"}, "abc"),
        ],
    )
    def test_is_narrowed_by_each_filter(
        self, api: ContractClient, analysis: Recorder, query: dict[str, Any], expected: str
    ) -> None:
        analysis(
            lettered("a"),
            lettered("b", file_path="src/pay/gateway.py", analyzer="complexity", severity=Severity.LOW, cwe=None),
            lettered("c", file_path="tests/pay.py", cwe=22),
        )
        found = page(api, **query)
        assert "".join(one["description"][-1] for one in found["findings"]) == expected
        assert found["total_count"] == len(expected)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"start_date": "2025-10-21"}, "b"),
            ({"end_date": "2025-10-20"}, "a"),
            ({"start_date": "2025-10-20", "end_date": "2025-10-20"}, "a"),
            ({"start_date": "2025-10-20", "end_date": "2025-10-21"}, "ab"),
            ({"start_date": "2025-10-20T10:00:00Z"}, "ab"),
            ({"start_date": "2025-10-20T10:00:01Z"}, "b"),
            ({"end_date": "2025-10-21T23:00:00Z"}, "ab"),
            ({"end_date": "2025-10-21T22:59:59Z"}, "a"),
            ({"start_date": "2025-10-22T00:00:00+02:00"}, "b"),
            ({"start_date": "2025-10-20T10:00:00Z", "end_date": "2025-10-20T10:00:00Z"}, "a"),
            ({"end_date": "1969-12-31"}, ""),
            ({"end_date": "9999-12-31"}, "ab"),
            ({"start_date": "0001-01-01", "end_date": "9999-12-31"}, "ab"),
            ({"start_date": "2025-10-21", "severity": "HIGH"}, "b"),
            ({"start_date": "2025-10-21", "severity": "LOW"}, ""),
        ],
    )
    def test_of_a_period_holds_what_was_seen_last_in_it(
        self, api: ContractClient, analysis: Recorder, query: dict[str, Any], expected: str
    ) -> None:
        analysis(lettered("a"))
        analysis.now = datetime(2025, 10, 21, 23, 0, tzinfo=UTC)
        analysis(lettered("b", file_path="src/b.py"), examined=["src/b.py"])
        found = page(api, ordering="first_seen", **query)
        assert "".join(one["description"][-1] for one in found["findings"]) == expected
        assert found["total_count"] == len(expected)

    @pytest.mark.parametrize(
        ("ordering", "expected"),
        [
            ("-first_seen", "dcab"),
            ("first_seen", "bacd"),
            ("-severity", "adcb"),
            ("severity", "bcda"),
            ("file_path", "cdab"),
            ("-file_path", "badc"),
        ],
    )
    @pytest.mark.parametrize("limit", [1, 2, 50])
    def test_is_in_the_order_asked_for_page_by_page(
        self, api: ContractClient, analysis: Recorder, ordering: str, expected: str, limit: int
    ) -> None:
        analysis(lettered("a", severity=Severity.CRITICAL, line=1), lettered("b", severity=Severity.LOW, line=2))
        analysis(lettered("c", file_path="a.py", line=1), examined=["a.py"])
        analysis(lettered("d", file_path="a.py", line=2), examined=["b.py"])
        turned: list[str] = []
        jumped: list[str] = []
        query: dict[str, Any] | None = {}
        offset: int | None = 0
        while query is not None:
            turned += codes(api, ordering=ordering, limit=limit, **query)
            cursor = page(api, ordering=ordering, limit=limit, **query)["pagination"]["next_cursor"]
            query = {"cursor": cursor} if cursor else None
        while offset is not None:
            jumped += codes(api, ordering=ordering, limit=limit, offset=offset)
            offset = page(api, ordering=ordering, limit=limit, offset=offset)["pagination"]["next_offset"]
        assert "".join(turned) == "".join(jumped) == expected

    def test_goes_on_after_its_cursor_while_findings_come_and_go(self, api: ContractClient, analysis: Recorder) -> None:
        analysis(*(lettered(letter, line=number) for number, letter in enumerate("abcd", 1)))
        first = page(api, limit=2)
        assert first["pagination"]["has_more"]
        analysis(lettered("e", file_path="e.py"), examined=["e.py"])
        change_status(finding_id=Finding.objects.get(rule="rule_a").pk, to=Status.IGNORED, by=ANNA)
        rest = page(api, limit=2, cursor=first["pagination"]["next_cursor"])
        assert [one["description"][-1] for one in rest["findings"]] == ["c", "d"]
        assert rest["pagination"] == {
            "limit": 2,
            "offset": 0,
            "has_more": False,
            "next_offset": None,
            "next_cursor": None,
        }

    def test_costs_two_statements_beside_the_key(self, api: ContractClient, analysis: Recorder) -> None:
        analysis(*many(60))
        page(api, limit=1)

        def statements(**query: Any) -> int:
            with CaptureQueriesContext(connection) as queries:
                page(api, **query)
            return len(queries)

        for query in ({}, {"severity": "HIGH", "rule": "sql_injection"}, {"offset": 20}):
            assert statements(**query) == 3  # the key; the ledger's counts and stamp; the page
        assert statements() == 2  # the page is kept while nothing changes
        assert statements(path_prefix="src/module_1") == 4  # and the exact count, which the ledger does not know
        assert statements(path_prefix="src/module_1", offset=10) == 3  # the count holds, too
        analysis(*many(60))
        assert statements() == 3

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"limit": 0}, [("limit", "value_error.number.not_ge")]),
            ({"limit": 1001}, [("limit", "value_error.number.not_le")]),
            ({"offset": -1}, [("offset", "value_error.number.not_ge")]),
            ({"limit": "ten", "offset": ""}, [("limit", "type_error.integer"), ("offset", "value_error.blank")]),
            ({"severity": "high"}, [("severity", "value_error.const")]),
            ({"severity": ""}, [("severity", "value_error.const")]),
            ({"status": "closed"}, [("status", "value_error.const")]),
            ({"ordering": "line"}, [("ordering", "value_error.const")]),
            ({"cwe": 0}, [("cwe", "value_error.number.not_ge")]),
            ({"cwe": 2**31}, [("cwe", "value_error.number.not_le")]),
            ({"file_path": ""}, [("file_path", "value_error.blank")]),
            ({"file_path": "a\0b"}, [("file_path", "value_error.null_character")]),
            ({"q": ""}, [("q", "value_error.blank")]),
            ({"q": "x" * 201}, [("q", "value_error.any_str.max_length")]),
            ({"start_date": "yesterday"}, [("start_date", "value_error.datetime")]),
            (
                {"start_date": "2025-10-02", "end_date": "2025-10-01"},
                [("start_date", "value_error.date_range")],
            ),
            ({"cursor": "x"}, [("cursor", "value_error.cursor")]),
            ({"cursor": "bnVsbA"}, [("cursor", "value_error.cursor")]),
            ({"cursor": "WyItZmlyc3Rfc2VlbiIsMV0"}, [("cursor", "value_error.cursor")]),
            ({"severity": ["LOW", "HIGH"]}, [("severity", "value_error.repeated")]),
        ],
    )
    def test_that_cannot_be_asked_for_is_refused(
        self, api: ContractClient, query: dict[str, Any], expected: list[tuple[str, str]]
    ) -> None:
        assert faults(api, **query) == expected

    def test_takes_a_cursor_only_in_its_own_order_and_without_an_offset(
        self, api: ContractClient, analysis: Recorder
    ) -> None:
        analysis(*many(3))
        cursor = page(api, limit=1)["pagination"]["next_cursor"]
        assert faults(api, cursor=cursor, ordering="severity") == [("cursor", "value_error.cursor")]
        assert faults(api, cursor=cursor, offset=1) == [("offset", "value_error.cursor")]

    def test_is_told_to_be_the_same_by_its_tag(self, api: ContractClient, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        answer = api.get(LIST)
        tag = answer.headers["ETag"]
        unchanged = api.get(LIST, headers={"if-none-match": tag})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["ETag"] == tag
        assert api.get(LIST, {"limit": 1}, headers={"if-none-match": tag}).status_code == 200
        changes: list[Callable[[], object]] = [
            lambda: analysis(issue()),
            lambda: analysis(issue(line=150)),
            lambda: change_status(finding_id=finding.pk, to=Status.IGNORED, by=ANNA),
            lambda: analysis(issue(), lettered("b")),
        ]
        for change in changes:
            change()
            changed = api.get(LIST, headers={"if-none-match": tag})
            assert changed.status_code == 200
            tag = changed.headers["ETag"]


class TestAKeyWithProjects:
    @pytest.fixture
    def other(self, analysis: Recorder) -> Project:
        analysis(lettered("a"))
        project = Project.objects.create(slug="other", name="Other")
        Recorder(project)(lettered("b"), lettered("c"))
        return project

    def test_lists_its_own_findings_and_counts_them(self, caller: Any, api: ContractClient, other: Project) -> None:
        client = caller(Scope.READ_FINDINGS, projects=(other,))
        assert sorted(codes(api)) == ["a", "b", "c"]
        assert codes(client) == codes(client, project="other") == codes(api, project="other") == ["b", "c"]
        assert page(client)["total_count"] == 2
        for query in ({"q": "defect"}, {"path_prefix": "src"}, {"start_date": "2025-01-01"}, {"severity": "HIGH"}):
            assert page(client, **query)["total_count"] == 2

    def test_may_not_ask_for_others(self, caller: Any, other: Project) -> None:
        client = caller(Scope.READ_FINDINGS, projects=(other,))
        response = client.get(LIST, {"project": "default"})
        assert response.status_code == 403

    def test_asks_in_vain_for_a_project_that_is_not_there(self, api: ContractClient) -> None:
        response = api.get(LIST, {"project": "nowhere"})
        assert response.status_code == 404
        assert response.json()["error"]["details"] == {"project": "nowhere", "resource_type": "project"}

    def test_does_not_learn_that_another_finding_exists(self, caller: Any, other: Project) -> None:
        client = caller(Scope.READ_FINDINGS, Scope.WRITE_FINDINGS, projects=(other,))
        foreign = Finding.objects.get(rule="rule_a").public_id
        unknown = encode("finding", uuid4())
        answers = [client.get(f"{LIST}/{one}") for one in (foreign, unknown)]
        answers += [client.patch(f"{LIST}/{one}", {"status": "ignored"}) for one in (foreign, unknown)]
        for answer, one in zip(answers, [foreign, unknown] * 2, strict=True):
            assert answer.status_code == 404
            assert answer.json()["error"] == {
                "code": "RESOURCE_NOT_FOUND",
                "message": "Finding not found",
                "details": {"finding_id": one, "resource_type": "finding"},
            }
