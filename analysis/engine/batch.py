"""The files of one analysis and what is known of each, up to its report."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from analysis.engine.catalogue import Catalogue
from analysis.engine.checking import project_hits
from analysis.engine.examining import Found
from analysis.engine.finishing import Settled, settle
from analysis.engine.presenting import presentable
from analysis.engine.record import Record
from analysis.engine.report import Diagnostic, Report
from analysis.engine.rule import Hit, Rule
from analysis.engine.text import decode, split_lines
from findings.issues import Issue
from findings.severity import Severity


@dataclass(slots=True)
class Batch:
    """Everything by the files' paths."""

    sources: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)  # in the cache
    texts: dict[str, str] = field(default_factory=dict)  # of what is still to be looked at
    records: dict[str, Record] = field(default_factory=dict)
    cache_hits: int = 0


def report(batch: Batch, catalogue: Catalogue, analyzers: Collection[str], threshold: Severity) -> Report:
    """What some analyzers say of the files, of at least some severity."""
    wanted = {rule.name: rule for rule in catalogue.rules.values() if rule.analyzer in analyzers}
    records = batch.records
    issues = [
        issue
        for path, record in records.items()
        for issue in _issues(path, (record.kept, record.suppressed), wanted, threshold)
    ]
    suppressed = [s for record in records.values() for s in record.suppressed if s.rule in wanted]
    diagnostics = [diagnostic for record in records.values() for diagnostic in record.diagnostics]
    complete = True
    for rule in catalogue.project_rules:
        if rule.name in wanted:
            try:
                found = _combined(rule, batch, catalogue)
            except Exception as error:  # noqa: BLE001 - the other rules' issues stand
                diagnostics.append(
                    Diagnostic("", "rule_failed", f"The rule {rule.name} failed: {type(error).__name__}.")
                )
                complete = False
            else:
                for path, settled in found.items():
                    issues += _issues(path, settled, wanted, threshold)
                    suppressed += settled[1]
    return Report(
        issues=sorted(issues, key=lambda issue: (issue.file_path, issue.line, issue.column or 0, issue.rule)),
        examined=frozenset(path for path, record in records.items() if record.complete) if complete else frozenset(),
        diagnostics=sorted(diagnostics, key=lambda told: (told.path, told.line or 0, told.kind)),
        suppressed=sorted(suppressed, key=lambda silenced: (silenced.path, silenced.line, silenced.rule)),
        files=len(records),
        lines=sum(record.lines for record in records.values()),
        cache_hits=batch.cache_hits,
    )


def _issues(path: str, settled: Settled, wanted: dict[str, Rule], threshold: Severity) -> Iterator[Issue]:
    """The wanted issues of a file, without those that yield to another issue of their line, silenced or not."""
    kept, silenced = settled
    reported = [one for one in kept if one.severity >= threshold and one.rule in wanted]
    places = {(one.line, one.rule) for one in reported} | {(one.line, one.rule) for one in silenced}
    for one in reported:
        rule = wanted[one.rule]
        if not any((one.line, better) in places for better in rule.terms.yields_to):
            yield one.issue(path, rule)


def _combined(rule: Rule, batch: Batch, catalogue: Catalogue) -> dict[str, Settled]:
    """What a rule that compares files finds, by path."""
    facts = {path: record.facts.get(rule.name) for path, record in batch.records.items()}
    found: dict[str, list[Found]] = {}
    for path, hit in project_hits(rule, facts):
        found.setdefault(path, []).append(_found(rule, hit))
    return {
        path: settle(hits, split_lines(decode(batch.sources[path])), batch.records[path].context, catalogue)
        for path, hits in found.items()
    }


def _found(rule: Rule, hit: Hit) -> Found:
    line = hit.at if isinstance(hit.at, int) else 1
    return Found(
        rule=rule.name,
        line=line,
        column=None,
        end_line=int(hit.metadata.get("end_line", line)),
        shown_to=line,
        description=presentable(hit.description),
        severity=hit.severity,
        confidence=hit.confidence,
        recommendation=presentable(hit.recommendation),
        cwe=hit.cwe,
        metadata=presentable(hit.metadata) or None,
    )
