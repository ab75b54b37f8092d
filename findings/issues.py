"""A defect as one analysis saw it, before it has an identity."""

from dataclasses import dataclass, field
from typing import Any, Final

from findings.severity import Severity

# What an entry of a Postgres index can hold beside an id; a longer path is refused before anything is read.
MAX_PATH_BYTES: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One defect at one place of one file; lines and columns count from 1."""

    rule: str
    analyzer: str
    severity: Severity
    file_path: str
    line: int
    column: int | None
    end_line: int
    description: str
    recommendation: str
    code_snippet: str
    confidence: float
    cwe: int | None = None
    function: str | None = None
    class_name: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
