"""Health, as the view tells it and as the entrance does."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings

from hefesto_site import health
from hefesto_site.entrance import Entrance
from hefesto_site.wsgi import application
from tests.contract import ContractClient, expected, timeless

pytestmark = pytest.mark.django_db


class Answer:
    """What a WSGI application said to one request."""

    def __init__(self, app: Any, **environ: Any) -> None:
        complete: dict[str, Any] = {"HTTP_HOST": "localhost", **environ}
        setup_testing_defaults(complete)
        self.body = b"".join(app(complete, self))

    def __call__(self, status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        self.status, self.headers = status, dict(headers)


def test_health_is_the_specifications_answer(anonymous: ContractClient) -> None:
    response = anonymous.get("/health")
    assert timeless(response.json()) == expected("health")
    assert response.headers["Cache-Control"] == "no-store"


def test_health_asks_for_no_credential_and_minds_none(anonymous: ContractClient) -> None:
    assert anonymous.get("/health", headers={"authorization": "Bearer nonsense"}).status_code == 200


def test_the_entrance_answers_what_the_view_does(anonymous: ContractClient) -> None:
    seen = anonymous.get("/health", headers={"x-request-id": "same"})
    told = Answer(application, PATH_INFO="/health", HTTP_X_REQUEST_ID="same")
    assert told.status == "200 OK"
    assert timeless(json.loads(told.body)) == timeless(seen.json())
    shared = ("Content-Type", "Content-Length", "Cache-Control", "X-Request-ID", "X-API-Version")
    assert {name: told.headers[name] for name in shared} == {name: seen.headers[name] for name in shared}


def test_the_entrance_answers_head_without_a_body() -> None:
    told = Answer(application, PATH_INFO="/health", REQUEST_METHOD="HEAD")
    assert (told.status, told.body) == ("200 OK", b"")
    assert int(told.headers["Content-Length"]) > 100


def test_the_entrance_answers_whatever_host_is_asked() -> None:
    assert Answer(application, PATH_INFO="/health", HTTP_HOST="10.0.0.7").status == "200 OK"


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_other_methods_are_refused_in_the_envelope(method: str) -> None:
    told = Answer(application, PATH_INFO="/health", REQUEST_METHOD=method)
    assert told.status == "405 Method Not Allowed"
    assert json.loads(told.body)["error"]["code"] == "METHOD_NOT_ALLOWED"


def test_health_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="hefesto.access")
    Answer(application, PATH_INFO="/health", HTTP_X_REQUEST_ID="probe-1", QUERY_STRING="a=secret")
    lines: list[Any] = [record.msg for record in caplog.records if record.name == "hefesto.access"]
    assert [(line["route"], line["status"], line["request_id"]) for line in lines] == [("health", 200, "probe-1")]
    assert "secret" not in repr(lines)


class Echo:
    """Stands where Django does, and says what it was given."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("X-Length", environ.get("CONTENT_LENGTH", ""))])
        return [environ["wsgi.input"].read()]


def test_a_body_that_comes_in_chunks_gets_its_length() -> None:
    told = Answer(
        Entrance(Echo()),
        PATH_INFO="/api/v1/analyze",
        REQUEST_METHOD="POST",
        HTTP_TRANSFER_ENCODING="chunked",
        **{"wsgi.input": io.BytesIO(b"{}" * 1000)},
    )
    assert (told.body, told.headers["X-Length"]) == (b"{}" * 1000, "2000")


def test_a_body_in_chunks_that_never_end_is_refused_after_ten_megabytes() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0, "the whole of it was asked for"
            self.taken += size
            return b" " * size

    body = Endless()
    told = Answer(
        application,
        PATH_INFO="/api/v1/anything",
        REQUEST_METHOD="POST",
        HTTP_TRANSFER_ENCODING="chunked",
        **{"wsgi.input": body},
    )
    assert told.status.startswith("413 ")
    assert json.loads(told.body)["error"]["code"] == "PAYLOAD_TOO_LARGE"
    assert body.taken <= 10 * 1024 * 1024 + 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("analyzer", "file", "text"),
    [
        ("complexity", "broken.py", "def check(:\n"),
        ("best_practices", "from_ruff.toml", "[broken]\n"),
    ],
)
def test_an_analyzer_that_cannot_load_is_named(tmp_path: Path, analyzer: str, file: str, text: str) -> None:
    shutil.copytree(settings.BASE_DIR / "analysis", tmp_path / "analysis")
    (tmp_path / "analysis" / "rules" / analyzer / file).write_text(text)
    script = (
        "from hefesto_site.wsgi import application\n"
        "environ = {'PATH_INFO': '/health', 'REQUEST_METHOD': 'GET'}\n"
        "print(b''.join(application(environ, lambda status, headers: print(status))).decode())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(settings.BASE_DIR)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    status, body = done.stdout.splitlines()[-2:]
    told = json.loads(json.dumps(expected("health_unavailable")).replace("complexity", analyzer))
    assert status == "503 Service Unavailable"
    assert timeless(json.loads(body)) == told


@pytest.mark.parametrize(
    ("error", "analyzer"),
    [
        (ValueError("Rule security/sql_injection recommends nothing."), "security"),
        (ValueError("analysis.rules.code_smells.god_class must declare one rule, not 2."), "code_smells"),
        (ValueError("complexity/from_ruff.toml: [x] has no title"), "complexity"),
        (ValueError("nothing that names a rule"), "code"),
    ],
)
def test_the_analyzer_behind_an_error_is_found_in_its_words(error: Exception, analyzer: str) -> None:
    assert health.analyzer_behind(error) == analyzer
