"""The report for terminals."""

from typing import Any

from analysis.reports import text

EXPECTED = """\
Hefesto 4.1.0: src
project default, commit 9fceb02d0ae5 on main, 1 file, 512 lines in 1.25 s, 2025-10-30T12:00:00Z

src/payment_processor.py
   145:12  CRITICAL  security/sql_injection
            Potential SQL injection vulnerability detected
            | query = f"SELECT * FROM users WHERE id = {user_id}"
            ~ line 140: the caller chooses `user_id`
            ~ line 145: is built into `query`
            -> Use parameterized queries instead of string concatenation
     98:5  HIGH      complexity/cyclomatic_complexity
            Function complexity exceeds threshold (score: 18)
            | def process_payment(self, order):
            -> Refactor function into smaller, testable units

src/ü b#?.py
        3  LOW       best_practices/print_in_library (wontfix)
            `print` is called in library code.
            -> Write `logger.info(...)` with a module-level logger instead.

Not analysed as asked (1)
    src/broken.py:7: '(' was never closed [syntax_error]

Suppressed in the source (1)
    src/old.py:9: weak_hash by nosec: not for secrets

3 issues at or above LOW: 1 critical, 1 high, 0 medium, 1 low.
"""


def test_a_report_shows_everything_by_file(answer: dict[str, Any]) -> None:
    assert text.render(answer) == EXPECTED


def test_a_clean_report_says_so(clean_answer: dict[str, Any]) -> None:
    assert text.render(clean_answer).endswith("\n\nNo issues at or above MEDIUM.\n")


def test_nothing_in_the_source_moves_the_cursor_or_turns_the_line(hostile_answer: dict[str, Any]) -> None:
    report = text.render(hostile_answer)
    assert not set(report) & set("\x1b\x00\u202e\u200b\r\x07")
    assert "\\x1b[31m\\u202e" in report


def test_a_snippet_keeps_its_shape_and_its_length(answer: dict[str, Any]) -> None:
    answer["findings"][0]["code_snippet"] = "\tif x:\n\t\ty()" + "\n\tz()" * 10
    answer["findings"][1]["code_snippet"] = "x" * 500
    report = text.render(answer)
    assert "            | if x:\n            |     y()\n            | z()\n" in report
    assert "            | … 6 more lines\n" in report
    assert f"            | {'x' * 100}…\n" in report


def test_a_dirty_checkout_is_told(answer: dict[str, Any]) -> None:
    answer["metadata"]["dirty"] = True
    assert "commit 9fceb02d0ae5 on main with changes, " in text.render(answer)


def test_an_analysis_without_project_or_git_says_less(answer: dict[str, Any]) -> None:
    answer |= {"project": None, "analysis_id": None}
    answer["metadata"]["commit"] = ""
    assert text.render(answer).splitlines()[1] == "1 file, 512 lines in 1.25 s, 2025-10-30T12:00:00Z"
