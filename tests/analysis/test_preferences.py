"""The `Prefer` header."""

import pytest

from analysis.preferences import Preference, preference


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", Preference(10)),
        ("return=minimal", Preference(10)),
        ("respond-async", Preference(0, "respond-async")),
        ("Respond-Async", Preference(0, "respond-async")),
        ("respond-async, wait=5", Preference(5, "respond-async, wait=5")),
        ("wait=5", Preference(5, "wait=5")),
        ("wait=0", Preference(0, "wait=0")),
        ('wait="7"', Preference(7, "wait=7")),
        ("wait = 3 ; foo=bar", Preference(3, "wait=3")),
        ("wait=100000", Preference(10, "wait=100000")),
        ("wait=-1", Preference(10)),
        ("wait=1.5", Preference(10)),
        ("wait=9999999999", Preference(10)),
        ("wait=2, wait=8", Preference(2, "wait=2")),
        ("x-respond-async", Preference(10)),
        (",;=,", Preference(10)),
    ],
)
def test_what_is_honoured_of_the_header(header: str, expected: Preference) -> None:
    assert preference(header, longest_seconds=10) == expected
