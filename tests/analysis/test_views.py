"""Endpoints 3 and 4 over HTTP, with a real worker."""

import time
import uuid
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from analysis.models import Analysis, AnalysisResult, Occurrence
from analysis.sources import Workspace
from findings.models import Finding
from hefesto_site.access.models import Project
from hefesto_site.access.scopes import Scope
from hefesto_site.access.selectors import project_for
from tests.analysis.conftest import CLEAN, MANY_PARAMETERS, Writer
from tests.conftest import Caller
from tests.contract import ContractClient

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("celery_worker")]

URL = "/api/v1/analyze"


def data_of(content: bytes) -> bytes:
    """The bytes of `data` in an envelope."""
    return content.removeprefix(b'{"success":true,"data":').partition(b',"error":null,"timestamp"')[0]


def finished(api: ContractClient, address: str) -> Any:
    """The first answer there that is not 202."""
    deadline = time.monotonic() + 30
    while (response := api.get(address)).status_code == 202 and time.monotonic() < deadline:
        time.sleep(0.05)
    return response


def test_an_analysis_answers_what_it_found(api: ContractClient, write: Writer) -> None:
    write("src/payments.py", MANY_PARAMETERS)
    response = api.post(URL, {"path": "src/payments.py", "analyzers": ["code_smells"]})
    assert response.status_code == 200
    data = response.json()["data"]
    analysis, finding = Analysis.objects.get(), Finding.objects.get()
    assert data == {
        "analysis_id": str(analysis.pk),
        "path": "src/payments.py",
        "timestamp": response.json()["timestamp"],
        "project": "default",
        "summary": {"total_issues": 1, "critical": 0, "high": 0, "medium": 1, "low": 0},
        "findings": [
            {
                "id": finding.public_id,
                "analyzer": "code_smells",
                "severity": "MEDIUM",
                "file": "src/payments.py",
                "line": 4,
                "column": 1,
                "description": "`pay` takes 6 parameters (at most 5).",
                "recommendation": "Group parameters that travel together into a dataclass, or split the function.",
                "code_snippet": "def pay(a: int, b: int, c: int, d: int, e: int, f: int) -> int:",
                "confidence": 1.0,
                "status": "open",
                "metadata": {
                    "rule": "too_many_parameters",
                    "end_line": 6,
                    "function": "pay",
                    "parameters": 6,
                    "required": 6,
                },
            }
        ],
        "diagnostics": [],
        "suppressions": [],
        "metadata": {
            "version": "4.1.0",
            "engine_version": analysis.engine_version,
            "analyzers": ["code_smells"],
            "severity_threshold": "MEDIUM",
            "exclude_patterns": [],
            "files_analyzed": 1,
            "lines_analyzed": 6,
            "cache_hits": data["metadata"]["cache_hits"],
            "suppressed": 0,
            "passed_over": {},
            "new_findings": 1,
            "reopened_findings": 0,
            "resolved_findings": 0,
            "commit": "",
            "branch": "",
            "dirty": None,
        },
        "execution_time_ms": analysis.execution_time_ms,
    }


def test_what_an_analysis_reports_is_what_is_stored(api: ContractClient, write: Writer) -> None:
    write("a.py")
    write("b.py", MANY_PARAMETERS)
    data = api.post(URL, {"path": ".", "severity_threshold": "LOW"}).json()["data"]
    stored = {finding.public_id: finding for finding in Finding.objects.all()}
    assert {found["id"] for found in data["findings"]} == set(stored)
    assert data["summary"]["total_issues"] == len(data["findings"]) == Occurrence.objects.count() > 2
    for found in data["findings"]:
        finding = stored[found["id"]]
        assert (found["file"], found["line"], found["description"]) == (
            finding.file_path,
            finding.line,
            finding.description,
        )
    analysis = Analysis.objects.get()
    assert (analysis.state, analysis.files_analyzed, analysis.new_findings) == ("completed", 2, len(stored))
    assert data["summary"] == {
        "total_issues": len(stored),
        **{name: getattr(analysis, name) for name in ("critical", "high", "medium", "low")},
    }


def test_an_answer_is_kept_byte_for_byte(api: ContractClient, write: Writer) -> None:
    write("a.py")
    first = api.post(URL, {"path": "a.py", "severity_threshold": "LOW"})
    write("a.py", CLEAN)
    api.post(URL, {"path": "a.py", "severity_threshold": "LOW"})
    later = api.get(f"{URL}/{first.json()['data']['analysis_id']}")
    assert later.status_code == 200
    assert data_of(later.content) == data_of(first.content)
    assert len(data_of(first.content)) > 500


@pytest.mark.parametrize("answer_format", ["text", "html"])
def test_a_format_adds_the_report_to_the_same_data(api: ContractClient, write: Writer, answer_format: str) -> None:
    write("a.py")
    first = api.post(URL, {"path": "a.py", "format": answer_format})
    data = first.json()["data"]
    report = data.pop("report")
    assert data["findings"][0]["description"].split("`")[0] in report
    assert report.startswith("<!doctype html>" if answer_format == "html" else "Hefesto 4.1.0: a.py\n")
    assert list(data)[-1] == "execution_time_ms"
    later = api.get(f"{URL}/{data['analysis_id']}")
    assert data_of(later.content) == data_of(first.content)


def test_the_path_is_answered_exactly_as_asked(api: ContractClient, write: Writer) -> None:
    write("src/a.py", MANY_PARAMETERS)
    data = api.post(URL, {"path": "./src//"}).json()["data"]
    assert data["path"] == "./src//"
    assert data["findings"][0]["file"] == "src/a.py"


def test_analyzers_may_be_named_twice_and_null_is_left_out(api: ContractClient, write: Writer) -> None:
    write("a.py")
    body = {"path": "a.py", "analyzers": ["security", "security"], "severity_threshold": None, "format": None}
    metadata = api.post(URL, body | {"exclude_patterns": None, "project": None}).json()["data"]["metadata"]
    assert metadata["analyzers"] == ["security"]
    assert metadata["severity_threshold"] == "MEDIUM"
    everything = api.post(URL, {"path": "a.py", "analyzers": None}).json()["data"]["metadata"]
    assert everything["analyzers"] == ["complexity", "security", "code_smells", "best_practices"]


def test_the_threshold_filters_findings_and_summary(api: ContractClient, write: Writer) -> None:
    write("a.py")
    severities = [
        {f["severity"] for f in api.post(URL, {"path": "a.py", "severity_threshold": level}).json()["data"]["findings"]}
        for level in ("LOW", "MEDIUM", "CRITICAL")
    ]
    assert severities[0] >= {"LOW", "MEDIUM"}
    assert severities[1] == severities[0] - {"LOW"}
    assert severities[2] <= {"CRITICAL"}


def test_excluded_files_are_left_out(api: ContractClient, write: Writer) -> None:
    write("src/a.py", MANY_PARAMETERS)
    write("tests/b.py", MANY_PARAMETERS)
    data = api.post(URL, {"path": ".", "exclude_patterns": ["tests/", "docs/"]}).json()["data"]
    assert [finding["file"] for finding in data["findings"]] == ["src/a.py"]
    assert data["metadata"]["files_analyzed"] == 1


def test_a_file_that_cannot_be_parsed_is_told_and_the_rest_is_analysed(api: ContractClient, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    write("broken.py", "def f(:\n")
    data = api.post(URL, {"path": "."}).json()["data"]
    assert [finding["file"] for finding in data["findings"]] == ["a.py"]
    (diagnostic,) = data["diagnostics"]
    assert (diagnostic["path"], diagnostic["kind"], diagnostic["line"]) == ("broken.py", "syntax_error", 1)
    assert Analysis.objects.get().diagnostics == data["diagnostics"]


def test_a_silenced_defect_is_counted_and_told(api: ContractClient, write: Writer) -> None:
    quiet = MANY_PARAMETERS.replace(
        ") -> int:", ") -> int:  # hefesto: ignore[too_many_parameters] the bank's protocol has six"
    )
    write("a.py", quiet)
    data = api.post(URL, {"path": "a.py", "analyzers": ["code_smells"]}).json()["data"]
    assert data["findings"] == []
    assert data["metadata"]["suppressed"] == 1
    assert data["suppressions"] == [
        {
            "file": "a.py",
            "line": 4,
            "rule": "too_many_parameters",
            "by": "hefesto",
            "reason": "the bank's protocol has six",
        }
    ]


def test_a_finding_that_staff_put_aside_is_told_as_such(api: ContractClient, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    api.post(URL, {"path": "a.py", "analyzers": ["code_smells"]})
    Finding.objects.update(status="wontfix")
    data = api.post(URL, {"path": "a.py", "analyzers": ["code_smells"]}).json()["data"]
    assert [finding["status"] for finding in data["findings"]] == ["wontfix"]
    assert Finding.objects.get().status == "wontfix"


def test_an_empty_folder_and_an_empty_file_have_no_findings(api: ContractClient, write: Writer) -> None:
    write("empty.py", "")
    (write("folder/x.txt", "no source").parent).chmod(0o755)
    for path in ("empty.py", "folder"):
        data = api.post(URL, {"path": path}).json()["data"]
        assert data["summary"]["total_issues"] == 0
        assert data["findings"] == []


# Waiting


def test_a_caller_who_does_not_wait_gets_the_address_of_the_result(api: ContractClient, write: Writer) -> None:
    write("a.py")
    response = api.post(URL, {"path": "a.py"}, headers={"Prefer": "respond-async"})
    assert response.status_code == 202
    identity = str(Analysis.objects.get().pk)
    assert response.json()["data"] == {"analysis_id": identity, "status": "queued", "path": "a.py"}
    assert response["Location"] == f"{URL}/{identity}"
    assert response["Preference-Applied"] == "respond-async"
    result = finished(api, response["Location"])
    assert result.status_code == 200
    assert result.json()["data"]["analysis_id"] == identity


def test_an_analysis_that_outlasts_the_wait_answers_202(api: ContractClient, write: Writer, settings: Settings) -> None:
    settings.HEFESTO_ANALYZE_WAIT_SECONDS = 0
    write("a.py")
    response = api.post(URL, {"path": "a.py"})
    assert response.status_code == 202
    assert "Preference-Applied" not in response
    assert finished(api, response["Location"]).status_code == 200


def test_the_wait_can_be_shortened_and_not_prolonged(api: ContractClient, write: Writer) -> None:
    write("a.py")
    response = api.post(URL, {"path": "a.py"}, headers={"Prefer": "wait=0"})
    assert response.status_code == 202
    assert response["Preference-Applied"] == "wait=0"
    assert api.post(URL, {"path": "a.py"}, headers={"Prefer": "wait=9999"}).status_code == 200


# What is refused


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, [("path", "Field required", "value_error.missing")]),
        ({"path": ""}, [("path", "Value may not be blank", "value_error.blank")]),
        ({"path": None}, [("path", "Value may not be null", "type_error.none.not_allowed")]),
        ({"path": 1}, [("path", "Value must be a string", "type_error.string")]),
        ({"path": ["a.py"]}, [("path", "Value must be a string", "type_error.string")]),
        (
            {"severity_threshold": "SEVERE"},
            [
                ("path", "Field required", "value_error.missing"),
                ("severity_threshold", "Value must be one of: LOW, MEDIUM, HIGH, CRITICAL", "value_error.const"),
            ],
        ),
        (
            {"path": "a.py", "severity_threshold": "medium"},
            [("severity_threshold", "Value must be one of: LOW, MEDIUM, HIGH, CRITICAL", "value_error.const")],
        ),
        (
            {"path": "a.py", "format": "sarif"},
            [("format", "Value must be one of: json, text, html", "value_error.const")],
        ),
        (
            {"path": "a.py", "analyzers": []},
            [("analyzers", "List must have 1 or more items", "value_error.list.min_items")],
        ),
        ({"path": "a.py", "analyzers": "security"}, [("analyzers", "Value must be a list", "type_error.list")]),
        (
            {"path": "a.py", "analyzers": ["security", "taste", 7]},
            [
                (
                    f"analyzers.{index}",
                    "Value must be one of: complexity, security, code_smells, best_practices",
                    "value_error.const",
                )
                for index in (1, 2)
            ],
        ),
        (
            {"path": "a.py", "exclude_patterns": "tests/"},
            [("exclude_patterns", "Value must be a list", "type_error.list")],
        ),
        (
            {"path": "a.py", "exclude_patterns": ["tests/", ""]},
            [("exclude_patterns.1", "Value may not be blank", "value_error.blank")],
        ),
        (
            {"path": "a.py", "exclude_patterns": ["x"] * 101},
            [("exclude_patterns", "List must have 100 or fewer items", "value_error.list.max_items")],
        ),
        (
            {"path": "a.py", "exclude_patterns": ["x" * 501]},
            [("exclude_patterns.0", "Value must have at most 500 characters", "value_error.any_str.max_length")],
        ),
        (
            {"path": "a.py", "exclude_patterns": ["a\0b"]},
            [("exclude_patterns.0", "Null characters are not allowed.", "value_error.null_character")],
        ),
        (
            {"path": "a.py", "exclude_patterns": ["ok", "**/**/**/**/x"]},
            [
                (
                    "exclude_patterns.1",
                    "Not a pattern as in .gitignore, or one too complicated to match safely",
                    "value_error.pattern",
                )
            ],
        ),
        ({"path": "a.py", "project": 5}, [("project", "Value must be a string", "type_error.string")]),
        (["a.py"], [("body", "Value must be an object", "type_error.dict")]),
    ],
)
def test_a_body_that_breaks_the_contract_is_told_every_fault(
    api: ContractClient, write: Writer, body: Any, faults: list[tuple[str, str, str]]
) -> None:
    write("a.py")
    response = api.post(URL, body)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == "VALIDATION_ERROR"
    assert [(fault["field"], fault["message"], fault["type"]) for fault in error["details"]["errors"]] == faults
    assert Analysis.objects.count() == 0


@pytest.mark.parametrize("body", [b"{", b"nonsense", b'{"path": "\\ud800"}', b"\xff"])
def test_a_body_that_is_no_json_is_malformed(api: ContractClient, body: bytes) -> None:
    response = api.post(URL, body)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "MALFORMED_REQUEST"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("src/nonexistent.py", "file_not_found"),
        ("../secret.py", "outside_workspace"),
        ("src/../../secret.py", "outside_workspace"),
        ("/etc/passwd", "outside_workspace"),
        ("C:\\Windows", "outside_workspace"),
        ("file:///etc/passwd", "invalid_path"),
        ("https://example.com/a.py", "invalid_path"),
        ("a\0.py", "invalid_path"),
        ("a\\b.py", "invalid_path"),
        ("%2e%2e/secret.py", "invalid_path"),
        ("x" * 300, "invalid_path"),
        ("x/" * 3000, "invalid_path"),
        ("link-out", "outside_workspace"),
        ("link-out/etc/passwd", "outside_workspace"),
        ("a\nb", "invalid_path"),
        ("\u202e.py", "file_not_found"),
    ],
)
def test_a_path_that_may_not_be_analysed_is_refused(api: ContractClient, write: Writer, path: str, reason: str) -> None:
    write("src/a.py").parent.parent.joinpath("link-out").symlink_to("/")
    response = api.post(URL, {"path": path})
    assert response.status_code == 400
    assert response.json()["error"] == {
        "code": "INVALID_FILE_PATH",
        "message": "File path does not exist or is not readable",
        "details": {"path": path[:255], "reason": reason},
    }
    assert Analysis.objects.count() == 0


def test_a_path_outside_is_refused_alike_whether_it_exists_or_not(api: ContractClient, workspace: Any) -> None:
    answers = [
        api.post(URL, {"path": path}).json()["error"]["details"]["reason"]
        for path in ("/etc/passwd", "/etc/no-such-file", "../../etc/passwd", "../../no/such")
    ]
    assert set(answers) == {"outside_workspace"}


def test_other_methods_are_refused(api: ContractClient) -> None:
    assert api.get(URL).status_code == 405
    assert api.delete(f"{URL}/{uuid.uuid4()}").status_code == 405


# Getting an analysis


@pytest.mark.parametrize("identity", ["550e8400-e29b-41d4-a716-446655440000", "nonsense", "1", "é", "0" * 200])
def test_an_analysis_that_is_not_there_is_not_found(api: ContractClient, identity: str) -> None:
    for address in (f"{URL}/{identity}", f"{URL}/{identity}/report"):
        response = api.get(address)
        assert response.status_code == 404
        assert response.json()["error"] == {
            "code": "RESOURCE_NOT_FOUND",
            "message": "Analysis not found",
            "details": {"analysis_id": identity[:100], "resource_type": "analysis"},
        }


def test_an_analysis_whose_path_went_away_in_the_queue_failed_with_that(api: ContractClient, write: Writer) -> None:
    file = write("a.py")
    held = api.post(URL, {"path": "a.py"}, headers={"Prefer": "respond-async"})
    finished(api, held["Location"])
    analysis = Analysis.objects.get()
    file.unlink()
    AnalysisResult.objects.all().delete()
    Analysis.objects.update(state="queued", attempts=0)
    from analysis.tasks import analyze  # noqa: PLC0415

    analyze.delay(str(analysis.pk))
    response = finished(api, held["Location"])
    assert response.status_code == 400
    assert response.json()["error"]["details"] == {"path": "a.py", "reason": "file_not_found"}


def test_an_answer_that_was_cleared_away_is_not_found(api: ContractClient, write: Writer) -> None:
    write("a.py")
    identity = api.post(URL, {"path": "a.py"}).json()["data"]["analysis_id"]
    AnalysisResult.objects.all().delete()
    response = api.get(f"{URL}/{identity}")
    assert response.status_code == 404
    assert response.json()["error"]["details"]["resource_type"] == "analysis_result"


# Reports


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("text", "text/plain; charset=utf-8", b"Hefesto 4.1.0: a.py"),
        ("sarif", "application/sarif+json", b'{"$schema":'),
    ],
)
def test_a_report_is_a_document_of_its_own(
    api: ContractClient, write: Writer, form: str, media_type: str, start: bytes
) -> None:
    write("a.py")
    identity = api.post(URL, {"path": "a.py"}).json()["data"]["analysis_id"]
    response = api.get(f"{URL}/{identity}/report", {"as": form})
    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response.content.startswith(start)


def test_a_report_is_a_page_unless_said_otherwise(api: ContractClient, write: Writer) -> None:
    write("a.py")
    identity = api.post(URL, {"path": "a.py"}).json()["data"]["analysis_id"]
    assert api.get(f"{URL}/{identity}/report")["Content-Type"] == "text/html; charset=utf-8"
    response = api.get(f"{URL}/{identity}/report?as=pdf")
    assert response.status_code == 422
    assert response.json()["error"]["details"]["errors"] == [
        {"field": "as", "message": "Value must be one of: html, text, sarif", "type": "value_error.const"}
    ]


def test_a_report_that_is_not_there_yet_is_answered_with_202(api: ContractClient) -> None:
    analysis = Analysis.objects.create(
        project=project_for(".", None, None), path="a.py", analyzers=["security"], severity_threshold=2
    )
    response = api.get(f"{URL}/{analysis.pk}/report")
    assert response.status_code == 202
    assert response["Location"] == f"{URL}/{analysis.pk}"
    assert response.json()["data"]["status"] == "queued"


# Who may


def test_without_a_key_nothing_is_analysed_or_told(anonymous: ContractClient, write: Writer) -> None:
    write("a.py")
    assert anonymous.post(URL, {"path": "a.py"}).status_code == 401
    assert anonymous.get(f"{URL}/{uuid.uuid4()}").status_code == 401
    assert anonymous.get(f"{URL}/{uuid.uuid4()}/report").status_code == 401


def test_where_anonymous_access_is_on_no_key_is_needed(
    anonymous: ContractClient, write: Writer, settings: Settings
) -> None:
    settings.HEFESTO_ANONYMOUS_ACCESS = True
    write("a.py")
    response = anonymous.post(URL, {"path": "a.py"})
    assert response.status_code == 200
    assert anonymous.get(f"{URL}/{response.json()['data']['analysis_id']}").status_code == 200


def test_each_method_needs_its_scope(caller: Caller, write: Writer) -> None:
    write("a.py")
    reader, writer = caller(Scope.READ_ANALYSIS), caller(Scope.WRITE_ANALYSIS)
    assert reader.post(URL, {"path": "a.py"}).status_code == 403
    response = writer.post(URL, {"path": "a.py"})
    assert response.status_code == 200
    address = f"{URL}/{response.json()['data']['analysis_id']}"
    assert writer.get(address).status_code == 403
    assert reader.get(address).status_code == 200
    assert reader.get(f"{address}/report").status_code == 200


def test_findings_belong_to_the_project_with_the_longest_root_or_to_the_one_named(
    api: ContractClient, write: Writer
) -> None:
    write("services/pay/a.py", MANY_PARAMETERS)
    Project.objects.create(slug="services", name="S", root="services")
    Project.objects.create(slug="pay", name="P", root="services/pay")
    Project.objects.create(slug="other", name="O", root="elsewhere")
    for body, project in (
        ({"path": "services/pay/a.py"}, "pay"),
        ({"path": "services"}, "services"),
        ({"path": "."}, "default"),
        ({"path": "services/pay", "project": "services"}, "services"),
    ):
        data = api.post(URL, body).json()["data"]
        assert data["project"] == project
        assert data["findings"][0]["file"] == "services/pay/a.py"
    response = api.post(URL, {"path": ".", "project": "nobody"})
    assert response.status_code == 404
    assert response.json()["error"]["details"] == {"project": "nobody", "resource_type": "project"}


def test_a_key_for_one_project_sees_and_analyses_nothing_of_another(caller: Caller, write: Writer) -> None:
    write("mine/a.py")
    write("theirs/a.py")
    mine = Project.objects.create(slug="mine", name="M", root="mine")
    Project.objects.create(slug="theirs", name="T", root="theirs")
    insider = caller(Scope.ADMIN, projects=(mine,))
    assert insider.post(URL, {"path": "mine/a.py"}).status_code == 200
    assert insider.post(URL, {"path": "theirs/a.py"}).status_code == 403
    assert insider.post(URL, {"path": "."}).status_code == 403
    foreign = caller(Scope.ADMIN).post(URL, {"path": "theirs/a.py"}).json()["data"]["analysis_id"]
    response = insider.get(f"{URL}/{foreign}")
    assert response.status_code == 404
    assert response.json()["error"]["details"] == {"analysis_id": foreign, "resource_type": "analysis"}
    assert insider.get(f"{URL}/{foreign}/report").status_code == 404


def test_the_workspace_is_never_told_as_a_place_of_the_machine(api: ContractClient, write: Writer) -> None:
    root = str(Workspace(write("broken.py", "def f(:\n").parent).root).encode()
    response = api.post(URL, {"path": ".", "format": "html"})
    assert root not in response.content
    identity = response.json()["data"]["analysis_id"]
    assert root not in api.get(f"{URL}/{identity}/report?as=sarif").content
