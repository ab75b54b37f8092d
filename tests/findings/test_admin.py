"""Findings as staff meet them in the admin."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings import ledger
from findings.models import Finding, Status
from findings.services import Actor, change_status
from findings.severity import Severity
from hefesto_site.access.models import Project
from tests.findings.conftest import Recorder, actions, issue, many

pytestmark = pytest.mark.django_db
LIST = reverse("admin:findings_finding_changelist")


def detail(finding: Finding) -> str:
    return reverse("admin:findings_finding_change", args=[finding.pk])


def text(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().replace("<wbr>", "")).split())


def shown(client: Client, **query: Any) -> set[str]:
    """The rules of the findings that are listed."""
    response = client.get(LIST, query)
    assert response.status_code == 200
    return {finding.rule for finding in response.context["cl"].result_list}


@pytest.fixture
def findings(analysis: Recorder) -> Recorder:
    """Four findings, of which one is ignored."""
    analysis(
        issue(rule="a", severity=Severity.CRITICAL),
        issue(rule="b", severity=Severity.LOW, analyzer="complexity", cwe=None, file_path="src/b.py"),
        issue(rule="c", file_path="src/c.py", description="A password in the code"),
        issue(rule="d", line=7),
    )
    change_status(finding_id=Finding.objects.get(rule="d").pk, to=Status.IGNORED, by=Actor("Anna"))
    return analysis


class TestTheList:
    def test_shows_what_is_open_first(self, admin_client: Client, findings: Recorder) -> None:
        del findings
        assert shown(admin_client) == {"a", "b", "c"}
        assert shown(admin_client, status="all") == {"a", "b", "c", "d"}
        assert shown(admin_client, status="ignored") == {"d"}

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"severity": 4}, "a"),
            ({"analyzer": "complexity"}, "b"),
            ({"rule": "c"}, "c"),
            ({"rule": "unheard_of"}, ""),
            ({"cwe": 89, "status": "all"}, "acd"),
            ({"q": "password"}, "c"),
            ({"q": "src/b.py"}, "b"),
            ({"q": "((("}, ""),
            ({"q": "password", "severity": 4}, ""),
            ({"file_path": "src/b.py"}, "b"),
        ],
    )
    def test_is_narrowed_by_filters_and_words(
        self, admin_client: Client, findings: Recorder, query: dict[str, Any], expected: str
    ) -> None:
        del findings
        assert shown(admin_client, **query) == set(expected)

    def test_finds_a_finding_by_its_id(self, admin_client: Client, findings: Recorder) -> None:
        del findings
        assert shown(admin_client, q=f" {Finding.objects.get(rule='b').public_id} ") == {"b"}

    def test_counts_what_each_choice_would_leave(self, admin_client: Client, findings: Recorder) -> None:
        del findings
        page = text(admin_client, LIST)
        for count in (
            "Open (3)",
            "Ignored (1)",
            "Resolved (0)",
            "CRITICAL (1)",
            "HIGH (1)",
            "MEDIUM (0)",
            "complexity (1)",
        ):
            assert count in page
        page = text(admin_client, LIST, severity=3, status="all")
        for count in ("Open (1)", "Ignored (1)", "security (2)", "complexity (0)", "CRITICAL (1)"):
            assert count in page
        assert "Open (" not in text(admin_client, LIST, q="password")  # the ledger knows no words

    @pytest.mark.parametrize("query", [{"severity": "high"}, {"cwe": "x"}, {"project": "default"}, {"o": "9.x"}])
    def test_passes_over_what_nobody_can_choose(self, admin_client: Client, findings: Recorder, query: Any) -> None:
        del findings
        assert admin_client.get(LIST, query, follow=True).status_code == 200

    def test_costs_as_many_statements_for_many_findings_as_for_few(
        self, admin_client: Client, findings: Recorder
    ) -> None:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert admin_client.get(LIST).status_code == 200
            counts.append(len(queries))
            assert not any("COUNT(*)" in query["sql"] for query in queries)
            findings(*many(200), examined=[])
        # Session and user; choices of four filters and counts of six; their total; the page.
        assert counts == [14, 14]

    def test_turns_pages_by_the_ledgers_count(self, admin_client: Client, findings: Recorder) -> None:
        findings(*many(120), examined=[])
        first = admin_client.get(LIST).context["cl"]
        assert (first.result_count, len(first.result_list)) == (123, 50)
        last = admin_client.get(LIST, {"p": 3}).context["cl"]
        assert len(last.result_list) == 23

    @pytest.mark.parametrize("column", ["1", "2"])
    def test_is_sorted_the_way_an_index_goes(self, admin_client: Client, findings: Recorder, column: str) -> None:
        del findings
        for sign, direction in (("", "ASC"), ("-", "DESC")):
            with CaptureQueriesContext(connection) as queries:
                admin_client.get(LIST, {"o": f"{sign}{column}"})
            (page,) = [query["sql"] for query in queries if 'FROM "findings_finding"' in query["sql"]]
            order = page.rpartition("ORDER BY")[2]
            assert order.count(direction) == 2

    def test_shows_tricks_for_what_they_are(self, admin_client: Client, analysis: Recorder) -> None:
        analysis(issue(description="<script>alert(1)</script>\u202e", file_path="src/\u202eyp.py"))
        page = admin_client.get(LIST).content.decode()
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert "\\u202eyp.py" in page


class TestAPage:
    def test_tells_everything_about_a_finding(self, admin_client: Client, analysis: Recorder) -> None:
        twin = issue(line=300, code_snippet='q = f"SELECT * FROM users WHERE id = {user_id}"', function="twin")
        finding = analysis.one(issue(metadata={"score": 3}), twin)
        change_status(finding_id=finding.pk, to=Status.IGNORED, by=Actor("Anna"), comment="a false alarm")
        page = text(admin_client, detail(finding))
        for told in ("HIGH", "Ignored", "src/payment_processor.py:145", "Use parameterized queries", "sql_injection"):
            assert told in page
        assert "Status changed from open to ignored: a false alarm" in page
        assert "Initial detection" in page
        assert "src/payment_processor.py:300" in page

    def test_costs_as_many_statements_for_a_long_history_as_for_a_short_one(
        self, admin_client: Client, analysis: Recorder
    ) -> None:
        finding = analysis.one(*many(20, rule="same"))
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert admin_client.get(detail(finding)).status_code == 200
            counts.append(len(queries))
            for to in (Status.IGNORED, Status.OPEN) * 5:
                change_status(finding_id=finding.pk, to=to, by=Actor("Anna"))
        # Session and user; the finding; its project; those like it; its history.
        assert counts == [6, 6]

    @pytest.mark.parametrize("to", [Status.RESOLVED, Status.IGNORED, Status.WONTFIX])
    def test_takes_a_decision(self, admin_client: Client, analysis: Recorder, admin_user: User, to: Status) -> None:
        finding = analysis.one(issue())
        decide(admin_client, finding, decision=to, comment="seen by staff")
        finding.refresh_from_db()
        assert (finding.status, finding.updated_by) == (to, "admin@example.com")
        event = finding.history.get(action=to)
        assert (event.user, event.actor, event.comment) == (admin_user, "admin@example.com", "seen by staff")

    def test_left_as_it_is_changes_nothing(self, admin_client: Client, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        decide(admin_client, finding, decision="", comment="only a thought")
        assert actions(finding) == ["created"]

    def test_says_when_somebody_else_was_faster(self, admin_client: Client, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        change_status(finding_id=finding.pk, to=Status.IGNORED, by=Actor("Anna"))
        response = decide(admin_client, finding, decision=Status.IGNORED)
        assert "Finding is already ignored" in response.content.decode()
        assert actions(finding) == ["created", "ignored"]

    def test_refuses_too_long_a_comment(self, admin_client: Client, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        decide(admin_client, finding, decision=Status.IGNORED, comment="x" * 1001)
        assert actions(finding) == ["created"]

    def test_of_no_finding_leads_back(self, admin_client: Client, findings: Recorder) -> None:
        del findings
        response = admin_client.get(f"{LIST}nonsense/change/", follow=True)
        assert "exist. Perhaps it was deleted?" in response.content.decode()


class TestAnAction:
    @pytest.mark.parametrize(
        ("action", "status"), [("resolve", "resolved"), ("ignore", "ignored"), ("wontfix", "wontfix")]
    )
    def test_decides_about_many_at_once(
        self, admin_client: Client, findings: Recorder, action: str, status: str
    ) -> None:
        del findings
        response = act(admin_client, action, Finding.objects.filter(rule__in="ab"), reason="clean-up")
        assert "2 findings are" in response.content.decode()
        assert set(Finding.objects.filter(rule__in="ab").values_list("status", flat=True)) == {status}
        for finding in Finding.objects.filter(rule__in="ab"):
            event = finding.history.get(action=status)
            assert (event.actor, event.comment) == ("admin@example.com", "clean-up")
        assert ledger.differences() == []

    def test_says_how_many_it_did_not_change(self, admin_client: Client, findings: Recorder) -> None:
        del findings
        response = act(admin_client, "ignore", Finding.objects.filter(rule__in="ad"), status="all")
        assert "1 finding is ignored now. 1 had been so before." in " ".join(response.content.decode().split())

    def test_reopens(self, admin_client: Client, findings: Recorder) -> None:
        del findings
        act(admin_client, "reopen", Finding.objects.filter(rule="d"), status="ignored")
        assert Finding.objects.get(rule="d").status == "open"

    def test_takes_all_that_the_filters_leave(self, admin_client: Client, findings: Recorder) -> None:
        findings(*many(70, severity=Severity.LOW), examined=[])
        chosen = Finding.objects.filter(severity=1)[:2]
        act(admin_client, "wontfix", chosen, severity=1, select_across=1)
        assert Finding.objects.filter(status="wontfix", severity=1).count() == 71
        assert Finding.objects.exclude(severity=1).filter(status="wontfix").count() == 0

    def test_is_refused_for_more_than_can_be_locked_at_once(
        self, admin_client: Client, findings: Recorder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del findings
        monkeypatch.setattr("findings.admin.MOST_AT_ONCE", 2)
        response = act(admin_client, "ignore", Finding.objects.filter(status="open"))
        assert "At most 2 findings at once" in response.content.decode()
        assert Finding.objects.filter(status="open").count() == 3


class TestWhoMay:
    def test_nobody_adds_or_deletes(self, admin_client: Client, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        assert admin_client.get(reverse("admin:findings_finding_add")).status_code == 403
        assert admin_client.post(reverse("admin:findings_finding_delete", args=[finding.pk])).status_code == 403
        assert "delete_selected" not in admin_client.get(LIST).content.decode()

    def test_who_may_only_look_decides_nothing(self, client: Client, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        viewer = User.objects.create_user("viewer", is_staff=True)
        viewer.user_permissions.add(Permission.objects.get(codename="view_finding"))
        client.force_login(viewer)
        assert client.get(LIST).status_code == 200
        assert "decision" not in client.get(detail(finding)).content.decode()
        assert client.post(detail(finding), {"decision": "ignored"}).status_code == 403
        act(client, "ignore", Finding.objects.all())
        assert actions(finding) == ["created"]

    def test_strangers_are_asked_to_log_in(self, client: Client) -> None:
        assert client.get(LIST).status_code == 302


def decide(client: Client, finding: Finding, **form: Any) -> Any:
    """Send the page's form as a browser would, its inline management included."""
    management = {"history-TOTAL_FORMS": 0, "history-INITIAL_FORMS": 0}
    return client.post(detail(finding), {**management, **form}, follow=True)


def act(client: Client, action: str, chosen: Any, *, reason: str = "", select_across: int = 0, **query: Any) -> Any:
    form = {
        "action": action,
        "reason": reason,
        "select_across": select_across,
        "_selected_action": [str(finding.pk) for finding in chosen],
    }
    address = f"{LIST}?" + "&".join(f"{name}={value}" for name, value in query.items())
    return client.post(address, form, follow=True)


def test_projects_are_told_apart(admin_client: Client, findings: Recorder) -> None:
    other = Project.objects.create(slug="other", name="Other")
    elsewhere = Recorder(other)
    elsewhere.now = findings.now + timedelta(hours=1)
    elsewhere(issue(rule="elsewhere"))
    assert shown(admin_client, project=other.pk) == {"elsewhere"}
    assert "other (1)" in text(admin_client, LIST)
