"""The report that other tools read."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from analysis.engine.catalogue import catalogue
from findings import sarif
from findings.severity import Severity

_OF_THE_RUN = ("engine_version", "analyzers", "severity_threshold", "exclude_patterns", "commit", "branch", "dirty")


def render(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The SARIF log of one analysis."""
    ended_at = datetime.fromisoformat(answer["timestamp"])
    results = [*map(_finding, answer["findings"]), *map(_suppressed, answer["suppressions"])]
    return sarif.log(
        sarif.Run(
            version=answer["metadata"]["version"],
            rules=list(_rules(answer)),
            results=results,
            notifications=map(_notification, answer["diagnostics"]),
            category="/".join(filter(None, (answer["project"], answer["path"].strip("/")))),
            started_at=ended_at - timedelta(milliseconds=answer["execution_time_ms"]),
            ended_at=ended_at,
            properties={"analysis_id": answer["analysis_id"]}
            | {name: answer["metadata"][name] for name in _OF_THE_RUN},
        )
    )


def _rules(answer: Mapping[str, Any]) -> Iterator[sarif.RuleText]:
    """The rules that the results name; one that this installation no longer has is told from its finding."""
    known = catalogue().rules
    examples: dict[str, Mapping[str, Any]] = {s["rule"]: s for s in answer["suppressions"]}
    examples |= {finding["metadata"]["rule"]: finding for finding in answer["findings"]}
    for name, example in sorted(examples.items()):
        rule = known.get(name)
        if rule is None:
            yield _forgotten(name, example)
            continue
        yield sarif.RuleText(
            name=name,
            analyzer=rule.analyzer,
            title=rule.title,
            manual=rule.manual,
            recommendation=rule.terms.recommendation,
            severity=rule.terms.severity,
            confidence=rule.terms.confidence,
            cwe=rule.terms.cwe,
        )


def _forgotten(name: str, example: Mapping[str, Any]) -> sarif.RuleText:
    return sarif.RuleText(
        name=name,
        analyzer=example.get("analyzer", "unknown"),
        title=f"{name.replace('_', ' ').capitalize()}.",
        manual=f"{name.replace('_', ' ').capitalize()}.",
        recommendation=example.get("recommendation", ""),
        severity=Severity[example.get("severity", "LOW")],
        confidence=example.get("confidence", 0.5),
        cwe=example.get("metadata", {}).get("cwe"),
    )


def _finding(finding: Mapping[str, Any]) -> sarif.Result:
    metadata = finding["metadata"]
    is_decided = finding["status"] in {"ignored", "wontfix"}
    return sarif.Result(
        rule=metadata["rule"],
        message=finding["description"],
        place=sarif.Place(
            path=finding["file"],
            line=finding["line"],
            column=finding["column"],
            end_line=metadata["end_line"],
            snippet=finding["code_snippet"] or "",
            symbol=metadata["function"] or metadata.get("class") or "",
        ),
        severity=Severity[finding["severity"]],
        identity=finding["id"] if finding["id"].startswith("finding_") else "",
        confidence=finding["confidence"],
        cwe=metadata.get("cwe"),
        flow=[
            sarif.Step(message=step["description"], place=sarif.Place(path=finding["file"], line=step["line"]))
            for step in metadata.get("flow", ())
        ],
        suppressions=[sarif.Suppression(kind="external", justification=finding["status"])] if is_decided else [],
        properties=_properties(finding),
    )


def _properties(finding: Mapping[str, Any]) -> dict[str, Any]:
    properties = {"recommendation": finding["recommendation"], "status": finding["status"]}
    if "complexity_score" in finding:
        properties["complexity_score"] = finding["complexity_score"]
    return properties


def _suppressed(suppression: Mapping[str, Any]) -> sarif.Result:
    return sarif.Result(
        rule=suppression["rule"],
        message=f"Silenced by a `{suppression['by']}` comment.",
        place=sarif.Place(path=suppression["file"], line=suppression["line"]),
        suppressions=[sarif.Suppression(kind="inSource", justification=suppression["reason"])],
    )


def _notification(diagnostic: Mapping[str, Any]) -> sarif.Notification:
    place = sarif.Place(path=diagnostic["path"] or ".", line=diagnostic["line"])
    return sarif.Notification(kind=diagnostic["kind"], message=diagnostic["message"], place=place)
