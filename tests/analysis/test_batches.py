"""Endpoint 5 and its companion over HTTP, with a real worker."""

import time
from typing import Any

import pytest

from analysis.models import Analysis, Batch
from findings.models import Finding
from hefesto_site.access.models import Project
from hefesto_site.access.scopes import Scope
from tests.analysis.conftest import MANY_PARAMETERS, Writer
from tests.conftest import Caller
from tests.contract import ContractClient

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("celery_worker")]

URL = "/api/v1/analyze/batch"


def ended(api: ContractClient, address: str) -> dict[str, Any]:
    """A batch's progress as soon as nothing is in progress any more."""
    deadline = time.monotonic() + 30
    while (data := api.get(address).json()["data"])["status"] == "processing" and time.monotonic() < deadline:
        time.sleep(0.05)
    return dict(data)


def test_a_batch_analyses_each_path(api: ContractClient, write: Writer) -> None:
    for path in ("src/payment/a.py", "src/authentication/b.py", "src/utils/validator.py"):
        write(path, MANY_PARAMETERS)
    paths = ["src/payment/", "src/authentication/", "src/utils/validator.py"]
    response = api.post(URL, {"paths": paths, "analyzers": ["code_smells", "complexity"], "severity_threshold": "HIGH"})
    assert response.status_code == 202
    batch = Batch.objects.get()
    assert response["Location"] == f"{URL}/{batch.public_id}"
    assert response.json()["data"] == {
        "batch_id": batch.public_id,
        "total_paths": 3,
        "status": "processing",
        "completed": 0,
        "failed": 0,
        "results": [],
    }
    data = ended(api, response["Location"])
    analyses = Analysis.objects.order_by("position")
    assert data == {
        "batch_id": batch.public_id,
        "total_paths": 3,
        "status": "completed",
        "completed": 3,
        "failed": 0,
        "results": [
            {"path": path, "status": "success", "analysis_id": str(analysis.pk), "error": None}
            for path, analysis in zip(paths, analyses, strict=True)
        ],
    }
    answer = api.get(f"/api/v1/analyze/{analyses[1].pk}").json()["data"]
    assert answer["path"] == "src/authentication/"
    assert answer["metadata"]["analyzers"] == ["code_smells", "complexity"]
    assert answer["metadata"]["severity_threshold"] == "HIGH"


def test_a_path_that_may_not_be_analysed_fails_alone(api: ContractClient, write: Writer) -> None:
    write("a.py")
    paths = ["nonexistent.py", "a.py", "../secret", "/etc/passwd", "a\0b", "https://x/y", "x" * 300]
    response = api.post(URL, {"paths": paths})
    assert response.status_code == 202
    accepted = response.json()["data"]
    assert (accepted["status"], accepted["failed"], len(accepted["results"])) == ("processing", 6, 6)
    data = ended(api, response["Location"])
    assert (data["status"], data["completed"], data["failed"]) == ("partial_failure", 1, 6)
    assert [entry["path"] for entry in data["results"]] == paths
    assert [entry["status"] for entry in data["results"]] == ["failed", "success", *["failed"] * 5]
    assert data["results"][0] == {
        "path": "nonexistent.py",
        "status": "failed",
        "analysis_id": None,
        "error": "File path does not exist or is not readable (file_not_found)",
    }
    assert Analysis.objects.count() == 1


def test_a_batch_of_nothing_but_bad_paths_has_ended_at_once(api: ContractClient) -> None:
    response = api.post(URL, {"paths": ["../x", "y"]})
    assert response.status_code == 202
    assert response.json()["data"]["status"] == "partial_failure"
    assert ended(api, response["Location"])["results"] == response.json()["data"]["results"]


def test_overlapping_paths_end_as_if_analysed_one_by_one(api: ContractClient, write: Writer) -> None:
    for number in range(4):
        write(f"src/{number}/a.py", MANY_PARAMETERS)
    paths = [".", "src", "src/0", "src/0/a.py", "src/1", "src", "."]
    data = ended(api, api.post(URL, {"paths": paths, "analyzers": ["code_smells"]})["Location"])
    assert data["status"] == "completed"
    seen = dict(Finding.objects.values_list("file_path", "occurrence_count"))
    assert seen == {"src/0/a.py": 6, "src/1/a.py": 5, "src/2/a.py": 4, "src/3/a.py": 4}


def test_the_longest_batch_is_taken(api: ContractClient, write: Writer) -> None:
    write("a.py", "")
    response = api.post(URL, {"paths": ["a.py"] * 100, "analyzers": ["complexity"]})
    data = ended(api, response["Location"])
    assert (data["total_paths"], data["completed"], data["status"]) == (100, 100, "completed")


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, [("paths", "value_error.missing")]),
        ({"paths": []}, [("paths", "value_error.list.min_items")]),
        ({"paths": ["a.py"] * 101}, [("paths", "value_error.list.max_items")]),
        ({"paths": "a.py"}, [("paths", "type_error.list")]),
        (
            {"paths": ["a.py", "", "b.py", 4, None]},
            [
                ("paths.1", "value_error.blank"),
                ("paths.3", "type_error.string"),
                ("paths.4", "type_error.none.not_allowed"),
            ],
        ),
        (
            {"paths": ["a.py"], "analyzers": ["x"], "severity_threshold": "X"},
            [("analyzers.0", "value_error.const"), ("severity_threshold", "value_error.const")],
        ),
    ],
)
def test_a_body_that_breaks_the_contract_is_told_every_fault(
    api: ContractClient, body: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    response = api.post(URL, body)
    assert response.status_code == 422
    errors = response.json()["error"]["details"]["errors"]
    assert [(fault["field"], fault["type"]) for fault in errors] == faults
    assert Batch.objects.count() == 0


@pytest.mark.parametrize("identity", ["batch_7890-abcd-efgh", "finding_06e5a4b0c8xw2m7k9d3q1r4t8y", "x", "é"])
def test_a_batch_that_is_not_there_is_not_found(api: ContractClient, identity: str) -> None:
    response = api.get(f"{URL}/{identity}")
    assert response.status_code == 404
    assert response.json()["error"] == {
        "code": "RESOURCE_NOT_FOUND",
        "message": "Batch not found",
        "details": {"batch_id": identity, "resource_type": "batch"},
    }


def test_the_address_for_batches_takes_only_post(api: ContractClient) -> None:
    assert api.get(URL).status_code == 405


def test_each_method_needs_its_scope(caller: Caller, anonymous: ContractClient, write: Writer) -> None:
    write("a.py")
    assert anonymous.post(URL, {"paths": ["a.py"]}).status_code == 401
    assert caller(Scope.READ_ANALYSIS).post(URL, {"paths": ["a.py"]}).status_code == 403
    response = caller(Scope.WRITE_ANALYSIS).post(URL, {"paths": ["a.py"]})
    assert response.status_code == 202
    assert caller(Scope.WRITE_ANALYSIS).get(response["Location"]).status_code == 403
    assert ended(caller(Scope.READ_ANALYSIS), response["Location"])["status"] == "completed"


def test_a_key_for_one_project_sees_batches_that_are_all_its_own(caller: Caller, write: Writer) -> None:
    write("mine/a.py")
    write("theirs/a.py")
    mine = Project.objects.create(slug="mine", name="M", root="mine")
    Project.objects.create(slug="theirs", name="T", root="theirs")
    insider, admin = caller(Scope.ADMIN, projects=(mine,)), caller(Scope.ADMIN)
    assert insider.post(URL, {"paths": ["mine/a.py", "theirs/a.py"]}).status_code == 403
    assert Batch.objects.count() == 0
    assert insider.post(URL, {"paths": ["mine/a.py", "theirs/nothing"]}).status_code == 403
    own = insider.post(URL, {"paths": ["mine/a.py", "mine/nothing"]})["Location"]
    shared = admin.post(URL, {"paths": ["mine/a.py"]})["Location"]
    mixed = admin.post(URL, {"paths": ["mine/a.py", "theirs/a.py"]})["Location"]
    empty = admin.post(URL, {"paths": ["nothing"]})["Location"]
    assert [insider.get(address).status_code for address in (own, shared, mixed, empty)] == [200, 200, 404, 404]
