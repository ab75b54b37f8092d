"""The envelope, as bytes."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import orjson
import pytest
from django.utils.translation import gettext_lazy

from findings.severity import Severity
from hefesto_site.api import envelope
from hefesto_site.api.errors import ResourceNotFound


def test_success_has_four_parts_in_order() -> None:
    body = orjson.loads(envelope.success({"a": 1}))
    assert list(body) == ["success", "data", "error", "timestamp"]
    assert (body["success"], body["data"], body["error"]) == (True, {"a": 1}, None)


def test_failure_has_the_errors_code_message_and_details() -> None:
    body = orjson.loads(envelope.failure(ResourceNotFound("Analysis not found", analysis_id="x")))
    assert (body["success"], body["data"]) == (False, None)
    assert body["error"] == {
        "code": "RESOURCE_NOT_FOUND",
        "message": "Analysis not found",
        "details": {"analysis_id": "x"},
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(2025, 10, 30, 12, 0, 0, 999999, tzinfo=UTC), '"2025-10-30T12:00:00Z"'),
        (uuid.UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Severity.HIGH, "3"),
        (gettext_lazy("Yes"), '"Yes"'),
        (orjson.Fragment(b'[{"rendered":"before"}]'), '[{"rendered":"before"}]'),
        ({1: "a"}, '{"1":"a"}'),
        ("</script>é", '"</script>é"'),
    ],
)
def test_values_are_written_as_the_api_speaks(value: object, written: str) -> None:
    assert envelope.dumps(value).decode() == written


def test_a_time_elsewhere_is_written_with_its_offset() -> None:
    elsewhere = datetime(2025, 10, 30, 14, tzinfo=timezone(timedelta(hours=2)))
    assert envelope.dumps(elsewhere) == b'"2025-10-30T14:00:00+02:00"'


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError):
        envelope.dumps(object())
