"""From what several engines found in a file to its issues: merged, silenced where a comment says so, and shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from analysis.engine.catalogue import Catalogue
from analysis.engine.comments import BY_US, Silencer
from analysis.engine.examining import Found
from analysis.engine.presenting import presentable, sentence, snippet
from analysis.engine.report import Suppression
from analysis.engine.ruff import RuffHit
from analysis.engine.rule import Rule
from analysis.engine.scopes import Stretch, names_at
from findings.issues import Issue
from findings.severity import Severity


class Kept(NamedTuple):
    """An issue without what its rule and its file say already: what the cache holds."""

    rule: str
    severity: int
    line: int
    column: int | None
    end_line: int
    description: str
    recommendation: str | None  # None: the rule's
    snippet: str
    confidence: float
    cwe: int | None
    function: str | None
    class_name: str | None
    metadata: dict[str, Any]

    def issue(self, path: str, rule: Rule) -> Issue:
        """The whole issue."""
        return Issue(
            rule=self.rule,
            analyzer=rule.analyzer,
            severity=Severity(self.severity),
            file_path=path,
            line=self.line,
            column=self.column,
            end_line=self.end_line,
            description=self.description,
            recommendation=self.recommendation or rule.terms.recommendation,
            code_snippet=self.snippet,
            confidence=self.confidence,
            cwe=self.cwe,
            function=self.function,
            class_name=self.class_name,
            metadata=self.metadata,
        )


Settled = tuple[list[Kept], list[Suppression]]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a file's lines."""

    path: str
    cuts: Sequence[Stretch] = ()
    silencers: Sequence[Silencer] = ()
    masks: Mapping[int, str] = field(default_factory=dict)


def from_ruff(
    hits: Iterable[RuffHit], catalogue: Catalogue, *, clean: Iterable[tuple[str, int]], secrets: Sequence[str]
) -> Iterator[Found]:
    """What ruff found, by our names, without what the flow of data proves clean, given as (rule, line).

    A rule is proven wrong on a line where it, or one it yields to, is known to have nothing to report.
    """
    rules, proven = catalogue.by_ruff_code, frozenset(clean)
    for hit in hits:
        rule = rules.get(hit.code)
        if rule is not None and proven.isdisjoint((name, hit.line) for name in (rule.name, *rule.terms.yields_to)):
            yield Found(
                rule=rule.name,
                line=hit.line,
                column=hit.column,
                end_line=hit.end_line,
                shown_to=hit.end_line,
                description=presentable(sentence(hit.message), secrets),
                code=hit.code,
                comment_line=hit.comment_line,
            )


def settle(found: Iterable[Found], lines: Sequence[str], context: Context, catalogue: Catalogue) -> Settled:
    """The issues of a file by line, and what comments silence."""
    kept: list[Kept] = []
    silenced: list[Suppression] = []
    single = {(hit.line, hit.column or 0, hit.rule): hit for hit in found if hit.rule in catalogue.rules}
    for _, hit in sorted(single.items()):
        rule = catalogue.rules[hit.rule]
        comment = next((s for s in context.silencers if _silences(s, hit, rule)), None)
        if comment is None:
            kept.append(_kept(hit, rule, lines, context))
        else:
            silenced.append(Suppression(context.path, hit.line, rule.name, comment.by, comment.reason))
    return kept, silenced


def _silences(comment: Silencer, hit: Found, rule: Rule) -> bool:
    """Whether a comment speaks for the hit's line and names its rule."""
    if not comment.covers(hit.line) and not (hit.comment_line and comment.covers(hit.comment_line)):
        return False
    if comment.by == BY_US:
        return rule.name in comment.named
    codes = (hit.code,) if hit.code else rule.terms.aliases
    if comment.by == "nosec":
        wanted = {name for code in comment.named for name in (code, f"S{code[1:]}")}  # ruff's S602 is bandit's B602
        return rule.analyzer == "security" and (not wanted or not wanted.isdisjoint(codes))
    return any(code.startswith(comment.named or "") for code in codes)


def _first_column(lines: Sequence[str], number: int) -> int:
    """Where the text of a line begins: what is said of a whole line points there."""
    line = lines[number - 1] if number <= len(lines) else ""
    return len(line) - len(line.lstrip()) + 1


def _kept(hit: Found, rule: Rule, lines: Sequence[str], context: Context) -> Kept:
    function, class_name = names_at(hit.line, context.cuts)
    return Kept(
        rule=rule.name,
        severity=int(hit.severity or rule.terms.severity),
        line=hit.line,
        column=hit.column or _first_column(lines, hit.line),
        end_line=hit.end_line,
        description=hit.description,
        recommendation=hit.recommendation,
        snippet=snippet(lines, context.masks, hit.line, hit.shown_to),
        confidence=hit.confidence if hit.confidence is not None else rule.terms.confidence,
        cwe=hit.cwe or rule.terms.cwe,
        function=function,
        class_name=class_name,
        metadata=dict(hit.metadata or {}),
    )
