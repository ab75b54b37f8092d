"""The `data` of an analysis' answer: made once, kept as bytes, and what every report is made from."""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

from analysis.engine.report import Diagnostic
from analysis.examination import Examination
from findings.issues import Issue, storable_text
from findings.severity import Severity
from hefesto_site import VERSION
from hefesto_site.api import envelope

_COMPRESSION: Final = 3  # ten thousand findings, 8 MB: 70 ms and 0.5 MB; the default level takes three times as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What recording came to, as far as the answer tells it; ids and statuses stand in the order of the issues."""

    ids: Sequence[str]
    statuses: Sequence[str]
    new: int | None = None
    reopened: int | None = None
    resolved: int | None = None


def answer(
    examination: Examination,
    stored: Stored,
    *,
    analysis_id: str | None,
    project: str | None,
    at: datetime,
    execution_time_ms: int,
) -> dict[str, Any]:
    """The answer, in JSON-able values."""
    report = examination.report
    return {
        "analysis_id": analysis_id,
        "path": examination.order.path,
        "timestamp": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "project": project,
        "summary": summary(report.issues),
        "findings": list(_findings(report.issues, stored)),
        "diagnostics": [diagnostic(found) for found in examination.diagnostics],
        "suppressions": [
            {
                "file": quiet.path,
                "line": quiet.line,
                "rule": quiet.rule,
                "by": quiet.by,
                "reason": storable_text(quiet.reason),
            }
            for quiet in report.suppressed
        ],
        "metadata": _metadata(examination, stored),
        "execution_time_ms": execution_time_ms,
    }


def unstored(examination: Examination, *, execution_time_ms: int) -> bytes:
    """The answer of an analysis that nothing is kept of: its ids are stable, and lead nowhere."""
    issues = examination.report.issues
    seen: Counter[bytes] = Counter()
    ids: list[str] = []
    for issue in issues:
        told = "\0".join((issue.file_path, issue.rule, issue.place or "", issue.code_snippet))
        digest = blake2b(told.encode(), digest_size=12).digest()
        seen[digest] += 1
        ids.append(f"issue_{digest.hex()}_{seen[digest]}")
    document = answer(
        examination,
        Stored(ids=ids, statuses=["open"] * len(issues)),
        analysis_id=None,
        project=None,
        at=datetime.now(UTC),
        execution_time_ms=execution_time_ms,
    )
    return envelope.dumps(document)


def diagnostic(found: Diagnostic) -> dict[str, Any]:
    """What the analysis tells about itself."""
    return {"path": found.path, "kind": found.kind, "message": storable_text(found.message), "line": found.line}


def summary(issues: Iterable[Issue]) -> dict[str, int]:
    """How many issues there are, in all and by severity."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for issue in issues:
        counts[issue.severity] += 1
    return {"total_issues": sum(counts.values())} | {s.name.lower(): n for s, n in counts.items()}


def _findings(issues: Iterable[Issue], stored: Stored) -> Iterator[dict[str, Any]]:
    for issue, identity, status in zip(issues, stored.ids, stored.statuses, strict=True):
        metadata = {"rule": issue.rule, "cwe": issue.cwe, "end_line": issue.end_line, "function": issue.function}
        if issue.cwe is None:
            del metadata["cwe"]
        if issue.class_name is not None:
            metadata["class"] = issue.class_name
        metadata |= issue.metadata
        score = metadata.pop("complexity_score", None)
        yield {
            "id": identity,
            "analyzer": issue.analyzer,
            "severity": issue.severity.name,
            "file": issue.file_path,
            "line": issue.line,
            "column": issue.column,
            "description": issue.description,
            "recommendation": issue.recommendation,
            "code_snippet": issue.code_snippet or None,
            **({} if score is None else {"complexity_score": score}),
            "confidence": issue.confidence,
            "status": status,
            "metadata": metadata,
        }


def _metadata(examination: Examination, stored: Stored) -> dict[str, Any]:
    order, report, revision = examination.order, examination.report, examination.revision
    return {
        "version": VERSION,
        "engine_version": examination.engine_version,
        "analyzers": list(order.analyzers),
        "severity_threshold": order.threshold.name,
        "exclude_patterns": list(order.exclude_patterns),
        "files_analyzed": report.files,
        "lines_analyzed": report.lines,
        "cache_hits": report.cache_hits,
        "suppressed": len(report.suppressed),
        "passed_over": examination.selection.passed_over,
        "new_findings": stored.new,
        "reopened_findings": stored.reopened,
        "resolved_findings": stored.resolved,
        "commit": revision.commit,
        "branch": revision.branch,
        "dirty": revision.dirty,
    }


def pack(document: Mapping[str, Any]) -> bytes:
    """The bytes that are kept."""
    return zlib.compress(envelope.dumps(document), _COMPRESSION)


def unpack(kept: bytes) -> bytes:
    """The JSON exactly as it was answered."""
    return zlib.decompress(kept)
