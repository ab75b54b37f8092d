"""Identifiers: in the order of time, and in the form that callers see."""

import re
import time
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefesto_site.api.identifiers import decode, encode, uuid7


def test_an_identifier_is_a_uuid_of_version_7() -> None:
    made = uuid7()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert abs((made.int >> 80) / 1000 - time.time()) < 5


def test_identifiers_sort_by_the_time_they_were_made() -> None:
    first = uuid7()
    time.sleep(0.002)
    assert first < uuid7()


def test_no_two_identifiers_are_alike() -> None:
    assert len({uuid7() for _ in range(10_000)}) == 10_000


@given(st.uuids())
def test_what_callers_see_leads_back(identifier: uuid.UUID) -> None:
    shown = encode("finding", identifier)
    assert re.fullmatch(r"finding_[0-9a-hjkmnp-tv-z]{26}", shown)
    assert decode("finding", shown) == identifier


@given(st.uuids(), st.uuids())
def test_what_callers_see_sorts_as_the_identifiers_do(one: uuid.UUID, other: uuid.UUID) -> None:
    assert (one < other) == (encode("x", one) < encode("x", other))


@given(st.text())
def test_any_other_text_leads_nowhere(text: str) -> None:
    found = decode("finding", text)
    assert found is None or encode("finding", found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "finding",
        "finding_",
        "batch_" + "0" * 26,
        "finding_" + "0" * 25,
        "finding_" + "0" * 27,
        "finding_" + "z" * 26,
        "finding_" + "i" * 26,
        "finding_" + "A" * 26,
        "FINDING_" + "0" * 26,
        "finding_" + "\u0660" * 26,
    ],
)
def test_what_was_not_made_here_leads_nowhere(text: str) -> None:
    assert decode("finding", text) is None
