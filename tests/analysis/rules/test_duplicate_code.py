"""Duplicates are found across files and within one, and each is told of once."""

from tests.analysis.rules.conftest import FindAcross

TOTAL = """
def total(items, log):
    total = 0
    for item in items:
        if item is None:
            continue
        value = item.price * item.count
        if value < 0:
            log.warning("negative: %s", item)
            value = 0
        total += value
    log.info("total %s", total)
    return round(total, 2)
"""
OTHER = """
def names(items):
    return sorted(item.name for item in items)
"""


def test_a_run_of_statements_in_two_files_is_reported_at_the_first_path(find_across: FindAcross) -> None:
    [(path, hit)] = find_across("duplicate_code", {"b.py": OTHER + TOTAL, "a.py": TOTAL})
    assert (path, hit.at) == ("a.py", 1)
    assert hit.description == "12 statements from here on stand in lines 4-15 of b.py too."
    assert hit.metadata == {
        "end_line": 12,
        "statements": 12,
        "places": 2,
        "duplicates": [{"file_path": "b.py", "line": 4, "end_line": 15}],
        "other_files": ["b.py"],
    }


def test_three_copies_are_one_issue(find_across: FindAcross) -> None:
    [(path, hit)] = find_across("duplicate_code", {"a.py": TOTAL, "b.py": TOTAL, "c.py": OTHER + TOTAL})
    assert path == "a.py"
    assert hit.description.endswith("lines 1-12 of b.py and in 1 more place too.")
    assert [place["file_path"] for place in hit.metadata["duplicates"]] == ["b.py", "c.py"]


def test_layout_comments_and_the_words_of_strings_make_no_difference(find_across: FindAcross) -> None:
    again = TOTAL.replace("price * item", "price*item").replace("negative: %s", "below zero: %s")
    again = again.replace("        total += value", "\n        # add it\n        total += value")
    assert len(find_across("duplicate_code", {"a.py": TOTAL, "b.py": again})) == 1


def test_one_changed_name_in_the_middle_leaves_runs_that_are_too_short(find_across: FindAcross) -> None:
    changed = TOTAL.replace("value < 0", "value < limit")
    assert find_across("duplicate_code", {"a.py": TOTAL, "b.py": changed}) == []


def test_a_shorter_copy_inside_a_longer_one_is_no_issue_of_its_own(find_across: FindAcross) -> None:
    longer = TOTAL + OTHER
    issues = find_across("duplicate_code", {"a.py": longer, "b.py": longer, "c.py": TOTAL})
    assert [(path, hit.metadata["places"]) for path, hit in issues] == [("a.py", 3)]


def test_a_copy_within_one_file_names_its_lines(find_across: FindAcross) -> None:
    [(_, hit)] = find_across("duplicate_code", {"a.py": TOTAL + OTHER + TOTAL})
    assert hit.description == "12 statements from here on stand in lines 17-28 too."


def test_tests_and_migrations_may_repeat_themselves(find_across: FindAcross) -> None:
    files = {"a.py": TOTAL, "tests/test_a.py": TOTAL, "app/migrations/0001_initial.py": TOTAL}
    assert find_across("duplicate_code", files) == []


def test_tables_of_data_are_no_code(find_across: FindAcross) -> None:
    table = "\n".join(f"NAME_{number} = ['a', {number}]" for number in range(30))
    assert find_across("duplicate_code", {"a.py": table, "b.py": table}) == []


def test_endless_repetition_of_a_few_statements_is_no_duplicate(find_across: FindAcross) -> None:
    assert find_across("duplicate_code", {"a.py": "step(a)\nstep(b)\n" * 5_000}) == []
