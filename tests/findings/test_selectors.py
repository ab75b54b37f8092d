"""What is asked about findings across rows."""

import pytest

from findings.exceptions import FindingNotFound
from findings.models import Finding, Status
from findings.selectors import finding_seen_by, related_to, tracked_files
from findings.services import Actor, change_status
from hefesto_site.access.models import Project
from tests.findings.conftest import Recorder, issue

pytestmark = pytest.mark.django_db


class TestTrackedFiles:
    def test_are_those_with_findings_that_are_not_resolved(self, analysis: Recorder, project: Project) -> None:
        analysis(*(issue(file_path=path) for path in ("src/a.py", "src/b.py", "src.py", "srcs/c.py", "src/d/e.py")))
        change_status(finding_id=Finding.objects.get(file_path="src/b.py").pk, to=Status.RESOLVED, by=Actor("A"))
        change_status(finding_id=Finding.objects.get(file_path="src/a.py").pk, to=Status.IGNORED, by=Actor("A"))
        assert tracked_files(project, "") == {"src/a.py", "src.py", "srcs/c.py", "src/d/e.py"}
        assert tracked_files(project, "src") == tracked_files(project, "src/") == {"src/a.py", "src/d/e.py"}
        assert tracked_files(project, "src/a.py") == {"src/a.py"}
        assert tracked_files(project, "s%c") == set()

    def test_include_what_a_finding_compares_its_file_with(self, analysis: Recorder, project: Project) -> None:
        analysis(issue(rule="twins", metadata={"other_files": ["src/twin.py", "lib/twin.py"]}), issue(rule="twins_not"))
        assert tracked_files(project, "src", {"twins", "twins_not"}) == {"src/payment_processor.py", "src/twin.py"}
        assert tracked_files(project, "", {"twins"}) == {"src/payment_processor.py", "src/twin.py", "lib/twin.py"}
        assert tracked_files(project, "") == {"src/payment_processor.py"}

    def test_are_the_projects_own(self, analysis: Recorder) -> None:
        analysis(issue())
        assert tracked_files(Project.objects.create(slug="other", name="Other"), "") == set()


def test_a_finding_is_seen_by_who_may_see_its_project(analysis: Recorder, project: Project) -> None:
    finding = analysis.one(issue())
    assert finding_seen_by(None, finding.public_id) == finding_seen_by({project.pk}, finding.public_id) == finding
    for projects, public_id in (({project.pk + 1}, finding.public_id), (set(), finding.public_id), (None, "finding_1")):
        with pytest.raises(FindingNotFound):
            finding_seen_by(projects, public_id)


def test_the_most_similar_is_found_among_thousands_of_newer_ones(analysis: Recorder) -> None:
    code = "result = connection.execute(statement_{}, parameters)"
    first = analysis.one(issue(code_snippet=code.format(0)), issue(line=2, code_snippet=code.format(0) + "  "))
    newer = [
        issue(file_path=f"src/{n // 50}.py", line=n % 50 + 1, code_snippet=f"run({n}, value_{n})") for n in range(3000)
    ]
    analysis(*newer, examined=[])
    related = related_to(first)
    assert related[0].similarity_score == 1.0
    assert related[0].line == 2
