"""A finding's life over any series of edits, analyses and decisions, against a model of it in a few lines."""

from collections import Counter
from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings import ledger
from findings.issues import Issue
from findings.models import Finding, Status
from findings.services import Actor, change_status
from findings.severity import Severity
from hefesto_site.access.models import Project
from tests.findings.conftest import ANALYZERS, Recorder, issue

pytestmark = pytest.mark.django_db

FILES = ("a.py", "b.py", "c.py")
DEFECTS = range(6)  # each of its own rule, so that none is taken for another
ANALYZER = sorted(ANALYZERS)

EDITS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(DEFECTS), st.sampled_from(FILES)),
    st.tuples(st.just("mend"), st.sampled_from(DEFECTS)),
    st.tuples(st.just("shift"), st.sampled_from(FILES), st.integers(1, 9)),
    st.tuples(st.just("rename"), st.sampled_from(FILES), st.sampled_from(FILES)),
    st.tuples(st.just("decide"), st.sampled_from(DEFECTS), st.sampled_from(list(Status))),
    st.tuples(
        st.just("analyse"),
        st.sets(st.sampled_from(FILES)),
        st.sets(st.sampled_from(ANALYZER)),
        st.sampled_from(Severity),
    ),
    st.tuples(st.just("analyse"), st.just(set(FILES)), st.just(set(ANALYZER)), st.just(Severity.LOW)),
)


@dataclass
class Expected:
    """What the service should know of one defect."""

    status: Status
    seen: int
    is_present: bool


class Code:
    """Some files with defects, and what is expected to be known about them."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.places: dict[int, str] = {}
        self.shifts: Counter[str] = Counter()
        self.expected: dict[int, Expected] = {}
        self.paths: dict[int, str] = {}  # of the findings
        self.renames: dict[str, str] = {}

    def add(self, defect: int, file: str) -> None:
        known = self.paths.get(defect, file)
        if defect not in self.places and self.renames.get(known, known) == file:
            self.places[defect] = file

    def mend(self, defect: int) -> None:
        self.places.pop(defect, None)

    def shift(self, file: str, lines: int) -> None:
        self.shifts[file] += lines

    def rename(self, old: str, new: str) -> None:
        """Swap two files' names, told to the next analysis."""
        if self.renames or old == new:
            return
        self.renames = {old: new, new: old}
        self.places = {defect: self.renames.get(file, file) for defect, file in self.places.items()}

    def decide(self, defect: int, status: Status) -> None:
        finding = Finding.objects.filter(rule=f"rule_{defect}").first()
        if finding is not None and finding.status != status:
            change_status(finding_id=finding.pk, to=status, by=Actor("Anna"))
            self.expected[defect].status = status

    def analyse(self, files: set[str], analyzers: set[str], threshold: Severity) -> None:
        files, renames = set(files) | set(self.renames), self.renames
        self.renames = {}
        self.paths = {defect: renames.get(file, file) for defect, file in self.paths.items()}
        found = [self.issue(defect) for defect, file in sorted(self.places.items()) if file in files]
        found = [one for one in found if one.analyzer in analyzers and one.severity >= threshold]
        self.recorder(*found, examined=files, analyzers=analyzers, threshold=threshold, renames=renames)
        seen = {int(one.rule.removeprefix("rule_")) for one in found}
        for defect in seen:
            self.see(defect)
        for defect, known in self.expected.items():
            one = self.issue(defect)
            is_looked_for = self.paths[defect] in files and one.analyzer in analyzers and one.severity >= threshold
            if is_looked_for and defect not in seen:
                known.is_present = False
                known.status = Status.RESOLVED if known.status == Status.OPEN else known.status

    def see(self, defect: int) -> None:
        known = self.expected.setdefault(defect, Expected(Status.OPEN, 0, is_present=True))
        known.seen += 1
        known.is_present = True
        known.status = Status.OPEN if known.status == Status.RESOLVED else known.status
        self.paths[defect] = self.places[defect]

    def issue(self, defect: int) -> Issue:
        file = self.places.get(defect, self.paths.get(defect, FILES[0]))
        return replace(
            issue(),
            rule=f"rule_{defect}",
            analyzer=ANALYZER[defect % len(ANALYZER)],
            severity=list(Severity)[defect % 4],
            file_path=file,
            line=10 * (defect + 1) + self.shifts[file],
            code_snippet=f"run(value_{defect})",
        )

    def check(self) -> None:
        """Everything expected is there, nothing else is, and history and ledger tell the same."""
        known = {finding.rule: finding for finding in Finding.objects.all()}
        assert set(known) == {f"rule_{defect}" for defect in self.expected}
        for defect, expected in self.expected.items():
            finding = known[f"rule_{defect}"]
            assert finding.status == expected.status
            assert finding.occurrence_count == expected.seen
            assert (finding.missing_since is None) is expected.is_present
            assert finding.file_path == self.paths[defect]
            changes = list(finding.history.exclude(action="moved").values_list("from_value", "to_value"))
            assert changes[0] == ("", "open")
            assert [before for before, _ in changes[1:]] == [after for _, after in changes[:-1]]
            assert changes[-1][1] == finding.status
        assert ledger.differences() == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, max_size=25))
def test_follows_its_defect_through_any_edits(project: Project, edits: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        code = Code(Recorder(project))
        for name, *arguments in edits:
            getattr(code, str(name))(*arguments)
        code.check()
        transaction.set_rollback(True)
