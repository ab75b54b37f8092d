"""Which of a file's known defects are which of those seen now: one to one, and as well as it can be told."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from findings.assignment import best_assignment
from findings.similarity import similarity

Pair = tuple[int, int]  # index of the known defect, index of the seen one

_MOST_CELLS: Final = 250_000  # of an alignment; beyond, equal defects are paired in their order
_MOST_PAIRS: Final = 10_000  # compared for one rule of one file; beyond, only those near each other
_NEIGHBOURS: Final = 16
_ABSENT: Final = 1_000_000  # lines of distance: one that was not there last time comes after all that were
_SAME_PLACE: Final = 0.35
_SAME_LINE: Final = 0.25
_ENOUGH: Final = 0.7
_LEAST_SIMILARITY: Final = 0.1
_LEAST_SIMILARITY_OF_DISMISSED: Final = 0.4  # a decision covers the code it was made for


@dataclass(frozen=True, slots=True)
class Spot:
    """What is compared of a defect; all spots of one call lie in one file."""

    defect: bytes  # equal for equal code under the same rule in the same definition
    rule: str
    place: str | None
    line: int
    is_present: bool = True  # the last analysis that looked for it saw it
    is_dismissed: bool = False  # staff chose to live with it


@dataclass(frozen=True, slots=True)
class Drift:
    """How far lines have moved, told by the defects that are certain."""

    anchors: list[Pair]  # known line, seen line; sorted

    def expected(self, known_line: int) -> tuple[int, int]:
        """First and last line where a defect may have come to stand, by the nearest certain ones around it."""
        at = bisect_left(self.anchors, (known_line, 0))
        around = self.anchors[max(at - 1, 0) : at + 1] or [(0, 0)]
        lines = [known_line + seen - known for known, seen in around]
        return min(lines), max(lines)

    def distance(self, known_line: int, seen_line: int) -> int:
        """Lines between where a defect stands and where it was expected."""
        first, last = self.expected(known_line)
        return max(first - seen_line, seen_line - last, 0)


def equal_pairs(known: Sequence[Spot], seen: Sequence[Spot]) -> list[Pair]:
    """Pairs of the same defect: where one of several equal ones came or went, by how the lines around moved."""
    groups = _groups(known, seen)
    pairs = [(olds[0], news[0]) for olds, news in groups if len(olds) == len(news) == 1]
    drift = Drift(sorted((known[old].line, seen[new].line) for old, new in pairs))
    for olds, news in groups:
        if len(olds) > 1 or len(news) > 1:
            pairs += _aligned(known, seen, olds, news, drift)
    return pairs


def similar_pairs(
    known: Sequence[Spot],
    seen: Sequence[Spot],
    *,
    drift: Drift,
    known_features: Sequence[frozenset[str]],
    seen_features: Sequence[frozenset[str]],
) -> list[Pair]:
    """Pairs of an edited defect and what it was: same rule, and alike in code, definition and line together."""
    by_rule: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for old, spot in enumerate(known):
        by_rule[spot.rule][0].append(old)
    for new, spot in enumerate(seen):
        by_rule[spot.rule][1].append(new)
    scores: dict[Pair, float] = {}
    for olds, news in by_rule.values():
        for old, new in _candidates(known, seen, olds, news, drift):
            alike = similarity(known_features[old], seen_features[new])
            score = _score(known[old], seen[new], alike, drift)
            if score >= _ENOUGH:
                scores[old, new] = score
    return best_assignment(scores)


def _groups(known: Sequence[Spot], seen: Sequence[Spot]) -> list[tuple[list[int], list[int]]]:
    """Indexes of known and seen spots of the same defect, each in the order of their lines."""
    olds: dict[bytes, list[int]] = defaultdict(list)
    news: dict[bytes, list[int]] = defaultdict(list)
    for old in sorted(range(len(known)), key=lambda index: known[index].line):
        olds[known[old].defect].append(old)
    for new in sorted(range(len(seen)), key=lambda index: seen[index].line):
        news[seen[new].defect].append(new)
    return [(olds[defect], group) for defect, group in news.items() if defect in olds]


def _aligned(known: Sequence[Spot], seen: Sequence[Spot], olds: list[int], news: list[int], drift: Drift) -> list[Pair]:
    """Pair all of the shorter list, keeping the order of both, with the least movement in all."""

    def cost(old: int, new: int) -> int:
        spot = known[old]
        return drift.distance(spot.line, seen[new].line) + (0 if spot.is_present else _ABSENT)

    if len(olds) <= len(news):
        return [(olds[i], news[j]) for i, j in _alignment(len(olds), len(news), lambda i, j: cost(olds[i], news[j]))]
    return [(olds[j], news[i]) for i, j in _alignment(len(news), len(olds), lambda i, j: cost(olds[j], news[i]))]


def _alignment(few: int, many: int, cost: Callable[[int, int], int]) -> list[Pair]:
    """For each of `few` one of `many`, ascending, at the least cost in all."""
    slack = many - few
    if not slack or few * (slack + 1) > _MOST_CELLS:
        return [(i, i) for i in range(few)]
    best = [0] * (slack + 1)  # best[d]: cost so far when the last one taken lies at most d places on
    choices: list[list[int]] = []
    for i in range(few):
        choice: list[int] = []
        row: list[int] = []
        for d in range(slack + 1):
            here = best[d] + cost(i, i + d)
            if row and row[-1] <= here:
                row.append(row[-1])
                choice.append(choice[-1])
            else:
                row.append(here)
                choice.append(d)
        best = row
        choices.append(choice)
    pairs: list[Pair] = []
    d = slack
    for i in range(few - 1, -1, -1):
        d = choices[i][d]
        pairs.append((i, i + d))
    return pairs[::-1]


def _candidates(
    known: Sequence[Spot], seen: Sequence[Spot], olds: list[int], news: list[int], drift: Drift
) -> Iterable[Pair]:
    if len(olds) * len(news) <= _MOST_PAIRS:
        return ((old, new) for old in olds for new in news)
    news = sorted(news, key=lambda index: seen[index].line)
    return _near_candidates(known, seen, olds, news, drift)


def _near_candidates(
    known: Sequence[Spot], seen: Sequence[Spot], olds: list[int], news: list[int], drift: Drift
) -> Iterable[Pair]:
    lines = [seen[new].line for new in news]
    for old in olds:
        at = bisect_left(lines, sum(drift.expected(known[old].line)) / 2)
        for new in news[max(at - _NEIGHBOURS // 2, 0) : at + _NEIGHBOURS // 2]:
            yield old, new


def _score(known: Spot, seen: Spot, alike: float, drift: Drift) -> float:
    if alike < (_LEAST_SIMILARITY_OF_DISMISSED if known.is_dismissed else _LEAST_SIMILARITY):
        return 0.0
    same_place = _SAME_PLACE if known.place and known.place == seen.place else 0.0
    return alike + same_place + _SAME_LINE / (1 + drift.distance(known.line, seen.line) / 5)
