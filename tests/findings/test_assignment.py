"""Pairing the ones with the others."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from findings.assignment import best_assignment

SCORES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.01, 2.0, allow_nan=False), max_size=25
)


def best_by_trying(scores: dict[tuple[int, int], float]) -> float:
    return max(
        sum(scores.get((one, other), 0.0) for one, other in enumerate(order)) for order in permutations(range(5))
    )


@given(SCORES)
def test_no_other_pairing_is_worth_more(scores: dict[tuple[int, int], float]) -> None:
    pairs = best_assignment(scores)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert abs(sum(scores[pair] for pair in pairs) - best_by_trying(scores)) < 1e-9


def test_the_second_best_partner_is_taken_where_that_leaves_nobody_alone() -> None:
    assert sorted(best_assignment({(1, 1): 0.9, (1, 2): 0.8, (2, 1): 0.85})) == [(1, 2), (2, 1)]


def test_nothing_to_pair_gives_no_pairs() -> None:
    assert best_assignment({}) == []


def test_a_large_cluster_is_paired_best_first() -> None:
    scores = {(one, other): 1.0 / (1 + abs(one - other)) for one in range(60) for other in range(60)}
    assert sorted(best_assignment(scores)) == [(number, number) for number in range(60)]
