"""Sentences about source code as HTML."""

import pytest

from findings.prose import prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("`f` calls `g`", "<code>f</code> calls <code>g</code>"),
        ("an open ` stays", "an open ` stays"),
        ("`<b>` & co", "<code>&lt;b&gt;</code> &amp; co"),
        ("\u202ehidden", "\\u202ehidden"),
    ],
)
def test_code_between_backticks_is_shown_as_code_and_everything_is_escaped(text: str, expected: str) -> None:
    assert prose(text) == expected
