"""Code without its layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.tokens import tokens


def same(one: str, other: str, path: str = "a.py") -> bool:
    return tokens(one, path) == tokens(other, path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("run(a, b)", "    run( a,b )"),
        ("run(a, b)", "run(\n    a,\n    b,\n)"),
        ("run(a)  # why", "run(a)"),
        ("run(a)  # one reason", "run(a)  # another"),
        ("name = 'x'", 'name = "x"'),
        ("[1, 2]", "[1, 2,]"),
    ],
)
def test_layout_comments_and_quotes_are_no_code(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("run(a)", "run(b)"),
        ("run('# a')", "run('# b')"),
        ('run("a \\" # b")', 'run("a \\" # c")'),
        ("run(a, b)", "run(a b)"),
        ("x = 1", "x = 2"),
    ],
)
def test_what_differs_in_code_differs(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    ("path", "code", "plain"),
    [
        ("a.js", "run(a) // why", "run(a)"),
        ("a.ts", "run(/* first */ a)", "run(a)"),
        ("a.js", "run(`// ${a}`)", "run(`// ${a}`)"),
        ("a.go", "url := 'http://x' // why", "url := 'http://x'"),
        ("a.py", "a // b", "a // b"),
        ("a.rb", "run a # why", "run a"),
        ("a.css", "#menu { }", "#menu { }"),
    ],
)
def test_the_suffix_tells_what_a_comment_is(path: str, code: str, plain: str) -> None:
    assert tokens(code, path) == tokens(plain, path)
    assert tokens(plain, path) == tokens(plain, "a.txt")


def test_no_code_has_no_tokens() -> None:
    assert tokens("", "a.py") == []
    assert tokens("# only a comment", "a.py") == []


def test_a_string_that_never_ends_costs_no_more_than_its_length() -> None:
    assert len(tokens('"""' + "\\'" * 50_000 + "#", "a.py")) > 50_000


@given(st.text(), st.sampled_from(["a.py", "a.js", "a"]))
def test_any_text_has_tokens_and_spaces_around_change_nothing(text: str, path: str) -> None:
    assert tokens(text + "\n", path) == tokens(text, path)
