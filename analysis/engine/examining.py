"""Looking at one file with the rules written in Python: what a worker process does."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import orjson

from analysis.engine.catalogue import Catalogue
from analysis.engine.checking import hits
from analysis.engine.comments import BY_US, Silencer, silencers
from analysis.engine.flow.analysis import outcome
from analysis.engine.masking import masked, pieces_of
from analysis.engine.module import Module
from analysis.engine.places import place
from analysis.engine.presenting import presentable
from analysis.engine.rule import Hit, ProjectDeclaration, Rule
from analysis.engine.scopes import Stretch, stretches
from analysis.engine.text import Unreadable, parse

_HITS: Final = 5_000  # of one file, before merging


class Found(NamedTuple):
    """A hit without its syntax tree: what crosses the border between processes. Lines and columns count from 1."""

    rule: str
    line: int
    column: int | None
    end_line: int
    shown_to: int  # the last line of the snippet: a definition is shown by its header
    description: str
    severity: int | None = None
    confidence: float | None = None
    recommendation: str | None = None
    cwe: int | None = None
    metadata: Mapping[str, Any] | None = None
    code: str | None = None  # the other linter's code, where it is what found it
    comment_line: int | None = None  # a second line on which a comment may silence it


@dataclass(slots=True)
class Examined:
    """What the Python rules know of a file."""

    found: list[Found] = field(default_factory=list)
    cuts: list[Stretch] = field(default_factory=list)
    silencers: list[Silencer] = field(default_factory=list)
    clean: list[tuple[str, int]] = field(default_factory=list)  # (rule, line): the flow of data proves it harmless
    masked: dict[int, str] = field(default_factory=dict)  # lines with secrets, as they may be shown
    secrets: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)  # by project rule
    diagnostics: list[tuple[str, str, int | None]] = field(default_factory=list)
    complete: bool = True  # every rule looked at all of it

    def to_bytes(self) -> bytes:
        """The message that a worker answers with; facts that are not JSON are left out, and the file is incomplete."""
        try:
            return self._dumped()
        except TypeError:
            self.facts = {}
            self.complete = False
            self.diagnostics.append(
                ("rule_failed", "What a rule that compares files keeps of this one is not data.", None)
            )
            return self._dumped()

    def _dumped(self) -> bytes:
        silencers = [[s.by, s.named, s.reason, s.line, s.first, s.last] for s in self.silencers]
        masks = list(self.masked.items())
        parts = (self.found, self.cuts, silencers, self.clean, masks, self.secrets, self.facts, self.diagnostics)
        return orjson.dumps((*parts, self.complete), default=tuple)  # named tuples travel as their items

    @classmethod
    def from_bytes(cls, message: bytes) -> "Examined":
        """What a worker answered."""
        found, cuts, silencers, clean, masks, secrets, facts, diagnostics, complete = orjson.loads(message)
        return cls(
            found=[Found(*row) for row in found],
            cuts=cuts,
            silencers=[Silencer(by, tuple(named), *rest) for by, named, *rest in silencers],
            clean=[(rule, line) for rule, line in clean],
            masked=dict(masks),
            secrets=secrets,
            facts=facts,
            diagnostics=[(kind, text, line) for kind, text, line in diagnostics],
            complete=complete,
        )


def examine(path: str, text: str, catalogue: Catalogue) -> Examined:
    """Everything the Python rules can say about a file's text; a file that cannot be parsed is told so."""
    try:
        module = Module(path, text, parse(text))
    except Unreadable as error:
        unread = [(error.kind, error.message, error.line)]
        return Examined(silencers=silencers(text, None), diagnostics=unread, complete=False)
    return _Examination(module, catalogue).result


class _Examination:
    """One pass of all rules over one module."""

    def __init__(self, module: Module, catalogue: Catalogue) -> None:
        self._module = module
        self._failures: dict[type[Exception], list[str]] = {}
        self.result = Examined(cuts=stretches(module), silencers=silencers(module.text, module))
        raw = hits(module, catalogue.rules.values(), failed=self._failed, at_most=_HITS)
        if len(raw) == _HITS:
            self._incomplete("too_many_issues", f"Rules were broken {_HITS} times; the rest was not counted.")
        self._hide(hit for _, hit in raw)
        self.result.found += [self._found(rule, hit) for rule, hit in raw]
        self._prove()
        self._collect(catalogue.rules.values())
        self._tell_failures()
        self._judge_comments(catalogue)

    def _prove(self) -> None:
        with suppress(Exception):  # where the flow cannot be followed, its rules have failed already
            clean = self._module.memo(outcome).clean
            self.result.clean = sorted({(hazard.rule_name, line) for hazard, line in clean})

    def _failed(self, rule: Rule, error: Exception) -> None:
        self._failures.setdefault(type(error), []).append(rule.name)

    def _tell_failures(self) -> None:
        for kind, rules in self._failures.items():
            names = ", ".join(rules)
            if issubclass(kind, RecursionError | MemoryError):
                self._incomplete("too_complex", f"The code is nested too deeply, or too large, for: {names}.")
            else:
                self._incomplete("rule_failed", f"Rules failed on this file with {kind.__name__}: {names}.")

    def _incomplete(self, kind: str, message: str) -> None:
        self.result.diagnostics.append((kind, message, None))
        self.result.complete = False

    def _hide(self, found: Iterable[Hit]) -> None:
        """Mask every line of the file that shows a secret which one of the hits told of."""
        pieces = sorted({piece for hit in found for piece in pieces_of(hit.secrets)}, key=len, reverse=True)
        if pieces:
            self.result.secrets = pieces
            numbered = enumerate(self._module.lines, start=1)
            self.result.masked = {number: shown for number, line in numbered if (shown := masked(line, pieces)) != line}

    def _found(self, rule: Rule, hit: Hit) -> Found:
        line, column, end_line, shown_to = place(hit.at, self._module)
        pieces = self.result.secrets
        return Found(
            rule=rule.name,
            line=line,
            column=column,
            end_line=end_line,
            shown_to=shown_to,
            description=presentable(hit.description, pieces),
            severity=hit.severity,
            confidence=hit.confidence,
            recommendation=presentable(hit.recommendation, pieces),
            cwe=hit.cwe,
            metadata=presentable(hit.metadata, pieces) or None,
        )

    def _collect(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            if isinstance(rule.declaration, ProjectDeclaration):
                try:
                    self.result.facts[rule.name] = rule.declaration.collect(self._module)
                except Exception as error:  # noqa: BLE001 - as in `hits`: the other rules go on
                    self._failed(rule, error)

    def _judge_comments(self, catalogue: Catalogue) -> None:
        """Tell of comments that do not silence as they are meant to; the file counts as looked at all the same."""
        for comment in self.result.silencers:
            if comment.by == BY_US and (mistake := _mistake(comment, catalogue)):
                kind, message = mistake
                self.result.diagnostics.append((kind, presentable(message), comment.line))


def _mistake(comment: Silencer, catalogue: Catalogue) -> tuple[str, str] | None:
    """What is wrong with one of our own comments: a kind of diagnostic and its words."""
    if not comment.named:
        return "bare_suppression", "A comment that silences names the rules: `hefesto: ignore[rule_name] reason`."
    if unknown := sorted(set(comment.named) - catalogue.rules.keys()):
        return "unknown_rule", f"No rule is called {', '.join(unknown)}."
    if not comment.reason:
        return "missing_reason", "A comment silences without saying why; it is honoured."
    return None
