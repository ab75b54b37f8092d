"""All that is known of one file in one version: what an analysis answers from, and what the cache keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Any, Final

import orjson

from analysis.engine.catalogue import Catalogue
from analysis.engine.comments import Silencer
from analysis.engine.examining import Examined
from analysis.engine.finishing import Context, Kept, from_ruff, settle
from analysis.engine.linting import Lint
from analysis.engine.presenting import presentable, sentence
from analysis.engine.report import Diagnostic, Suppression
from analysis.engine.ruff import SYNTAX_ERROR, RuffHit
from analysis.engine.text import split_lines

_SYNTAX: Final = "syntax_error"
_NEWER: Final = "newer_syntax"
_NEWER_WORDS: Final = "A newer Python may know it: ruff's rules looked at the file."
_PASSING: Final = frozenset({"timeout", "crashed", "analyzer_degraded"})  # the next analysis may fare better
_TOO_MANY: Final = "too_many_issues"
_INCOMPLETE: Final = _PASSING | {_SYNTAX, _NEWER, _TOO_MANY}
_ISSUES: Final = 2_000  # of one file


@dataclass(slots=True)
class Record:
    """One file's issues by every analyzer and of every severity, and what project rules need of it."""

    kept: list[Kept] = field(default_factory=list)
    suppressed: list[Suppression] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    context: Context = field(default_factory=lambda: Context(""))
    lines: int = 0
    complete: bool = True  # every rule looked at all of the file
    cacheable: bool = True  # the next analysis would find the same

    def to_bytes(self) -> bytes:
        """The record as it is stored."""
        context = self.context
        return orjson.dumps(
            {
                "kept": self.kept,
                "suppressed": [[s.line, s.rule, s.by, s.reason] for s in self.suppressed],
                "diagnostics": [[d.kind, d.message, d.line] for d in self.diagnostics],
                "facts": self.facts,
                "cuts": context.cuts,
                "silencers": [[s.by, s.named, s.reason, s.line, s.first, s.last] for s in context.silencers],
                "masks": list(context.masks.items()),
                "lines": self.lines,
                "complete": self.complete,
            },
            default=tuple,  # named tuples are stored as their items
        )

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> "Record":
        """A stored record of the file at a path; raises ValueError, TypeError or KeyError for what is none."""
        stored = orjson.loads(data)
        silencers = [Silencer(by, tuple(named), *rest) for by, named, *rest in stored["silencers"]]
        return cls(
            kept=[Kept(*row) for row in stored["kept"]],
            suppressed=[Suppression(path, *row) for row in stored["suppressed"]],
            diagnostics=[Diagnostic(path, *row) for row in stored["diagnostics"]],
            facts=stored["facts"],
            context=Context(path, stored["cuts"], silencers, dict(stored["masks"])),
            lines=stored["lines"],
            complete=stored["complete"],
        )


def unread(path: str, diagnostic: Diagnostic) -> Record:
    """The record of a file that no rule looked at."""
    return Record(diagnostics=[diagnostic], context=Context(path), complete=False)


def finished(path: str, text: str, examined: Examined, linted: Lint, catalogue: Catalogue) -> Record:
    """The record of a file from what its rules and ruff found in it."""
    hits = linted.hits.get(path, [])
    diagnostics = [Diagnostic(path, *row) for row in _explained(examined, hits, linted.failed.get(path))]
    context = Context(path, examined.cuts, examined.silencers, examined.masked)
    translated = from_ruff(hits, catalogue, clean=examined.clean, secrets=examined.secrets)
    lines = split_lines(text)
    kept, suppressed = settle([*examined.found, *translated], lines, context, catalogue)
    if len(kept) > _ISSUES:
        diagnostics.append(Diagnostic(path, _TOO_MANY, f"{len(kept)} issues; the {_ISSUES} gravest are reported."))
        kept = sorted(nlargest(_ISSUES, kept, key=lambda one: one.severity), key=lambda one: one.line)
    kinds = {diagnostic.kind for diagnostic in diagnostics}
    return Record(
        kept=kept,
        suppressed=suppressed,
        diagnostics=diagnostics,
        facts=examined.facts,
        context=context,
        lines=len(lines) - (not lines[-1]),  # a last line without its end counts
        complete=examined.complete and kinds.isdisjoint(_INCOMPLETE),
        cacheable=kinds.isdisjoint(_PASSING),
    )


def _explained(
    examined: Examined, hits: Sequence[RuffHit], ruff_failed: str | None
) -> list[tuple[str, str, int | None]]:
    """What to tell of a file: which of the two parsers could not read it, and whether ruff answered at all."""
    told = list(examined.diagnostics)
    if ruff_failed is not None:
        return [*told, ("analyzer_degraded", f"Ruff has no answer for this file. {ruff_failed}", None)]
    refused = next((hit for hit in hits if hit.code == SYNTAX_ERROR), None)
    if refused is None:
        return [
            (_NEWER, f"{text} {_NEWER_WORDS}", line) if kind == _SYNTAX else (kind, text, line)
            for kind, text, line in told
        ]
    if not any(kind == _SYNTAX for kind, _, _ in told):
        told.append((_SYNTAX, presentable(sentence(refused.message)), refused.line))
    return told
