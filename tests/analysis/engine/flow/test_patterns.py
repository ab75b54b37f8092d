"""What a text is clean for after a pattern let it through."""

import time

import pytest

from analysis.engine.flow.kinds import CODE, FILES, HTML, PATH, REDIRECT, SHELL, SQL, URL
from analysis.engine.flow.patterns import clean_after, clean_after_removal


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"[a-z]+", "fullmatch"),
        (r"^[a-zA-Z0-9_-]{1,20}$", "match"),
        (r"^\w+\Z", "search"),
        (r"(?P<year>\d{4})-(?P<month>\d\d)", "fullmatch"),
        (r"[A-Za-z]+|[0-9]+", "fullmatch"),
        (r"^(dev|test|prod)$", "match"),
    ],
)
def test_a_pattern_of_letters_and_digits_that_covers_the_whole_text_makes_it_clean(pattern: str, way: str) -> None:
    mask = clean_after(pattern, way)
    assert mask & SQL
    assert mask & SHELL
    assert mask & CODE
    assert mask & HTML
    assert mask & PATH


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"[a-z]+", "match"),
        (r"[a-z]+", "search"),
        (r"^[a-z]+", "search"),
        (r"[a-z]+$", "search"),
        (r".+", "fullmatch"),
        (r"^\S+$", "match"),
        (r"^[^;]+$", "match"),
        (r"^[a-z]+\$", "match"),
        (r"^a$|b", "match"),
        ("a" * 400, "fullmatch"),
    ],
)
def test_a_pattern_that_lets_anything_pass_somewhere_cleans_nothing(pattern: str, way: str) -> None:
    mask = clean_after(pattern, way)
    assert not mask & SHELL
    assert not mask & SQL


def test_what_a_class_names_is_what_passes() -> None:
    assert clean_after(r"[\w.-]+", "fullmatch") & FILES == FILES
    assert not clean_after(r"[\w./-]+", "fullmatch") & PATH
    assert not clean_after(r"[ -~]+", "fullmatch") & SHELL
    assert not clean_after(r"https?://[\w.]+", "fullmatch") & (URL | REDIRECT)
    assert not clean_after(r"[\x3b]+", "fullmatch") & SHELL
    assert not clean_after(r"[\x20-\x7e]+", "fullmatch") & SHELL
    assert not clean_after(r"[\040-\176]+", "fullmatch") & SHELL
    assert not clean_after(r"[!-~]+", "fullmatch") & SHELL


def test_removing_all_but_a_class_makes_a_text_clean() -> None:
    assert clean_after_removal(r"[^a-z0-9]") & SHELL
    assert clean_after_removal(r"\W+") & SQL
    assert not clean_after_removal(r"[;|&]") & SHELL
    assert not clean_after_removal(r"[^a-z/]") & PATH


def test_a_hostile_pattern_is_read_and_never_run() -> None:
    before = time.perf_counter()
    assert clean_after("(a+)+" * 50 + "$", "match")
    assert time.perf_counter() - before < 1
