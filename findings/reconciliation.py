"""What one analysis means for the findings known so far: which are new, seen again, missed, moved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from findings import fingerprints
from findings.issues import Issue
from findings.matching import Drift, Spot, equal_pairs, similar_pairs
from findings.severity import Severity
from findings.similarity import features
from findings.tokens import tokens

Snippets = Callable[[Sequence[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an analysis looked for; a finding outside it is not missed when it is not seen."""

    examined: frozenset[str]  # files analysed without error, and those that are gone
    analyzers: frozenset[str]
    threshold: Severity
    comparing: frozenset[str] = frozenset()  # rules that compare files, and say nothing of one alone


@dataclass(frozen=True, slots=True)
class Known:
    """A finding as earlier analyses and staff left it."""

    id: UUID
    fingerprint: bytes
    content: int
    rule: str
    analyzer: str
    file_path: str
    function: str | None
    class_name: str | None
    line: int
    severity: int
    is_resolved: bool
    is_dismissed: bool
    is_present: bool
    other_files: Sequence[str] = ()  # what its file was compared with

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return not (self.is_resolved or self.is_dismissed)

    @property
    def spot(self) -> Spot:
        """What it is matched by."""
        defect = fingerprints.defect_of(self.fingerprint)
        place = self.function or self.class_name
        return Spot(defect, self.rule, place, self.line, self.is_present, self.is_dismissed)


@dataclass
class Seen:
    """One defect of this analysis; an issue that was reported twice is one."""

    issue: Issue
    content: int
    positions: list[int]  # in the list of issues

    @cached_property
    def tokens(self) -> list[str]:
        """Its code without layout and comments."""
        return tokens(self.issue.code_snippet, self.issue.file_path)

    @cached_property
    def defect(self) -> bytes:
        """What equal defects of one file have in common."""
        return fingerprints.defect(self.issue, self.tokens)

    @property
    def spot(self) -> Spot:
        """What it is matched by."""
        return Spot(self.defect, self.issue.rule, self.issue.place, self.issue.line)

    @property
    def features(self) -> frozenset[str]:
        """What its code is compared by."""
        return features(self.tokens)


Pair = tuple[Known, Seen]


@dataclass(frozen=True, slots=True)
class Match:
    """A finding seen again."""

    known: Known
    seen: Seen
    fingerprint: bytes

    @property
    def has_same_code(self) -> bool:
        """Whether the code is what it was, layout and comments apart."""
        mine, its = self.fingerprint, self.known.fingerprint
        return fingerprints.defect_of(mine) == fingerprints.defect_of(its)

    @property
    def is_changed(self) -> bool:
        """Whether more has changed than that it was seen once more."""
        known = self.known
        return (
            known.content != self.seen.content
            or known.fingerprint != self.fingerprint
            or known.file_path != self.seen.issue.file_path
            or not known.is_present
        )


@dataclass(frozen=True, slots=True)
class Move:
    """A finding whose file has another name now."""

    known: Known
    file_path: str
    fingerprint: bytes


@dataclass(slots=True)
class Plan:
    """What is to be written."""

    created: list[tuple[Seen, bytes]] = field(default_factory=list)  # with their fingerprints
    matches: list[Match] = field(default_factory=list)
    missed: list[Known] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """One file's findings and what was seen in it, until each has found its counterpart."""

    path: str
    known: list[Known] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    def settle(self, pairs: Sequence[Pair]) -> None:
        """Move pairs out of what is still to be matched."""
        self.pairs += pairs
        olds, news = {id(known) for known, _ in pairs}, {id(seen) for _, seen in pairs}
        self.known = [known for known in self.known if id(known) not in olds]
        self.seen = [seen for seen in self.seen if id(seen) not in news]


def reconcile(
    *,
    known: Iterable[Known],
    issues: Sequence[Issue],
    scope: Scope,
    renames: Mapping[str, str],
    snippets: Snippets,
) -> Plan:
    """Match what was seen with what is known; `known` holds every finding of the files in question.

    `snippets` gives the code of findings by their ids; it is asked once at most, for the few that are
    compared by likeness.
    """
    known = list(known)
    files = _files(known, issues, renames)
    for file in files:
        if file.known and file.seen:
            file.settle(_unchanged(file, scope) or _equal(file))
    edited = [(file, olds) for file in files if (olds := _perhaps_edited(file))]
    if edited:
        code = snippets([finding.id for _, olds in edited for finding in olds])
        for file, olds in edited:
            file.settle(_alike(file, olds, code))
    return _plan(known, files, scope, renames)


def _files(known: Iterable[Known], issues: Sequence[Issue], renames: Mapping[str, str]) -> list[_File]:
    files: dict[str, _File] = {}
    for finding in known:
        path = renames.get(finding.file_path, finding.file_path)
        files.setdefault(path, _File(path)).known.append(finding)
    reported: dict[tuple[object, ...], Seen] = {}
    for position, issue in enumerate(issues):
        twin = (issue.file_path, issue.rule, issue.line, issue.column, issue.end_line, issue.code_snippet)
        if (seen := reported.get(twin)) is not None:
            seen.positions.append(position)
            continue
        seen = reported[twin] = Seen(issue, fingerprints.content(issue), [position])
        files.setdefault(issue.file_path, _File(issue.file_path)).seen.append(seen)
    return list(files.values())


def _unchanged(file: _File, scope: Scope) -> list[Pair]:
    """Pairs where every finding looked for is where it was and says what it said: most files of most analyses."""
    olds = {
        known.content: known
        for known in file.known
        if known.is_present and known.analyzer in scope.analyzers and known.severity >= scope.threshold
    }
    if len(olds) != len(file.seen) or not all(seen.content in olds for seen in file.seen):
        return []
    return [(olds[seen.content], seen) for seen in file.seen]


def _equal(file: _File) -> list[Pair]:
    pairs = equal_pairs([known.spot for known in file.known], [seen.spot for seen in file.seen])
    return [(file.known[old], file.seen[new]) for old, new in pairs]


def _perhaps_edited(file: _File) -> list[Known]:
    """Findings that may be what an edited line was: there last time, and of a rule that is broken by something new.

    One that was gone is no candidate: what staff decided about it must not come over something new.
    """
    rules = {seen.issue.rule for seen in file.seen}
    return [known for known in file.known if known.is_present and known.rule in rules]


def _alike(file: _File, olds: Sequence[Known], code: Mapping[UUID, str]) -> list[Pair]:
    pairs = similar_pairs(
        [known.spot for known in olds],
        [seen.spot for seen in file.seen],
        drift=Drift(sorted((known.line, seen.issue.line) for known, seen in file.pairs)),
        known_features=[features(tokens(code.get(known.id, ""), known.file_path)) for known in olds],
        seen_features=[seen.features for seen in file.seen],
    )
    return [(olds[old], file.seen[new]) for old, new in pairs]


def _plan(
    known: Sequence[Known],
    files: Sequence[_File],
    scope: Scope,
    renames: Mapping[str, str],
) -> Plan:
    plan = Plan()
    name = _Namer(known)
    for file in files:
        plan.matches += [Match(finding, seen, name.of_match(finding, seen)) for finding, seen in file.pairs]
        for finding in file.known:
            if renames.get(finding.file_path, finding.file_path) != finding.file_path:
                its_defect = fingerprints.defect_of(finding.fingerprint)
                plan.moved.append(Move(finding, file.path, name.free(file.path, its_defect)))
            if (finding.is_present or finding.is_open) and _is_looked_for(finding, scope, renames):
                plan.missed.append(finding)
        plan.created += [(seen, name.free(file.path, seen.defect)) for seen in file.seen]
    return plan


def _is_looked_for(finding: Known, scope: Scope, renames: Mapping[str, str]) -> bool:
    """Whether not seeing it says that it is gone; half of a duplicate alone is none, and not mended by that."""
    if finding.analyzer not in scope.analyzers or finding.severity < scope.threshold:
        return False
    files = [finding.file_path]
    if finding.rule in scope.comparing:
        if len(scope.examined) < 2:
            return False
        files += finding.other_files
    return scope.examined.issuperset(renames.get(file, file) for file in files)


class _Namer:
    """Gives fingerprints that no finding has or had a moment ago: rows are rewritten in no particular order."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._taken = {k.fingerprint for k in known}
        self._free: dict[tuple[str, bytes], Iterator[bytes]] = {}

    def of_match(self, finding: Known, seen: Seen) -> bytes:
        """The finding's own fingerprint as long as file and defect are the same."""
        if finding.file_path == seen.issue.file_path and (
            finding.content == seen.content or fingerprints.defect_of(finding.fingerprint) == seen.defect
        ):
            return finding.fingerprint
        return self.free(seen.issue.file_path, seen.defect)

    def free(self, file_path: str, its_defect: bytes) -> bytes:
        """A fingerprint that is not taken."""
        free = self._free.get((file_path, its_defect))
        if free is None:
            free = fingerprints.free_fingerprints(file_path, its_defect, self._taken)
            self._free[file_path, its_defect] = free
        return next(free)
