"""What log lines look like, and what they never tell."""

import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from hefesto_site import logs

KEY = "hf_abcdefgh_" + "s" * 43


class Lines:
    """What a handler wrote."""

    def __init__(self, *, as_json: bool) -> None:
        configuration: Any = logs.configuration(level="INFO", as_json=as_json)
        formatter = dict(configuration["formatters"]["lines"])
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter.pop("()")(**formatter))

    def text(self) -> str:
        """Return it as it is."""
        return self.stream.getvalue()

    def one(self) -> dict[str, object]:
        """Return the only line, a JSON object."""
        [line] = self.text().splitlines()
        parsed: dict[str, object] = json.loads(line)
        return parsed


@pytest.fixture
def lines(request: pytest.FixtureRequest) -> Iterator[Lines]:
    """Return what is logged in the form asked for, without disturbing pytest's own handlers."""
    found = Lines(as_json=request.param)
    logging.root.addHandler(found.handler)
    yield found
    logging.root.removeHandler(found.handler)
    structlog.contextvars.clear_contextvars()


as_json = pytest.mark.parametrize("lines", [True], indirect=True)
for_people = pytest.mark.parametrize("lines", [False], indirect=True)


@as_json
def test_an_event_is_one_json_line_with_its_context(lines: Lines) -> None:
    structlog.contextvars.bind_contextvars(request_id="req-1")
    structlog.get_logger("hefesto.test").info("analysed", files=3, took=1.5, path="a\nb")
    line = lines.one()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", str(line.pop("timestamp")))
    assert line == {
        "event": "analysed",
        "files": 3,
        "level": "info",
        "logger": "hefesto.test",
        "path": "a\nb",
        "request_id": "req-1",
        "took": 1.5,
    }


@as_json
def test_the_standard_library_logs_the_same_way(lines: Lines) -> None:
    structlog.contextvars.bind_contextvars(request_id="req-1")
    logging.getLogger("django.test").warning("lost %s", "something", extra={"attempt": 2})
    line = lines.one()
    assert line["event"] == "lost something"
    assert (line["level"], line["logger"]) == ("warning", "django.test")
    assert (line["attempt"], line["request_id"]) == (2, "req-1")


@as_json
def test_a_traceback_stays_in_its_line(lines: Lines) -> None:
    try:
        int("many")
    except ValueError:
        structlog.get_logger("hefesto.test").exception("failed")
    line = lines.one()
    assert "ValueError: invalid literal" in str(line["exception"])


@for_people
def test_people_read_plain_lines(lines: Lines) -> None:
    structlog.get_logger("hefesto.test").info("analysed", files=3)
    text = lines.text()
    assert "analysed" in text
    assert "files=3" in text
    assert not text.startswith("{")


def test_levels_below_the_one_chosen_are_not_told() -> None:
    program = """
import logging.config, structlog
from hefesto_site import logs
logging.config.dictConfig(logs.configuration(level="INFO", as_json=True))
structlog.get_logger("hefesto.test").debug("detail")
logging.getLogger("celery.test").debug("detail")
logging.getLogger("kombu.test").info("detail")
logging.getLogger("django.request").warning("Not Found: /x")
logging.getLogger("django.test").info("told once")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert [json.loads(line)["event"] for line in ended.stderr.splitlines()] == ["told once"]


@as_json
@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (f"key {KEY} used", {}),
        ("call", {"headers": {"Authorization": f"Bearer {'s' * 43}"}}),
        ("call", {"note": f"sent Bearer {'s' * 43}"}),
        ("login", {"password": "s" * 43}),
        ("login", {"form": [{"new_password": "s" * 43}]}),
        ("webhook", {"signature": "s" * 43}),
        ("connecting", {"url": f"postgres://me:{'s' * 43}@db/name"}),
        ("connecting", {"url": f"redis://:{'s' * 43}@cache/0"}),
        ("token", {"value": f"eyJhbGciOiJIUzI1NiJ9.eyJ{'s' * 43}.{'s' * 43}"}),
    ],
)
def test_a_secret_never_reaches_a_line(lines: Lines, event: str, fields: dict[str, object]) -> None:
    structlog.get_logger("hefesto.test").info(event, **fields)
    text = lines.text()
    assert "s" * 43 not in text
    assert logs.MASK in text


@as_json
def test_the_harmless_part_of_a_key_is_told(lines: Lines) -> None:
    structlog.get_logger("hefesto.test").info("request", key_prefix="hf_abcdefgh", tokens=None)
    line = lines.one()
    assert line["key_prefix"] == "hf_abcdefgh"
    assert line["tokens"] is None


def test_other_words_of_a_masked_text_stay() -> None:
    assert logs.masked_text(f"key {KEY}, twice") == f"key hf_abcdefgh_{logs.MASK}, twice"
    assert logs.masked_text("postgres://me:pw@db/name") == f"postgres://me:{logs.MASK}@db/name"
