"""The report for other tools."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from analysis.reports import sarif


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    """Return the published schema of SARIF 2.1.0."""
    text = (Path(__file__).parent / "sarif-2.1.0.schema.json").read_text()
    return Draft4Validator(json.loads(text), format_checker=Draft4Validator.FORMAT_CHECKER)


def run_of(answer: dict[str, Any]) -> dict[str, Any]:
    """The one run of the log, as a reader gets it."""
    log: dict[str, Any] = json.loads(json.dumps(sarif.render(answer)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_a_log_is_valid(answer: dict[str, Any], schema: Draft4Validator) -> None:
    assert [error.message for error in schema.iter_errors(sarif.render(answer))] == []


def test_a_clean_log_is_valid(clean_answer: dict[str, Any], schema: Draft4Validator) -> None:
    assert [error.message for error in schema.iter_errors(sarif.render(clean_answer))] == []


def test_an_analysis_that_is_not_stored_has_a_valid_log(answer: dict[str, Any], schema: Draft4Validator) -> None:
    answer |= {"analysis_id": None, "project": None}
    for finding in answer["findings"]:
        finding["id"] = "issue_0123"
    assert [error.message for error in schema.iter_errors(sarif.render(answer))] == []
    assert "fingerprints" not in run_of(answer)["results"][0]


def test_a_hostile_log_is_valid(hostile_answer: dict[str, Any], schema: Draft4Validator) -> None:
    assert [error.message for error in schema.iter_errors(sarif.render(hostile_answer))] == []


def test_a_result_says_what_where_and_how_bad(answer: dict[str, Any]) -> None:
    result = run_of(answer)["results"][0]
    assert result == {
        "ruleId": "sql_injection",
        "ruleIndex": result["ruleIndex"],
        "level": "error",
        "message": {"text": "Potential SQL injection vulnerability detected"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "src/payment_processor.py", "uriBaseId": "WORKSPACE"},
                    "region": {
                        "startLine": 145,
                        "startColumn": 12,
                        "endLine": 145,
                        "snippet": {"text": 'query = f"SELECT * FROM users WHERE id = {user_id}"'},
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": "PaymentProcessor.find"}],
            }
        ],
        "fingerprints": {"hefestoFinding/v1": "finding_06e5a4b0c8xw2m7k9d3q1r4t8y"},
        "rank": 95.0,
        "taxa": [{"id": "CWE-89", "toolComponent": {"name": "CWE", "index": 0}, "index": result["taxa"][0]["index"]}],
        "codeFlows": result["codeFlows"],
        "suppressions": [],
        "properties": {
            "severity": "CRITICAL",
            "recommendation": "Use parameterized queries instead of string concatenation",
            "status": "open",
        },
    }


def test_a_flow_of_data_is_a_code_flow(answer: dict[str, Any]) -> None:
    (flow,) = run_of(answer)["results"][0]["codeFlows"]
    steps = [place["location"] for place in flow["threadFlows"][0]["locations"]]
    assert [step["message"]["text"] for step in steps] == ["the caller chooses `user_id`", "is built into `query`"]
    assert [step["physicalLocation"]["region"] for step in steps] == [{"startLine": 140}, {"startLine": 145}]


def test_indexes_point_at_what_they_name(answer: dict[str, Any]) -> None:
    run = run_of(answer)
    rules, taxa = run["tool"]["driver"]["rules"], run["taxonomies"][0]["taxa"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert [taxa[taxon["index"]]["id"] for taxon in result.get("taxa", ())] == [
            taxon["id"] for taxon in result.get("taxa", ())
        ]
    for rule in rules:
        for relationship in rule.get("relationships", ()):
            assert taxa[relationship["target"]["index"]]["id"] == relationship["target"]["id"]


def test_a_rule_brings_its_manual(answer: dict[str, Any]) -> None:
    rules = {rule["id"]: rule for rule in run_of(answer)["tool"]["driver"]["rules"]}
    assert rules["print_in_library"]["name"] == "PrintInLibrary"
    assert len(rules["print_in_library"]["help"]["markdown"]) > 80
    assert rules["sql_injection"]["properties"]["security-severity"]
    assert "external/cwe/cwe-089" in rules["sql_injection"]["properties"]["tags"]


def test_a_rule_that_is_no_more_is_told_from_its_finding(answer: dict[str, Any], schema: Draft4Validator) -> None:
    answer["findings"][0]["metadata"]["rule"] = "gone_long_ago"
    rules = {rule["id"]: rule for rule in run_of(answer)["tool"]["driver"]["rules"]}
    assert rules["gone_long_ago"]["shortDescription"] == {"text": "Gone long ago."}
    assert [error.message for error in schema.iter_errors(sarif.render(answer))] == []


def test_a_path_is_a_relative_uri(answer: dict[str, Any]) -> None:
    run = run_of(answer)
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]]
    assert {"uri": "src/%C3%BC%20b%23%3F.py", "uriBaseId": "WORKSPACE"} in places
    assert set(run["originalUriBaseIds"]) == {"WORKSPACE"}


def test_what_is_put_aside_or_silenced_is_suppressed(answer: dict[str, Any]) -> None:
    results = run_of(answer)["results"]
    assert [result["suppressions"] for result in results] == [
        [],
        [],
        [{"kind": "external", "status": "accepted", "justification": "wontfix"}],
        [{"kind": "inSource", "status": "accepted", "justification": "not for secrets"}],
    ]


def test_diagnostics_are_notifications_of_the_run(answer: dict[str, Any]) -> None:
    (invocation,) = run_of(answer)["invocations"]
    assert invocation["endTimeUtc"] == "2025-10-30T12:00:00.000Z"
    assert invocation["startTimeUtc"] == "2025-10-30T11:59:58.750Z"
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["descriptor"] == {"id": "syntax_error"}
    assert notification["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}


def test_the_run_belongs_to_its_project_and_path(answer: dict[str, Any]) -> None:
    assert run_of(answer)["automationDetails"] == {"id": "hefesto/default/src/"}
    assert run_of(answer)["properties"]["analysis_id"] == "550e8400-e29b-41d4-a716-446655440000"
    answer["path"] = "."
    assert run_of(answer)["automationDetails"]["id"] == "hefesto/default/./"
