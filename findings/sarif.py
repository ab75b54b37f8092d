"""Findings as a SARIF 2.1.0 log: the interchange format of code scanners."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from findings.severity import Severity

MEDIA_TYPE: Final = "application/sarif+json"
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
WORKSPACE: Final = "WORKSPACE"
_LEVELS: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
# What code scanning services sort by: the middle of each band of CVSS.
_SECURITY_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}
_PRECISIONS: Final = ((0.95, "very-high"), (0.8, "high"), (0.5, "medium"), (0.0, "low"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule as a reader of the log needs it."""

    name: str
    analyzer: str
    title: str
    manual: str
    recommendation: str
    severity: Severity
    confidence: float
    cwe: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is; lines and columns count from 1, columns in Unicode code points."""

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    snippet: str = ""
    symbol: str = ""  # the function or class around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why a result does not count: a comment in the source, or a person's decision."""

    kind: str  # "inSource" or "external"
    justification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way that data takes to where it does harm."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One finding; `identity` is its id for life, as callers see it; empty for one that is not stored."""

    rule: str
    message: str
    place: Place
    severity: Severity | None = None  # None: the rule's own
    identity: str = ""
    confidence: float | None = None
    cwe: int | None = None
    flow: Sequence[Step] = ()
    suppressions: Sequence[Suppression] = ()
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What the run tells about itself rather than about the code."""

    kind: str
    message: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the service: its results, and the rules that they name."""

    version: str
    rules: Sequence[RuleText]
    results: Iterable[Result]
    notifications: Iterable[Notification] = ()
    category: str = ""  # what later runs of the same kind share
    started_at: datetime | None = None
    ended_at: datetime | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)


def log(run: Run) -> dict[str, Any]:
    """The document, as JSON-able values; results name only rules of the run."""
    rules = {rule.name: index for index, rule in enumerate(run.rules)}
    severities = {rule.name: rule.severity for rule in run.rules}
    results = [_result(result, rules, severities) for result in run.results]
    numbers = {rule.cwe for rule in run.rules if rule.cwe} | {n for r in results for n in _numbers(r)}
    taxa = {number: index for index, number in enumerate(sorted(numbers))}
    for result in results:
        for reference in result.get("taxa", ()):
            reference["index"] = taxa[int(reference["id"].removeprefix("CWE-"))]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run, results, taxa)]}


def _numbers(result: Mapping[str, Any]) -> Iterable[int]:
    return (int(reference["id"].removeprefix("CWE-")) for reference in result.get("taxa", ()))


def _run(run: Run, results: list[dict[str, Any]], taxa: Mapping[int, int]) -> dict[str, Any]:
    return {
        "tool": {
            "driver": {
                "name": "Hefesto",
                "version": run.version,
                "semanticVersion": run.version,
                "rules": [_rule(rule, taxa) for rule in run.rules],
                **({"supportedTaxonomies": [{"name": "CWE", "index": 0}]} if taxa else {}),
            }
        },
        "automationDetails": {"id": f"hefesto/{run.category}/"},
        "invocations": [_invocation(run)],
        "originalUriBaseIds": {WORKSPACE: {"description": {"text": "The folder whose code is analysed."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
        **({"taxonomies": [_taxonomy(taxa)]} if taxa else {}),
        "properties": dict(run.properties),
    }


def _invocation(run: Run) -> dict[str, Any]:
    return _filled(
        executionSuccessful=True,
        startTimeUtc=_moment(run.started_at),
        endTimeUtc=_moment(run.ended_at),
        toolExecutionNotifications=[
            {
                "descriptor": {"id": notification.kind},
                "level": "warning",
                "message": {"text": notification.message},
                "locations": [_location(notification.place)],
            }
            for notification in run.notifications
        ],
    )


def _moment(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z" if moment else None


def _rule(rule: RuleText, taxa: Mapping[int, int]) -> dict[str, Any]:
    properties: dict[str, Any] = {"tags": [rule.analyzer], "precision": _precision(rule.confidence)}
    if rule.analyzer == "security":
        properties["security-severity"] = _SECURITY_SEVERITIES[rule.severity]
    described: dict[str, Any] = {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.manual},
        "help": {
            "text": f"{rule.manual}\n\n{rule.recommendation}",
            "markdown": f"{rule.manual}\n\n**What to do:** {rule.recommendation}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }
    if rule.cwe:
        properties["tags"].append(f"external/cwe/cwe-{rule.cwe:03d}")
        described["relationships"] = [{"target": _taxon(rule.cwe) | {"index": taxa[rule.cwe]}, "kinds": ["superset"]}]
    return described


def _precision(confidence: float) -> str:
    return next(word for least, word in _PRECISIONS if confidence >= least)


def _taxon(number: int) -> dict[str, Any]:
    return {"id": f"CWE-{number}", "toolComponent": {"name": "CWE", "index": 0}}


def _taxonomy(taxa: Mapping[int, int]) -> dict[str, Any]:
    return {
        "name": "CWE",
        "organization": "MITRE",
        "shortDescription": {"text": "The MITRE Common Weakness Enumeration."},
        "informationUri": "https://cwe.mitre.org/",
        "isComprehensive": False,
        "taxa": [
            {"id": f"CWE-{number}", "helpUri": f"https://cwe.mitre.org/data/definitions/{number}.html"}
            for number in taxa
        ],
    }


def _result(result: Result, rules: Mapping[str, int], severities: Mapping[str, Severity]) -> dict[str, Any]:
    severity = result.severity or severities[result.rule]
    return _filled(
        ruleId=result.rule,
        ruleIndex=rules[result.rule],
        level=_LEVELS[severity],
        message={"text": result.message},
        locations=[_location(result.place)],
        # No GUIDs anywhere: the format's are of versions 1 to 5, and ours are of version 7.
        fingerprints={"hefestoFinding/v1": result.identity} if result.identity else None,
        rank=round(result.confidence * 100, 1) if result.confidence is not None else None,
        taxa=[_taxon(result.cwe)] if result.cwe else None,
        codeFlows=[{"threadFlows": [{"locations": [_step(step) for step in result.flow]}]}] if result.flow else None,
        suppressions=[
            _filled(kind=suppression.kind, status="accepted", justification=suppression.justification or None)
            for suppression in result.suppressions
        ],
        properties={"severity": severity.name, **result.properties},
    )


def _step(step: Step) -> dict[str, Any]:
    return {"location": _location(step.place) | {"message": {"text": step.message}}}


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path), "uriBaseId": WORKSPACE}}
    if place.line:
        physical["region"] = _filled(
            startLine=place.line,
            startColumn=place.column,
            endLine=place.end_line,
            snippet={"text": place.snippet} if place.snippet else None,
        )
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": place.symbol}]
    return location


def _filled(**properties: Any) -> dict[str, Any]:
    """The properties that are there: null has no meaning in the format."""
    return {name: value for name, value in properties.items() if value is not None}
