"""Issues that Postgres can store."""

from hypothesis import given
from hypothesis import strategies as st

from findings.issues import MAX_NAME_LENGTH, storable, storable_text
from tests.findings.conftest import issue

ODD_TEXT = st.text(st.characters(codec=None) | st.sampled_from(["\0", "\ud800", "\udcff", "ü", "😀"]))


def test_an_ordinary_issue_is_left_as_it_is() -> None:
    for one in (issue(), issue(description="Größe 😀"), issue(metadata={"a": [1, {"b": "ü"}]})):
        assert storable(one) is one


def test_null_characters_and_halves_of_characters_are_replaced() -> None:
    cleaned = storable(issue(code_snippet="a\0b", description="\udcff is no UTF-8", metadata={"k\0": ["\ud800", 1]}))
    assert cleaned.code_snippet == "a\ufffdb"
    assert cleaned.description == "\\udcff is no UTF-8"
    assert cleaned.metadata == {"k\ufffd": ["\\ud800", 1]}


def test_metadata_is_looked_into_where_all_else_is_in_order() -> None:
    for odd, stored in (("\ud800", "\\ud800"), ("a\0", "a\ufffd")):
        assert storable(issue(metadata={"deep": [{"key": odd}]})).metadata == {"deep": [{"key": stored}]}


def test_names_are_cut_where_the_column_ends() -> None:
    cleaned = storable(issue(function="f" * 1000, class_name=None))
    assert cleaned.function == "f" * MAX_NAME_LENGTH
    assert cleaned.class_name is None


@given(ODD_TEXT)
def test_any_text_becomes_one_that_can_be_stored(text: str) -> None:
    stored = storable_text(text)
    stored.encode()
    assert "\0" not in stored
    assert storable_text(stored) == stored
