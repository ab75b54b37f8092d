"""The best way to pair the ones with the others, given what each pair is worth."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Final

Pair = tuple[int, int]

_MOST_EXACT: Final = (
    40  # ones or others in a cluster; the exact way grows with the cube, beyond it greed is good enough
)


def best_assignment(scores: Mapping[Pair, float]) -> list[Pair]:
    """Pairs worth the most in all, each one and each other used once; scores are above 0."""
    chosen: list[Pair] = []
    for cluster in _clusters(scores):
        ones = sorted({one for one, _ in cluster})
        others = sorted({other for _, other in cluster})
        if len(cluster) == 1:
            chosen += cluster
        elif max(len(ones), len(others)) > _MOST_EXACT:
            chosen += _greedy(scores, cluster)
        else:
            chosen += _exact(scores, ones, others)
    return chosen


def _clusters(scores: Mapping[Pair, float]) -> Iterator[list[Pair]]:
    """Groups of pairs which share ones or others: each can be solved alone."""
    of_one: dict[int, list[Pair]] = defaultdict(list)
    of_other: dict[int, list[Pair]] = defaultdict(list)
    for pair in scores:
        of_one[pair[0]].append(pair)
        of_other[pair[1]].append(pair)
    left = set(scores)
    while left:
        cluster, queue = [], [left.pop()]
        while queue:
            pair = queue.pop()
            cluster.append(pair)
            reached = left.intersection(of_one[pair[0]] + of_other[pair[1]])
            left -= reached
            queue += reached
        yield cluster


def _greedy(scores: Mapping[Pair, float], cluster: Sequence[Pair]) -> list[Pair]:
    chosen: list[Pair] = []
    ones: set[int] = set()
    others: set[int] = set()
    for one, other in sorted(cluster, key=lambda pair: (-scores[pair], pair)):
        if one not in ones and other not in others:
            chosen.append((one, other))
            ones.add(one)
            others.add(other)
    return chosen


def _exact(scores: Mapping[Pair, float], ones: list[int], others: list[int]) -> list[Pair]:
    if len(ones) > len(others):
        return [(one, other) for other, one in _exact({(b, a): s for (a, b), s in scores.items()}, others, ones)]
    costs = [[-scores.get((one, other), 0.0) for other in others] for one in ones]
    pairs = ((ones[row], others[column]) for row, column in _cheapest(costs))
    return [pair for pair in pairs if pair in scores]


def _cheapest(costs: list[list[float]]) -> list[Pair]:
    """A column for each row at the least cost in all (Kuhn and Munkres, by potentials); at least as many columns."""
    columns = len(costs[0])
    row_of = [-1] * (columns + 1)  # the last column stands for "none yet": a search starts from it
    row_potential = [0.0] * len(costs)
    column_potential = [0.0] * (columns + 1)
    for start in range(len(costs)):
        row_of[columns] = start
        previous = _search(costs, row_of, row_potential, column_potential)
        column = previous.pop()
        while column != columns:
            row_of[column], column = row_of[previous[column]], previous[column]
    return [(row, column) for column, row in enumerate(row_of[:-1]) if row >= 0]


def _search(
    costs: list[list[float]], row_of: list[int], row_potential: list[float], column_potential: list[float]
) -> list[int]:
    """Shortest path to a free column; returns each column's predecessor on it, and behind them the free column."""
    none_yet = len(row_of) - 1
    least = [inf] * none_yet
    previous = [none_yet] * none_yet
    visited = [False] * len(row_of)
    column = none_yet
    while row_of[column] >= 0:
        visited[column] = True
        row = row_of[column]
        open_columns = [j for j in range(none_yet) if not visited[j]]
        for j in open_columns:
            reduced = costs[row][j] - row_potential[row] - column_potential[j]
            if reduced < least[j]:
                least[j], previous[j] = reduced, column
        nearest = min(open_columns, key=least.__getitem__)
        delta = least[nearest]
        for j in range(len(row_of)):
            if visited[j]:
                row_potential[row_of[j]] += delta
                column_potential[j] -= delta
            elif j < none_yet:
                least[j] -= delta
        column = nearest
    return [*previous, column]
