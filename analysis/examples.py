"""The specification's examples of analyses and batches, as the OpenAPI document shows them."""

from collections.abc import Mapping
from typing import Any, Final

from analysis.exceptions import AnalysisFailed, AnalyzerUnavailable, InvalidFilePath
from hefesto_site.api.errors import ApiError, ResourceNotFound

ANALYSIS_ID: Final = "550e8400-e29b-41d4-a716-446655440000"
BATCH_ID: Final = "batch_06e5a4b0c8xw2m7k9d3q1r4t8z"
ANALYSIS_REQUEST: Final[Mapping[str, Any]] = {
    "path": "src/payment_processor.py",
    "analyzers": ["complexity", "security", "code_smells"],
    "severity_threshold": "MEDIUM",
    "format": "json",
    "exclude_patterns": ["tests/", "docs/"],
}
ANALYSIS_ANSWER: Final[Mapping[str, Any]] = {
    "analysis_id": ANALYSIS_ID,
    "path": "src/payment_processor.py",
    "timestamp": "2025-10-30T12:00:00Z",
    "project": "default",
    "summary": {"total_issues": 2, "critical": 1, "high": 1, "medium": 0, "low": 0},
    "findings": [
        {
            "id": "finding_06e5a4b0c8xw2m7k9d3q1r4t8y",
            "analyzer": "security",
            "severity": "CRITICAL",
            "file": "src/payment_processor.py",
            "line": 145,
            "column": 12,
            "description": "Potential SQL injection vulnerability detected",
            "recommendation": "Use parameterized queries instead of string concatenation",
            "code_snippet": 'query = f"SELECT * FROM users WHERE id = {user_id}"',
            "confidence": 0.95,
            "status": "open",
            "metadata": {"rule": "sql_injection", "cwe": 89, "end_line": 145, "function": "PaymentProcessor.find"},
        },
        {
            "id": "finding_06e5a4b0c8xw2m7k9d3q1r4t90",
            "analyzer": "complexity",
            "severity": "HIGH",
            "file": "src/payment_processor.py",
            "line": 98,
            "column": 5,
            "description": "Function complexity exceeds threshold (score: 18)",
            "recommendation": "Refactor function into smaller, testable units",
            "code_snippet": "def process_payment(self, order):",
            "complexity_score": 18,
            "confidence": 1.0,
            "status": "open",
            "metadata": {
                "rule": "cyclomatic_complexity",
                "end_line": 143,
                "function": "PaymentProcessor.process_payment",
            },
        },
    ],
    "diagnostics": [],
    "suppressions": [],
    "metadata": {
        "version": "4.1.0",
        "engine_version": "3f9c1d2e",
        "analyzers": ["complexity", "security", "code_smells"],
        "severity_threshold": "MEDIUM",
        "exclude_patterns": ["tests/", "docs/"],
        "files_analyzed": 1,
        "lines_analyzed": 512,
        "cache_hits": 0,
        "suppressed": 0,
        "passed_over": {},
        "new_findings": 2,
        "reopened_findings": 0,
        "resolved_findings": 0,
        "commit": "9fceb02d0ae598e95dc970b74767f19372d61af8",
        "branch": "main",
        "dirty": False,
    },
    "execution_time_ms": 1250,
}
ACCEPTANCE: Final[Mapping[str, Any]] = {
    "analysis_id": ANALYSIS_ID,
    "status": "queued",
    "path": "src/payment_processor.py",
}
BATCH_REQUEST: Final[Mapping[str, Any]] = {
    "paths": ["src/payment/", "src/authentication/", "src/utils/validator.py"],
    "analyzers": ["security", "complexity"],
    "severity_threshold": "HIGH",
}
BATCH_ACCEPTED: Final[Mapping[str, Any]] = {
    "batch_id": BATCH_ID,
    "total_paths": 3,
    "status": "processing",
    "completed": 0,
    "failed": 0,
    "results": [],
}
BATCH_ENDED: Final[Mapping[str, Any]] = {
    "batch_id": BATCH_ID,
    "total_paths": 2,
    "status": "partial_failure",
    "completed": 1,
    "failed": 1,
    "results": [
        {"path": "src/payment/", "status": "success", "analysis_id": ANALYSIS_ID, "error": None},
        {
            "path": "src/nonexistent.py",
            "status": "failed",
            "analysis_id": None,
            "error": "File path does not exist or is not readable (file_not_found)",
        },
    ],
}
INVALID_PATH: Final[ApiError] = InvalidFilePath("src/nonexistent.py", "file_not_found")
NO_WORKER: Final[ApiError] = AnalyzerUnavailable(reason="no_worker")
FAILED: Final[ApiError] = AnalysisFailed(analysis_id=ANALYSIS_ID, reason="time_limit", limit_seconds=300.0)
NO_ANALYSIS: Final[ApiError] = ResourceNotFound("Analysis not found", analysis_id=ANALYSIS_ID, resource_type="analysis")
NO_BATCH: Final[ApiError] = ResourceNotFound("Batch not found", batch_id=BATCH_ID, resource_type="batch")
NO_PROJECT: Final[ApiError] = ResourceNotFound("Project not found", project="payments", resource_type="project")
