"""Several paths in one request: each becomes an analysis of its own, and one that cannot be analysed fails alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
from django.db import transaction

from analysis import services
from analysis.examination import Order
from analysis.exceptions import InvalidFilePath
from analysis.models import Analysis, Batch
from analysis.submissions import place, queue, require_worker
from hefesto_site.access.credentials import Credential

_STATUSES = {
    Analysis.State.QUEUED: "pending",
    Analysis.State.RUNNING: "processing",
    Analysis.State.COMPLETED: "success",
    Analysis.State.FAILED: "failed",
}


def submit(paths: Sequence[str], order: Order, *, slug: str | None, credential: Credential | None) -> Batch:
    """A batch whose analyses are queued. Raises AnalyzerUnavailable, and what `project_for` raises."""
    refused: list[dict[str, Any]] = []
    analyses: list[Analysis] = []
    batch = Batch(total_paths=len(paths), requested_by_id=credential.key_id if credential else None)
    for position, path in enumerate(paths):
        try:
            location, project = place(replace(order, path=path), slug=slug, credential=credential)
        except InvalidFilePath as error:
            refused.append({"position": position, "path": path, "error": f"{error.message} ({error.reason})"})
            continue
        analyses.append(
            services.ordered(
                replace(order, path=path),
                location=location,
                project=project,
                key_id=batch.requested_by_id,
                batch=batch,
                position=position,
            )
        )
    require_worker()
    batch.refused_json = orjson.dumps(refused).decode()
    with transaction.atomic():
        batch.save(force_insert=True)
        Analysis.objects.bulk_create(analyses)
    queue(analyses, undo=batch)
    return batch


def progress(batch: Batch) -> dict[str, Any]:
    """How far a batch is, path by path in the order they were asked in."""
    entries = {entry["position"]: _refused(entry) for entry in orjson.loads(batch.refused_json)}
    for analysis in batch.analyses.only("position", "path", "state", "error_message", "batch"):
        entries[analysis.position] = _entry(analysis)
    results = [entries[position] for position in sorted(entries)]
    counts = Counter(entry["status"] for entry in results)
    return {
        "batch_id": batch.public_id,
        "total_paths": batch.total_paths,
        "status": _status(counts),
        "completed": counts["success"],
        "failed": counts["failed"],
        "results": results,
    }


def acceptance(batch: Batch) -> dict[str, Any]:
    """What a new batch answers: as its progress, with only the paths whose end is known already."""
    known = progress(batch)
    return known | {"results": [entry for entry in known["results"] if entry["status"] in {"success", "failed"}]}


def _status(counts: Counter[str]) -> str:
    if counts["pending"] or counts["processing"]:
        return "processing"
    return "partial_failure" if counts["failed"] else "completed"


def _refused(entry: dict[str, Any]) -> dict[str, Any]:
    return {"path": entry["path"], "status": "failed", "analysis_id": None, "error": entry["error"]}


def _entry(analysis: Analysis) -> dict[str, Any]:
    return {
        "path": analysis.path,
        "status": _STATUSES[Analysis.State(analysis.state)],
        "analysis_id": str(analysis.pk),
        "error": analysis.error_message or None,
    }
