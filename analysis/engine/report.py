"""What goes into an analysis and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from findings.issues import Issue

# Every kind of diagnostic, and what it tells the one who asks why a file has no findings.
DIAGNOSTIC_KINDS: Final[Mapping[str, str]] = {
    "too_large": "The file is longer than the limit for one file.",
    "too_many_files": "The folder holds more files than one analysis takes.",
    "too_deep": "The folder lies deeper than an analysis descends.",
    "not_readable": "The file or folder may not be read.",
    "unsupported_name": "The name cannot be shown: control characters, or not text.",
    "unsupported_language": "No analyzer reads this kind of file.",
    "excluded": "The file itself is excluded by the request's patterns.",
    "vendored": "The folder holds other people's code.",
    "binary": "The file is not text.",
    "generated": "The file says that a program wrote it.",
    "minified": "The file is written for machines, not for readers.",
    "undecodable": "The file is not in the encoding it declares.",
    "syntax_error": "The file cannot be parsed.",
    "newer_syntax": "The file needs a newer Python than the one that analyses; only ruff's rules looked at it.",
    "too_complex": "The file is nested too deeply to be parsed or looked at.",
    "timeout": "The file took too long to look at.",
    "crashed": "Looking at the file ended the process that looked, and no rule but ruff's has an answer.",
    "too_many_issues": "The file breaks rules more often than is reported.",
    "rule_failed": "A rule failed on the file; the other rules did not.",
    "analyzer_degraded": "A part of the engine is away; its rules did not look.",
    "unknown_rule": "A comment names a rule that does not exist.",
    "bare_suppression": "A comment silences without naming a rule, and is not honoured.",
    "missing_reason": "A comment silences a rule without saying why; it is honoured.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to look at: its path, POSIX and relative to the workspace, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Why a file, or a part of it, was not looked at; `kind` is one of DIAGNOSTIC_KINDS."""

    path: str
    kind: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """An issue that a comment in the source silenced: by which kind of comment, and the reason it gives."""

    path: str
    line: int
    rule: str
    by: str  # "hefesto", "noqa" or "nosec"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one analysis found."""

    issues: list[Issue]
    examined: frozenset[str]  # the files that were looked at by every analyzer asked for
    diagnostics: list[Diagnostic] = field(default_factory=list)
    suppressed: list[Suppression] = field(default_factory=list)
    files: int = 0
    lines: int = 0
    cache_hits: int = 0
