"""What requests may say, field by field."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework import serializers
from rest_framework.request import Request

from hefesto_site.api import fields
from hefesto_site.api.errors import Fault, ValidationFailed
from hefesto_site.api.pagination import Paginated
from hefesto_site.api.serializers import Body, Period, Query

SEVERITIES = ("LOW", "MEDIUM", "HIGH", "CRITICAL")


class Frame(Body):
    line = fields.Integer(min_value=1)


class Order(Body):
    path = fields.String(max_length=10)
    severity_threshold = fields.Choice(SEVERITIES, default="MEDIUM", allow_null=True)
    paths = fields.List(child=fields.String(), min_length=1, max_length=3, required=False)
    count = fields.Integer(min_value=1, max_value=9, required=False)
    ratio = fields.Number(min_value=0.0, max_value=1.0, required=False)
    urgent = fields.Boolean(required=False)
    since = fields.DateTime(required=False)
    metadata = fields.Object(required=False)
    frames = Frame(many=True, required=False)
    comment = fields.String(required=False, allow_null=True, allow_blank=True)


class Search(Paginated, Period):
    severity = fields.Choice(SEVERITIES, required=False)
    rule = fields.List(child=fields.String(), required=False)
    exact = fields.Boolean(required=False)
    ratio = fields.Number(required=False)


def faults_of(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationFailed) as caught:
        Order.values_of(data)
    return [(fault["field"], fault["type"]) for fault in caught.value.details["errors"]]


def search(query: str) -> dict[str, Any]:
    return Search.read(Request(RequestFactory().get(f"/?{query}")))


def search_faults(query: str) -> list[tuple[str, str]]:
    with pytest.raises(ValidationFailed) as caught:
        search(query)
    return [(fault["field"], fault["type"]) for fault in caught.value.details["errors"]]


def test_values_come_out_as_their_types() -> None:
    given = {
        "path": " a ",
        "paths": ["x"],
        "count": 5.0,
        "ratio": 1,
        "urgent": False,
        "since": "2025-10-30T14:00:00+02:00",
        "metadata": {"nested": [{"deep": None}]},
        "frames": [{"line": 3}],
        "comment": "",
        "unknown": "is passed over",
    }
    assert Order.values_of(given) == {
        "path": " a ",
        "severity_threshold": "MEDIUM",
        "paths": ["x"],
        "count": 5,
        "ratio": 1.0,
        "urgent": False,
        "since": datetime(2025, 10, 30, 12, tzinfo=UTC),
        "metadata": {"nested": [{"deep": None}]},
        "frames": [{"line": 3}],
        "comment": "",
    }


def test_null_stands_for_absence_where_it_is_allowed() -> None:
    assert Order.values_of({"path": "a", "severity_threshold": None, "comment": None}) == {
        "path": "a",
        "severity_threshold": "MEDIUM",
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("path", "value_error.missing")]),
        ({"path": None}, [("path", "type_error.none.not_allowed")]),
        ({"path": ""}, [("path", "value_error.blank")]),
        ({"path": 3}, [("path", "type_error.string")]),
        ({"path": True}, [("path", "type_error.string")]),
        ({"path": ["a"]}, [("path", "type_error.string")]),
        ({"path": "a" * 11}, [("path", "value_error.any_str.max_length")]),
        ({"path": "a\0"}, [("path", "value_error.null_character")]),
        ({"path": "a", "severity_threshold": "low"}, [("severity_threshold", "value_error.const")]),
        ({"path": "a", "severity_threshold": ""}, [("severity_threshold", "value_error.const")]),
        ({"path": "a", "severity_threshold": 1}, [("severity_threshold", "value_error.const")]),
        ({"path": "a", "severity_threshold": ["LOW"]}, [("severity_threshold", "value_error.const")]),
        ({"path": "a", "paths": []}, [("paths", "value_error.list.min_items")]),
        ({"path": "a", "paths": ["a"] * 4}, [("paths", "value_error.list.max_items")]),
        ({"path": "a", "paths": [1] * 1000}, [("paths", "value_error.list.max_items")]),
        ({"path": "a", "paths": "a"}, [("paths", "type_error.list")]),
        ({"path": "a", "paths": {"0": "a"}}, [("paths", "type_error.list")]),
        (
            {"path": "a", "paths": ["a", 1, ""]},
            [("paths.1", "type_error.string"), ("paths.2", "value_error.blank")],
        ),
        ({"path": "a", "paths": None}, [("paths", "type_error.none.not_allowed")]),
        ({"path": "a", "count": "5"}, [("count", "type_error.integer")]),
        ({"path": "a", "count": True}, [("count", "type_error.integer")]),
        ({"path": "a", "count": 1.5}, [("count", "type_error.integer")]),
        ({"path": "a", "count": 0}, [("count", "value_error.number.not_ge")]),
        ({"path": "a", "count": 10**30}, [("count", "value_error.number.not_le")]),
        ({"path": "a", "ratio": "0.5"}, [("ratio", "type_error.float")]),
        ({"path": "a", "ratio": False}, [("ratio", "type_error.float")]),
        ({"path": "a", "ratio": 2}, [("ratio", "value_error.number.not_le")]),
        ({"path": "a", "urgent": 1}, [("urgent", "type_error.boolean")]),
        ({"path": "a", "urgent": "true"}, [("urgent", "type_error.boolean")]),
        ({"path": "a", "since": "yesterday"}, [("since", "value_error.datetime")]),
        ({"path": "a", "since": 1761825600}, [("since", "value_error.datetime")]),
        ({"path": "a", "since": "0001-01-01T00:00:00+10:00"}, [("since", "value_error.datetime")]),
        ({"path": "a", "since": ""}, [("since", "value_error.blank")]),
        ({"path": "a", "metadata": []}, [("metadata", "type_error.dict")]),
        ({"path": "a", "metadata": {"a": ["\0"]}}, [("metadata", "value_error.null_character")]),
        ({"path": "a", "metadata": {"\0": 1}}, [("metadata", "value_error.null_character")]),
        ({"path": "a", "frames": {}}, [("frames", "type_error.list")]),
        (
            {"path": "a", "frames": [{"line": 1}, {"line": 0}, 3, {}]},
            [
                ("frames.1.line", "value_error.number.not_ge"),
                ("frames.2", "type_error.dict"),
                ("frames.3.line", "value_error.missing"),
            ],
        ),
        ([], [("body", "type_error.dict")]),
        ("text", [("body", "type_error.dict")]),
        (None, [("body", "type_error.none.not_allowed")]),
    ],
)
def test_a_fault_is_told_by_its_place_and_type(given: Any, expected: list[tuple[str, str]]) -> None:
    assert faults_of(given) == expected


def test_all_faults_are_told_at_once() -> None:
    given = {"path": 3, "severity_threshold": "x", "paths": [1], "count": 0, "metadata": 1}
    assert [place for place, _ in faults_of(given)] == ["path", "severity_threshold", "paths.0", "count", "metadata"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Field required"),
        ({"path": None}, "Value may not be null"),
        ({"path": ""}, "Value may not be blank"),
        ({"path": 3}, "Value must be a string"),
        ({"path": "a" * 11}, "Value must have at most 10 characters"),
        ({"path": "a", "severity_threshold": "x"}, "Value must be one of: LOW, MEDIUM, HIGH, CRITICAL"),
        ({"path": "a", "count": 0}, "Value must be greater than or equal to 1"),
        ({"path": "a", "count": 10}, "Value must be less than or equal to 9"),
        ({"path": "a", "count": "1"}, "Value must be an integer"),
        ({"path": "a", "paths": []}, "List must have 1 or more items"),
        ({"path": "a", "paths": ["a"] * 4}, "List must have 3 or fewer items"),
        ({"path": "a", "since": "x"}, "Value must be an ISO 8601 date or date and time"),
        (None, "Value may not be null"),
        ([], "Value must be an object"),
    ],
)
def test_a_fault_is_told_in_these_words(given: Any, message: str) -> None:
    with pytest.raises(ValidationFailed) as caught:
        Order.values_of(given)
    assert [fault["message"] for fault in caught.value.details["errors"]] == [message]


def test_a_query_reads_text() -> None:
    query = "limit=5&offset=0&severity=HIGH&rule=a&rule=b&exact=true&ratio=0.5&start_date=2025-10-01&other=x"
    assert search(query) == {
        "limit": 5,
        "offset": 0,
        "severity": "HIGH",
        "rule": ["a", "b"],
        "exact": True,
        "ratio": 0.5,
        "start_date": datetime(2025, 10, 1, tzinfo=UTC),
    }


def test_a_query_has_defaults() -> None:
    assert search("") == {"limit": 50, "offset": 0}


def test_a_date_alone_is_the_whole_day() -> None:
    assert search("start_date=2025-10-30&end_date=2025-10-30") == {
        "limit": 50,
        "offset": 0,
        "start_date": datetime(2025, 10, 30, tzinfo=UTC),
        "end_date": datetime(2025, 10, 30, 23, 59, 59, 999999, tzinfo=UTC),
    }


@pytest.mark.parametrize("text", ["2025-10-30T14:00:00%2B02:00", "2025-10-30T14:00:00+02:00", "2025-10-30T12:00:00Z"])
def test_a_moment_is_given_in_utc_even_when_its_plus_sign_became_a_blank(text: str) -> None:
    assert search(f"end_date={text}")["end_date"] == datetime(2025, 10, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("limit=0", [("limit", "value_error.number.not_ge")]),
        ("limit=1001", [("limit", "value_error.number.not_le")]),
        ("limit=", [("limit", "value_error.blank")]),
        ("limit=ten", [("limit", "type_error.integer")]),
        ("limit=1.0", [("limit", "type_error.integer")]),
        ("limit=%D9%A3", [("limit", "type_error.integer")]),
        ("limit=" + "9" * 5000, [("limit", "type_error.integer")]),
        ("offset=-1", [("offset", "value_error.number.not_ge")]),
        ("offset=99999999999999999999", [("offset", "value_error.number.not_le")]),
        ("severity=", [("severity", "value_error.const")]),
        ("severity=high", [("severity", "value_error.const")]),
        ("severity=LOW&severity=HIGH", [("severity", "value_error.repeated")]),
        ("rule=", [("rule.0", "value_error.blank")]),
        ("rule=a&rule=%00", [("rule.1", "value_error.null_character")]),
        ("exact=yes", [("exact", "type_error.boolean")]),
        ("exact=", [("exact", "value_error.blank")]),
        ("ratio=nan", [("ratio", "type_error.float")]),
        ("ratio=", [("ratio", "value_error.blank")]),
        ("start_date=", [("start_date", "value_error.blank")]),
        ("start_date=2025-13-01", [("start_date", "value_error.datetime")]),
        ("start_date=2025-10-02&end_date=2025-10-01", [("start_date", "value_error.date_range")]),
        (
            "limit=0&start_date=2025-10-02&end_date=2025-10-01&severity=x&offset=1&offset=2",
            [
                ("offset", "value_error.repeated"),
                ("severity", "value_error.const"),
                ("limit", "value_error.number.not_ge"),
                ("start_date", "value_error.date_range"),
            ],
        ),
    ],
)
def test_a_fault_of_a_query_is_told_like_any_other(query: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(search_faults(query)) == sorted(expected)


def test_a_fault_between_fields_is_told_beside_those_of_fields() -> None:
    class Range(Body):
        low = fields.Integer()
        high = fields.Integer()
        name = fields.String()

        def cross_check(self, values: dict[str, Any]) -> Iterable[Fault]:
            if values["low"] > values["high"]:
                yield Fault("low", "low must not be above high", "value_error.range")

    with pytest.raises(ValidationFailed) as caught:
        Range.values_of({"low": 2, "high": 1})
    assert caught.value.details["errors"] == [
        {"field": "name", "message": "Field required", "type": "value_error.missing"},
        {"field": "low", "message": "low must not be above high", "type": "value_error.range"},
    ]


def test_a_field_that_coerces_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match=r"Loose\.path coerces"):
        type("Loose", (Body,), {"path": serializers.CharField()})


def test_a_query_is_not_a_body() -> None:
    assert issubclass(Search, Query)
    assert not issubclass(Search, Body)
