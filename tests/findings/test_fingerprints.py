"""What makes a defect the same one tomorrow."""

from dataclasses import replace
from itertools import islice

import pytest

from findings import fingerprints
from findings.severity import Severity
from tests.findings.conftest import issue


@pytest.mark.parametrize(
    "changes",
    [
        {"line": 300, "end_line": 300, "column": 1},
        {"severity": Severity.CRITICAL, "confidence": 0.1},
        {"description": "Complexity is 21 (threshold 20)", "recommendation": "Other words"},
        {"metadata": {"complexity_score": 21}},
        {"code_snippet": '    query = f"SELECT * FROM users WHERE id = {user_id}"  # later'},
        {"file_path": "src/another.py"},
    ],
)
def test_what_drifts_is_no_part_of_a_defect(changes: dict[str, object]) -> None:
    assert fingerprints.defect(issue(**changes)) == fingerprints.defect(issue())


@pytest.mark.parametrize(
    "changes",
    [
        {"rule": "command_injection"},
        {"function": "PaymentProcessor.find_all"},
        {"function": None, "class_name": None},
        {"code_snippet": 'query = f"SELECT * FROM users WHERE name = {name}"'},
    ],
)
def test_rule_code_and_definition_are(changes: dict[str, object]) -> None:
    assert fingerprints.defect(issue(**changes)) != fingerprints.defect(issue())


def test_a_fingerprint_tells_files_and_equal_defects_apart() -> None:
    defect = fingerprints.defect(issue())
    made = {fingerprints.fingerprint(path, defect, ordinal) for path in ("a.py", "b.py") for ordinal in (0, 1)}
    assert len(made) == 4
    assert {fingerprints.defect_of(one) for one in made} == {defect}


def test_free_fingerprints_pass_over_those_that_are_taken() -> None:
    defect = fingerprints.defect(issue())
    taken = {fingerprints.fingerprint("a.py", defect, ordinal) for ordinal in (0, 2)}
    free = list(islice(fingerprints.free_fingerprints("a.py", defect, taken), 2))
    assert free == [fingerprints.fingerprint("a.py", defect, ordinal) for ordinal in (1, 3)]


def test_the_content_is_all_that_an_analysis_says_but_the_file() -> None:
    said = fingerprints.content(issue())
    assert fingerprints.content(issue(file_path="src/another.py")) == said
    for changes in ({"line": 146}, {"description": "Other"}, {"metadata": {"a": 1}}, {"severity": Severity.LOW}):
        assert fingerprints.content(replace(issue(), **changes)) != said
    assert -(1 << 63) <= said < 1 << 63


def test_the_order_of_metadata_does_not_matter() -> None:
    one, other = issue(metadata={"a": 1, "b": 2}), issue(metadata={"b": 2, "a": 1})
    assert fingerprints.content(one) == fingerprints.content(other)
