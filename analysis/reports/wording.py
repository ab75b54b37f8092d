"""Phrases that every report uses for the same things."""

from collections.abc import Mapping
from typing import Any, Final

from findings.visible import visible

SEVERITIES: Final = ("critical", "high", "medium", "low")


def titled(path: str) -> str:
    """The path as a heading, with nothing in it that hides."""
    return "The whole workspace" if path == "." else visible(path)


def counted(number: int, noun: str) -> str:
    """`1 file`, `1,200 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def extent(answer: Mapping[str, Any]) -> str:
    """How much was looked at, and how long it took."""
    metadata = answer["metadata"]
    size = f"{counted(metadata['files_analyzed'], 'file')}, {counted(metadata['lines_analyzed'], 'line')}"
    return f"{size} in {answer['execution_time_ms'] / 1000:.2f} s"


def commit(metadata: Mapping[str, Any]) -> str:
    """The commit in short, its branch, and whether the code differs from it."""
    branch = f" on {metadata['branch']}" if metadata["branch"] else ""
    return f"commit {metadata['commit'][:12]}{branch}{' with changes' if metadata['dirty'] else ''}"


def summary(answer: Mapping[str, Any]) -> str:
    """`23 issues: 2 critical, 5 high, 11 medium, 5 low`, or that there are none."""
    counts = answer["summary"]
    threshold = answer["metadata"]["severity_threshold"]
    if not counts["total_issues"]:
        return f"No issues at or above {threshold}."
    listed = ", ".join(f"{counts[severity]:,} {severity}" for severity in SEVERITIES)
    return f"{counted(counts['total_issues'], 'issue')} at or above {threshold}: {listed}."
