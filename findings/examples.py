"""The specification's examples of findings, as the OpenAPI document shows them."""

from collections.abc import Mapping
from typing import Any, Final

from findings.exceptions import FindingNotFound, ImpossibleTransition
from hefesto_site.api.errors import ApiError, ResourceNotFound

FINDING_ID: Final = "finding_06e5a4b0c8xw2m7k9d3q1r4t8z"
FINDINGS: Final[Mapping[str, Any]] = {
    "total_count": 235,
    "findings": [
        {
            "id": FINDING_ID,
            "timestamp": "2025-10-29T15:30:00Z",
            "file_path": "src/payment_processor.py",
            "line": 145,
            "analyzer": "security",
            "severity": "HIGH",
            "description": "Potential SQL injection vulnerability",
            "status": "open",
            "first_seen": "2025-10-20T10:00:00Z",
            "last_seen": "2025-10-29T15:30:00Z",
            "occurrence_count": 12,
        }
    ],
    "pagination": {
        "limit": 50,
        "offset": 0,
        "has_more": True,
        "next_offset": 50,
        "next_cursor": "WyItZmlyc3Rfc2VlbiIsIjAxOTlhYmNkLTEyMzQtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCJd",
    },
}
FINDING: Final[Mapping[str, Any]] = {
    "id": FINDING_ID,
    "timestamp": "2025-10-29T15:30:00Z",
    "file_path": "src/payment_processor.py",
    "line": 145,
    "column": 12,
    "analyzer": "security",
    "severity": "HIGH",
    "description": "Potential SQL injection vulnerability detected",
    "recommendation": "Use parameterized queries instead of string concatenation",
    "code_snippet": 'query = f"SELECT * FROM users WHERE id = {user_id}"',
    "confidence": 0.95,
    "status": "open",
    "project": "default",
    "first_seen": "2025-10-20T10:00:00Z",
    "last_seen": "2025-10-29T15:30:00Z",
    "occurrence_count": 12,
    "metadata": {"rule": "sql_injection", "cwe": 89, "end_line": 145, "function": "PaymentProcessor.find"},
    "history": [
        {
            "timestamp": "2025-10-20T10:00:00Z",
            "action": "created",
            "user": None,
            "details": "Initial detection",
        },
        {
            "timestamp": "2025-10-25T14:00:00Z",
            "action": "severity_updated",
            "user": None,
            "details": "Severity changed from MEDIUM to HIGH",
        },
    ],
    "related_findings": [
        {
            "id": "finding_06e5a4b0c8xw2m7k9d3q1r4t90",
            "file_path": "src/payment_processor.py",
            "line": 189,
            "description": "Similar SQL injection pattern",
            "similarity_score": 0.87,
        }
    ],
}
DECISION: Final[Mapping[str, Any]] = {
    "status": "resolved",
    "comment": "Fixed by implementing parameterized queries in commit abc123",
}
DECIDED: Final[Mapping[str, Any]] = {
    "id": FINDING_ID,
    "status": "resolved",
    "updated_at": "2025-10-30T12:00:00Z",
    "updated_by": "user@example.com",
}
NO_FINDING: Final[ApiError] = FindingNotFound(FINDING_ID)
SAME_STATUS: Final[ApiError] = ImpossibleTransition(finding_id=FINDING_ID, status="open", requested="open")
NO_PROJECT: Final[ApiError] = ResourceNotFound("Project not found", project="payments", resource_type="project")
