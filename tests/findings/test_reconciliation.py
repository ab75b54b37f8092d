"""What an analysis means for the findings known so far."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from findings import fingerprints
from findings.issues import Issue
from findings.reconciliation import Known, Plan, Scope, reconcile
from findings.severity import Severity
from tests.findings.conftest import ANALYZERS, PATH, issue


def known(one: Issue, *, ordinal: int = 0, **changes: object) -> Known:
    """A finding as an analysis left it that saw this issue."""
    finding = Known(
        id=uuid.uuid4(),
        fingerprint=fingerprints.fingerprint(one.file_path, fingerprints.defect(one), ordinal),
        content=fingerprints.content(one),
        rule=one.rule,
        analyzer=one.analyzer,
        file_path=one.file_path,
        function=one.function,
        class_name=one.class_name,
        line=one.line,
        severity=one.severity,
        is_resolved=False,
        is_dismissed=False,
        is_present=True,
    )
    return replace(finding, **changes)  # type: ignore[arg-type]


def plan(
    findings: Iterable[Known],
    issues: Sequence[Issue],
    *,
    renames: Mapping[str, str] | None = None,
    examined: Iterable[str] = (PATH,),
    analyzers: Iterable[str] = ANALYZERS,
    threshold: Severity = Severity.LOW,
    comparing: Iterable[str] = (),
    snippets: Mapping[uuid.UUID, str] | None = None,
) -> Plan:
    scope = Scope(
        examined=frozenset(examined),
        analyzers=frozenset(analyzers),
        threshold=threshold,
        comparing=frozenset(comparing),
    )
    return reconcile(
        known=findings,
        issues=issues,
        scope=scope,
        renames=renames or {},
        snippets=lambda ids: {pk: (snippets or {}).get(pk, "") for pk in ids},
    )


def told(a_plan: Plan) -> tuple[int, int, int, int]:
    return len(a_plan.created), len(a_plan.matches), len(a_plan.missed), len(a_plan.moved)


def test_what_nobody_knows_is_new() -> None:
    made = plan([], [issue()])
    assert told(made) == (1, 0, 0, 0)
    ((seen, fingerprint),) = made.created
    assert fingerprint == fingerprints.fingerprint(PATH, fingerprints.defect(issue()), 0)
    assert seen.positions == [0]


def test_an_unchanged_file_needs_no_second_look() -> None:
    issues = [issue(line=line, code_snippet=f"run({line})") for line in range(1, 50)]
    made = plan([known(one) for one in issues], issues, snippets=None)
    assert told(made) == (0, 49, 0, 0)
    assert not any(match.is_changed for match in made.matches)


def test_a_shifted_line_is_a_change_of_the_same_finding() -> None:
    finding = known(issue())
    (match,) = plan([finding], [issue(line=152)]).matches
    assert match.known is finding
    assert match.is_changed
    assert match.has_same_code
    assert match.fingerprint == finding.fingerprint


def test_the_same_issue_twice_is_one_finding() -> None:
    made = plan([], [issue(), issue()])
    assert told(made) == (1, 0, 0, 0)
    assert made.created[0][0].positions == [0, 1]


def test_equal_defects_on_several_lines_are_several_findings() -> None:
    made = plan([], [issue(line=1), issue(line=2), issue(line=3)])
    assert len({fingerprint for _, fingerprint in made.created}) == 3


def test_a_decision_stays_with_its_defect_when_an_equal_one_above_is_mended() -> None:
    above, below = known(issue(line=10)), known(issue(line=40), ordinal=1, is_dismissed=True)
    made = plan([above, below], [issue(line=40)])
    assert [match.known for match in made.matches] == [below]
    assert made.missed == [above]


def test_an_edited_line_keeps_its_finding_under_a_new_fingerprint() -> None:
    finding = known(issue())
    edited = issue(code_snippet='query = f"SELECT * FROM users WHERE id = {user_id} LIMIT 1"')
    (match,) = plan([finding], [edited], snippets={finding.id: issue().code_snippet}).matches
    assert match.known is finding
    assert not match.has_same_code
    assert fingerprints.defect_of(match.fingerprint) == fingerprints.defect(edited)


def test_a_renamed_function_keeps_its_findings() -> None:
    finding = known(issue())
    renamed = issue(function="PaymentProcessor.find_user")
    made = plan([finding], [renamed], snippets={finding.id: issue().code_snippet})
    assert told(made) == (0, 1, 0, 0)


def test_two_findings_that_swap_their_code_swap_no_fingerprints() -> None:
    one, other = issue(line=1, code_snippet="run(a)"), issue(line=2, code_snippet="run(b)")
    findings = [known(one), known(other)]
    swapped = [replace(one, code_snippet="run(b)"), replace(other, code_snippet="run(a)")]
    made = plan(findings, swapped, snippets={findings[0].id: "run(a)", findings[1].id: "run(b)"})
    assert told(made) == (0, 2, 0, 0)
    assert len({match.fingerprint for match in made.matches}) == 2


def test_a_file_with_a_new_name_takes_its_findings_along() -> None:
    seen, unseen = known(issue()), known(issue(rule="gone"))
    made = plan(
        [seen, unseen], [issue(file_path="src/new.py")], renames={PATH: "src/new.py"}, examined=[PATH, "src/new.py"]
    )
    assert told(made) == (0, 1, 1, 1)
    assert made.matches[0].known is seen
    assert (made.moved[0].known, made.moved[0].file_path) == (unseen, "src/new.py")


def test_a_file_that_moved_out_of_sight_is_followed_and_not_resolved() -> None:
    made = plan([known(issue())], [], renames={PATH: "tests/data.py"}, examined=[PATH])
    assert told(made) == (0, 0, 0, 1)


def test_files_that_swap_names_swap_their_findings() -> None:
    findings = [known(issue(file_path="a.py")), known(issue(file_path="b.py"))]
    made = plan(
        findings,
        [issue(file_path="a.py"), issue(file_path="b.py")],
        renames={"a.py": "b.py", "b.py": "a.py"},
        examined=["a.py", "b.py"],
    )
    assert [(m.known.file_path, m.seen.issue.file_path) for m in made.matches] == [("a.py", "b.py"), ("b.py", "a.py")]
    assert not {match.fingerprint for match in made.matches} & {finding.fingerprint for finding in findings}


class TestWhatIsMissed:
    def test_is_what_was_looked_for_and_not_seen(self) -> None:
        assert told(plan([known(issue())], [])) == (0, 0, 1, 0)

    def test_is_nothing_outside_the_scope(self) -> None:
        finding = known(issue())
        assert told(plan([finding], [], examined=["src/other.py"])) == (0, 0, 0, 0)
        assert told(plan([finding], [], analyzers=["complexity"])) == (0, 0, 0, 0)
        assert told(plan([finding], [], threshold=Severity.CRITICAL)) == (0, 0, 0, 0)

    def test_is_no_comparison_unless_all_that_was_compared_is_looked_at(self) -> None:
        duplicate = known(issue(), other_files=["src/twin.py"])
        comparing = [duplicate.rule]
        assert told(plan([duplicate], [], examined=[PATH], comparing=comparing)) == (0, 0, 0, 0)
        assert told(plan([duplicate], [], examined=[PATH, "src/other.py"], comparing=comparing)) == (0, 0, 0, 0)
        assert told(plan([duplicate], [], examined=[PATH, "src/twin.py"], comparing=comparing)) == (0, 0, 1, 0)

    def test_is_a_comparison_with_a_file_that_has_another_name_now(self) -> None:
        duplicate = known(issue(), other_files=["src/twin.py"])
        renames = {"src/twin.py": "src/sister.py"}
        made = plan([duplicate], [], examined=[PATH, "src/sister.py"], comparing=[duplicate.rule], renames=renames)
        assert told(made) == (0, 0, 1, 0)

    def test_is_no_comparison_when_one_file_was_looked_at(self) -> None:
        unused = known(issue())
        assert told(plan([unused], [], examined=[PATH], comparing=[unused.rule])) == (0, 0, 0, 0)
        assert told(plan([unused], [], examined=[PATH, "src/other.py"], comparing=[unused.rule])) == (0, 0, 1, 0)

    def test_is_not_missed_twice(self) -> None:
        assert told(plan([known(issue(), is_present=False, is_resolved=True)], [])) == (0, 0, 0, 0)
        assert told(plan([known(issue(), is_present=False, is_dismissed=True)], [])) == (0, 0, 0, 0)

    def test_is_missed_again_once_staff_reopened_it(self) -> None:
        assert told(plan([known(issue(), is_present=False)], [])) == (0, 0, 1, 0)


def test_what_was_gone_comes_back_only_as_what_it_was() -> None:
    gone = known(issue(), is_present=False, is_dismissed=True)
    assert told(plan([gone], [issue(line=7)])) == (0, 1, 0, 0)
    edited = issue(code_snippet='query = f"SELECT * FROM users WHERE id = {user_id} LIMIT 1"')
    assert told(plan([gone], [edited], snippets={gone.id: issue().code_snippet})) == (1, 0, 0, 0)


CODES = ("run(a)", "run(a, b)", "run(b)", "eval(a)", "eval(a)  # why")
SIGHTS = st.lists(
    st.builds(
        issue,
        line=st.integers(1, 30),
        column=st.just(1),
        code_snippet=st.sampled_from(CODES),
        function=st.sampled_from(["f", "g", None]),
        rule=st.sampled_from(["one", "two"]),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(st.lists(SIGHTS, max_size=6))
def test_after_any_analysis_what_is_there_is_what_was_seen(analyses: list[list[Issue]]) -> None:
    store: dict[uuid.UUID, tuple[Known, str]] = {}
    for issues in analyses:
        snippets = {pk: code for pk, (_, code) in store.items()}
        made = plan([finding for finding, _ in store.values()], issues, snippets=snippets)
        present = {pk for pk, (finding, _) in store.items() if finding.is_present}
        matched = {match.known.id for match in made.matches}
        missed = {finding.id for finding in made.missed}
        assert matched | missed >= present
        assert not matched & missed
        for finding in made.missed:
            store[finding.id] = (replace(finding, is_present=False, is_resolved=True), store[finding.id][1])
        sights = [(match.seen, match.fingerprint, match.known.id) for match in made.matches]
        sights += [(seen, fingerprint, uuid.uuid4()) for seen, fingerprint in made.created]
        for seen, fingerprint, pk in sights:
            store[pk] = (known(seen.issue, id=pk, fingerprint=fingerprint), seen.issue.code_snippet)
        assert sorted(position for seen, _, _ in sights for position in seen.positions) == list(range(len(issues)))
        assert len({finding.fingerprint for finding, _ in store.values()}) == len(store)
        assert sum(finding.is_present for finding, _ in store.values()) == len(sights)
