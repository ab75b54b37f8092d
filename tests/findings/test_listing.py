"""Pages, and the cursors between them."""

import base64
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.criteria import Criteria
from findings.listing import ORDERS, Page, cursor_after, key_in, rows_of
from tests.findings.conftest import START, Recorder, many


@pytest.mark.django_db
@pytest.mark.parametrize("ordering", ORDERS)
@pytest.mark.parametrize(
    "criteria", [Criteria(), Criteria(path_prefix="src/module_1"), Criteria(q="module"), Criteria(until=START)]
)
def test_few_and_many_findings_are_found_in_two_ways_with_one_result(
    analysis: Recorder, ordering: str, criteria: Criteria
) -> None:
    analysis(*many(60))
    after = None
    for offset in (0, 10, 55):
        page = Page(criteria=criteria, ordering=ordering, limit=7, offset=offset, after=after)
        gathered = rows_of(page, total=60)
        assert rows_of(page, total=60, few=0) == gathered
        if gathered[0] and offset == 0:
            after = key_in(cursor_after(gathered[0][-1], ordering), ordering)
            assert after is not None


def test_a_page_behind_the_end_asks_nothing_of_the_database() -> None:
    assert rows_of(Page(criteria=Criteria(), ordering="severity", limit=5, offset=10), total=10) == ([], False)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40) | st.sampled_from(list(ORDERS)),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=5), children, max_size=3),
)  # fmt: skip


@given(
    st.text(max_size=100) | st.binary(max_size=100).map(lambda data: data.decode("latin-1")),
    st.sampled_from(list(ORDERS)),
)
def test_any_text_is_a_cursor_or_none(text: str, ordering: str) -> None:
    assert key_in(text, ordering) is None


@given(JSON, st.sampled_from(list(ORDERS)))
def test_a_forged_cursor_holds_only_what_a_statement_can_take(value: Any, ordering: str) -> None:
    try:
        forged = orjson.dumps(value)
    except TypeError:
        return
    key = key_in(base64.urlsafe_b64encode(forged).decode(), ordering)
    assert key is None or len(key) == len(ORDERS[ordering].columns)


@pytest.mark.parametrize(
    ("ordering", "values"),
    [
        ("severity", [-1, "019a010f-bd00-7000-8000-000000000000"]),
        ("severity", [1 << 31, "019a010f-bd00-7000-8000-000000000000"]),
        ("severity", [True, "019a010f-bd00-7000-8000-000000000000"]),
        ("file_path", ["a\0b", 1, "019a010f-bd00-7000-8000-000000000000"]),
        ("file_path", [7, 1, "019a010f-bd00-7000-8000-000000000000"]),
        ("first_seen", ["019a010f"]),
        ("first_seen", []),
    ],
)
def test_a_cursor_with_values_that_no_row_has_is_none(ordering: str, values: list[Any]) -> None:
    forged = base64.urlsafe_b64encode(orjson.dumps([ordering, *values])).decode()
    assert key_in(forged, ordering) is None
