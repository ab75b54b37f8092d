"""Recording what analyses saw, and deciding about it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, InternalError, connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from findings import ledger
from findings.exceptions import ImpossibleTransition
from findings.models import Finding, FindingEvent, Status
from findings.services import Actor, change_status, change_status_of_many
from findings.severity import Severity
from hefesto_site.access.models import Project
from tests.findings.conftest import PATH, START, Recorder, actions, issue, many

pytestmark = pytest.mark.django_db
ANNA = Actor("anna@example.com")
HOUR = timedelta(hours=1)


class TestFirstSight:
    def test_makes_an_open_finding_with_all_that_is_known(self, analysis: Recorder) -> None:
        analysis_id = uuid4()
        recorded = analysis(issue(metadata={"engine": "x"}), analysis_id=analysis_id)
        (finding,) = Finding.objects.all()
        assert recorded.ids == [finding.pk]
        assert (recorded.created, recorded.seen_again, recorded.reopened, recorded.resolved) == (1, 0, 0, 0)
        assert finding.status == Status.OPEN
        assert finding.first_seen == finding.last_seen == START
        assert finding.occurrence_count == 1
        assert finding.missing_since is None
        for name in ("rule", "analyzer", "severity", "cwe", "file_path", "line", "column", "end_line", "function"):
            assert getattr(finding, name) == getattr(issue(), name)
        for name in ("class_name", "description", "recommendation", "code_snippet", "confidence"):
            assert getattr(finding, name) == getattr(issue(), name)
        assert finding.metadata == {"engine": "x"}
        (event,) = finding.history.all()
        assert (event.action, event.timestamp, event.actor, event.to_value) == ("created", START, "", "open")
        assert event.analysis_id == analysis_id

    def test_gives_ids_in_the_order_of_the_issues_and_shows_them_so(self, analysis: Recorder) -> None:
        recorded = analysis(*many(30))
        assert len(set(recorded.ids)) == 30
        lines = dict(Finding.objects.values_list("pk", "code_snippet"))
        assert [lines[pk] for pk in recorded.ids] == [one.code_snippet for one in many(30)]
        assert list(Finding.objects.order_by("-pk").values_list("pk", flat=True)) == recorded.ids

    def test_counts_an_issue_that_comes_twice_once(self, analysis: Recorder) -> None:
        first, second = analysis(issue(), issue()).ids
        assert first == second
        assert Finding.objects.get().occurrence_count == 1

    def test_of_the_same_code_in_another_project_is_another_finding(self, analysis: Recorder) -> None:
        other = Recorder(Project.objects.create(slug="other", name="Other"))
        assert analysis(issue()).ids != other(issue()).ids


class TestSecondSight:
    def test_moves_what_moves_and_nothing_else(self, analysis: Recorder) -> None:
        before = analysis.one(issue())
        after = analysis.one(issue(line=152, end_line=153, description="Now in other words", metadata={"score": 3}))
        assert after.pk == before.pk
        assert after.first_seen == START
        assert after.last_seen == START + HOUR
        assert after.occurrence_count == 2
        assert (after.line, after.end_line, after.description) == (152, 153, "Now in other words")
        assert after.metadata == {"score": 3}
        assert actions(after) == ["created"]

    def test_that_comes_out_of_order_takes_nothing_back(self, analysis: Recorder) -> None:
        analysis(issue())
        analysis.now = START - HOUR
        assert analysis.one(issue()).last_seen == START

    def test_tells_when_the_severity_changed(self, analysis: Recorder) -> None:
        analysis(issue(severity=Severity.MEDIUM))
        finding = analysis.one(issue(severity=Severity.HIGH))
        assert finding.severity == Severity.HIGH
        event = finding.history.get(action="severity_updated")
        assert (event.from_value, event.to_value) == ("MEDIUM", "HIGH")

    def test_follows_a_file_to_its_new_name(self, analysis: Recorder) -> None:
        before = analysis.one(issue())
        files = [PATH, "src/pay.py"]
        after = analysis.one(issue(file_path="src/pay.py"), renames={PATH: "src/pay.py"}, examined=files)
        assert after.pk == before.pk
        assert after.file_path == "src/pay.py"
        event = after.history.get(action="moved")
        assert (event.from_value, event.to_value) == (PATH, "src/pay.py")
        assert analysis.one(issue(file_path="src/pay.py")).pk == before.pk

    def test_follows_a_file_that_moved_out_of_sight(self, analysis: Recorder) -> None:
        before, gone = analysis(issue(), issue(rule="other")).ids
        analysis(examined=[PATH], renames={PATH: "tests/data.py"})
        after = Finding.objects.get(pk=before)
        assert (after.file_path, after.status, after.occurrence_count) == ("tests/data.py", Status.OPEN, 1)
        assert actions(after) == ["created", "moved"]
        assert analysis(issue(file_path="tests/data.py"), examined=["tests/data.py"]).ids == [before]
        assert Finding.objects.get(pk=gone).status == Status.RESOLVED

    def test_lets_files_swap_their_names(self, analysis: Recorder) -> None:
        one, other = analysis(issue(file_path="a.py"), issue(file_path="b.py")).ids
        swapped = analysis(issue(file_path="b.py"), issue(file_path="a.py"), renames={"a.py": "b.py", "b.py": "a.py"})
        assert swapped.ids == [one, other]

    def test_of_an_edited_line_is_the_same_finding_and_the_old_code_then_another(self, analysis: Recorder) -> None:
        before = analysis.one(issue())
        edited = issue(code_snippet='query = f"SELECT * FROM users WHERE id = {user_id} LIMIT 1"')
        after = analysis.one(edited)
        assert after.pk == before.pk
        assert after.code_snippet == edited.code_snippet
        both = analysis(edited, replace(issue(), line=150))
        assert both.ids[0] == before.pk
        assert both.created == 1


class TestNotSeen:
    def test_stays_open_while_only_half_of_what_was_compared_is_looked_at(self, analysis: Recorder) -> None:
        duplicate = analysis.one(issue(metadata={"other_files": ["src/twin.py"]}))
        assert analysis(comparing=[duplicate.rule], examined=[PATH, "src/other.py"]).resolved == 0
        assert analysis(comparing=[duplicate.rule], examined=[PATH, "src/twin.py"]).resolved == 1

    def test_is_resolved_by_the_system(self, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        assert analysis().resolved == 1
        finding.refresh_from_db()
        assert finding.status == Status.RESOLVED
        assert finding.missing_since == START + HOUR
        assert (finding.occurrence_count, finding.last_seen) == (1, START)
        event = finding.history.get(action="resolved")
        assert (event.actor, event.from_value, event.to_value) == ("", "open", "resolved")

    def test_and_not_looked_for_stays_as_it_is(self, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        analysis(examined=["src/other.py"])
        analysis(analyzers=["complexity"])
        analysis(threshold=Severity.CRITICAL)
        finding.refresh_from_db()
        assert finding.status == Status.OPEN
        assert finding.missing_since is None

    def test_twice_is_told_once(self, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        analysis()
        assert analysis().resolved == 0
        assert actions(finding) == ["created", "resolved"]

    def test_and_seen_again_is_reopened(self, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        analysis()
        recorded = analysis(issue(line=160))
        assert (recorded.ids, recorded.reopened, recorded.seen_again) == ([finding.pk], 1, 1)
        finding.refresh_from_db()
        assert (finding.status, finding.missing_since, finding.line) == (Status.OPEN, None, 160)
        assert finding.occurrence_count == 2
        assert actions(finding) == ["created", "resolved", "reopened"]


class TestDecisions:
    @pytest.mark.parametrize("status", [Status.IGNORED, Status.WONTFIX])
    def test_stay_whether_the_finding_is_seen_or_not(self, analysis: Recorder, status: Status) -> None:
        finding = analysis.one(issue())
        change_status(finding_id=finding.pk, to=status, by=ANNA)
        analysis(issue())
        analysis()
        gone = Finding.objects.get()
        assert (gone.status, gone.occurrence_count, gone.missing_since) == (status, 2, START + 2 * HOUR)
        analysis(issue())
        back = Finding.objects.get()
        assert (back.status, back.occurrence_count, back.missing_since) == (status, 3, None)
        assert actions(finding) == ["created", status]

    def test_that_something_is_resolved_do_not_outlive_its_sight(self, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        change_status(finding_id=finding.pk, to=Status.RESOLVED, by=ANNA)
        assert analysis(issue()).reopened == 1
        finding.refresh_from_db()
        assert (finding.status, finding.updated_by) == (Status.OPEN, "")

    def test_to_reopen_what_is_gone_do_not_outlive_the_next_analysis(self, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        analysis()
        change_status(finding_id=finding.pk, to=Status.OPEN, by=ANNA)
        assert analysis().resolved == 1
        assert actions(finding) == ["created", "resolved", "reopened", "resolved"]

    def test_are_written_with_who_when_and_why(self, analysis: Recorder) -> None:
        user = User.objects.create_user("anna", email="anna@example.com")
        finding = analysis.one(issue())
        changed = change_status(finding_id=finding.pk, to=Status.IGNORED, by=Actor("anna", user.pk), comment="no\0ise")
        assert (changed.status, changed.updated_by) == (Status.IGNORED, "anna")
        event = finding.history.get(action="ignored")
        assert (event.actor, event.user, event.comment) == ("anna", user, "no\ufffdise")
        assert (event.from_value, event.to_value) == ("open", "ignored")
        assert event.timestamp == changed.updated_at
        user.delete()
        event.refresh_from_db()
        assert (event.actor, event.user) == ("anna", None)

    def test_that_change_nothing_are_refused(self, analysis: Recorder) -> None:
        finding = analysis.one(issue())
        with pytest.raises(ImpossibleTransition) as refused:
            change_status(finding_id=finding.pk, to=Status.OPEN, by=ANNA)
        assert refused.value.details == {"finding_id": finding.public_id, "status": "open", "requested": "open"}
        assert actions(finding) == ["created"]

    def test_about_many_take_a_fixed_number_of_statements(self, analysis: Recorder) -> None:
        ids = analysis(*many(50)).ids
        change_status(finding_id=ids[0], to=Status.IGNORED, by=ANNA)
        counts = []
        for chosen in (ids[:5], ids):
            with CaptureQueriesContext(connection) as queries:
                change_status_of_many(finding_ids=chosen, to=Status.IGNORED, by=ANNA, comment="tests")
            counts.append(len(queries))
        # Savepoint and its release, the projects' locks, the rows' locks, the update, the history.
        assert counts == [6, 6]
        assert Finding.objects.filter(status="ignored", updated_by=ANNA.name).count() == 50
        assert FindingEvent.objects.filter(action="ignored").count() == 50
        assert change_status_of_many(finding_ids=ids, to=Status.IGNORED, by=ANNA) == 0
        assert change_status_of_many(finding_ids=ids, to=Status.OPEN, by=ANNA) == 50
        assert ledger.differences() == []


class TestHistory:
    def test_cannot_be_changed(self, analysis: Recorder) -> None:
        analysis(issue())
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            FindingEvent.objects.update(comment="nothing happened")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            FindingEvent.objects.all().delete()

    def test_goes_with_its_finding(self, analysis: Recorder) -> None:
        analysis.one(issue()).delete()
        assert not FindingEvent.objects.exists()


class TestStatements:
    def test_are_as_many_for_a_thousand_as_for_ten(self, analysis: Recorder) -> None:
        counts = {}
        for count in (10, 1000):
            issues = [replace(one, file_path=f"{count}/{one.file_path}") for one in many(count)]
            files = [one.file_path for one in issues]
            shifted = [replace(one, line=one.line + 3) for one in issues]
            counts[count] = [self.statements(analysis, *seen, examined=files) for seen in (issues, issues, shifted, [])]
        assert counts[10] == counts[1000]
        # Savepoint and release, timeout, lock, known findings, and then: new ones and their history; those seen
        # again; those seen again elsewhere; those resolved and their history.
        assert counts[10] == [7, 6, 6, 7]

    def statements(self, analysis: Recorder, *issues: object, **rest: object) -> int:
        with CaptureQueriesContext(connection) as queries:
            analysis(*issues, **rest)  # type: ignore[arg-type]
        return len(queries)

    def test_keep_texts_that_postgres_would_refuse(self, analysis: Recorder) -> None:
        odd = issue(
            description="null \0 and half \ud800",
            code_snippet='tab\tquote"back\\slash\nline\r\\N \\. \0',
            function="f" * 600,
            metadata={"\0": "\udcff"},
            file_path="src/\udce4.py",
        )
        first = analysis.one(odd)
        again = analysis.one(replace(odd, line=150))
        assert again.pk == first.pk
        assert again.description == "null \ufffd and half \\ud800"
        assert again.code_snippet == 'tab\tquote"back\\slash\nline\r\\N \\. \ufffd'
        assert again.file_path == "src/\\udce4.py"
        assert again.metadata == {"\ufffd": "\\udcff"}

    def test_leave_nothing_behind_when_one_fails(self, analysis: Recorder) -> None:
        too_long = issue(rule="r" * 101)
        with pytest.raises(DatabaseError), transaction.atomic():
            analysis(issue(), too_long)
        assert not Finding.objects.exists()
        assert not FindingEvent.objects.exists()
        assert ledger.differences() == []

    def test_end_with_the_transaction_that_they_join(self, analysis: Recorder) -> None:
        def fail() -> None:
            with transaction.atomic():
                analysis(issue())
                raise InternalError

        with pytest.raises(InternalError):
            fail()
        assert not Finding.objects.exists()

    def test_need_no_issues(self, analysis: Recorder) -> None:
        assert analysis(examined=[]).ids == []
