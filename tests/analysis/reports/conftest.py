"""An answer with something of everything, and one with nothing in it."""

from copy import deepcopy
from typing import Any

import pytest

from analysis.examples import ANALYSIS_ANSWER


@pytest.fixture
def answer() -> dict[str, Any]:
    """Return the specification's example, with a diagnostic, suppressions, and one finding put aside."""
    made: dict[str, Any] = deepcopy(dict(ANALYSIS_ANSWER))
    made["path"] = "src"
    made["findings"][0]["metadata"]["flow"] = [
        {"line": 140, "description": "the caller chooses `user_id`"},
        {"line": 145, "description": "is built into `query`"},
    ]
    made["findings"].append(
        {
            "id": "finding_06e5a4b0c8xw2m7k9d3q1r4t91",
            "analyzer": "best_practices",
            "severity": "LOW",
            "file": "src/ü b#?.py",
            "line": 3,
            "column": None,
            "description": "`print` is called in library code.",
            "recommendation": "Write `logger.info(...)` with a module-level logger instead.",
            "code_snippet": None,
            "confidence": 0.6,
            "status": "wontfix",
            "metadata": {"rule": "print_in_library", "end_line": 3, "function": None},
        }
    )
    made["summary"] = {"total_issues": 3, "critical": 1, "high": 1, "medium": 0, "low": 1}
    made["metadata"]["severity_threshold"] = "LOW"
    made["metadata"]["suppressed"] = 1
    made["diagnostics"] = [
        {"path": "src/broken.py", "kind": "syntax_error", "message": "'(' was never closed", "line": 7}
    ]
    made["suppressions"] = [
        {"file": "src/old.py", "line": 9, "rule": "weak_hash", "by": "nosec", "reason": "not for secrets"}
    ]
    return made


@pytest.fixture
def clean_answer() -> dict[str, Any]:
    """Return an answer that found nothing."""
    made: dict[str, Any] = deepcopy(dict(ANALYSIS_ANSWER))
    made["findings"] = []
    made["summary"] = {"total_issues": 0, "critical": 0, "high": 0, "medium": 0, "low": 0}
    return made


HOSTILE = "<script>alert(1)</script>\"'&\x1b[31m\u202e\x00\u200b`--"


@pytest.fixture
def hostile_answer(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer in which every text was written by an attacker."""
    for finding in answer["findings"]:
        finding.update(dict.fromkeys(("file", "description", "recommendation", "code_snippet"), HOSTILE))
        finding["metadata"] |= {"function": HOSTILE, "class": HOSTILE}
    for entry in (*answer["diagnostics"], *answer["suppressions"]):
        entry |= {name: HOSTILE for name in ("path", "message", "file", "reason") if name in entry}
    answer["path"] = HOSTILE
    answer["metadata"] |= {"branch": HOSTILE, "exclude_patterns": [HOSTILE]}
    return answer
