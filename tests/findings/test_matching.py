"""Which known defects are which of those seen now."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.matching import Drift, Spot, equal_pairs, similar_pairs
from findings.similarity import features
from findings.tokens import tokens


def spot(line: int, defect: str = "d", *, place: str | None = "f", **rest: bool) -> Spot:
    return Spot(defect.encode(), "rule", place, line, **rest)


def spots(*lines: int) -> list[Spot]:
    return [spot(line) for line in lines]


def alike(
    known: Sequence[tuple[Spot, str]], seen: Sequence[tuple[Spot, str]], drift: Drift | None = None
) -> list[tuple[int, int]]:
    return similar_pairs(
        [one for one, _ in known],
        [one for one, _ in seen],
        drift=drift or Drift([]),
        known_features=[features(tokens(code, "a.py")) for _, code in known],
        seen_features=[features(tokens(code, "a.py")) for _, code in seen],
    )


class TestEqualDefects:
    @pytest.mark.parametrize(
        ("known", "seen", "pairs"),
        [
            ([10, 20, 30], [10, 20, 30], [(0, 0), (1, 1), (2, 2)]),
            ([10, 20, 30], [13, 23, 33], [(0, 0), (1, 1), (2, 2)]),
            ([10, 20, 30], [20, 30], [(1, 0), (2, 1)]),
            ([10, 20, 30], [10, 30], [(0, 0), (2, 1)]),
            ([10, 30], [10, 20, 30], [(0, 0), (1, 2)]),
            ([30, 10], [10, 30], [(1, 0), (0, 1)]),
            ([], [10], []),
        ],
    )
    def test_are_paired_in_their_order_where_their_lines_fit_best(
        self, known: list[int], seen: list[int], pairs: list[tuple[int, int]]
    ) -> None:
        assert sorted(equal_pairs(spots(*known), spots(*seen))) == sorted(pairs)

    def test_are_told_apart_by_how_the_lines_around_them_moved(self) -> None:
        # Ten lines came in above, and of two equal defects the first was mended.
        known = [spot(5, "above"), spot(10), spot(20), spot(30, "below")]
        seen = [spot(15, "above"), spot(30), spot(40, "below")]
        assert sorted(equal_pairs(known, seen)) == [(0, 0), (2, 1), (3, 2)]

    def test_that_were_not_there_last_time_come_after_those_that_were(self) -> None:
        known = [spot(10, is_present=False), spot(40)]
        assert equal_pairs(known, spots(11)) == [(1, 0)]
        assert sorted(equal_pairs(known, spots(11, 41))) == [(0, 0), (1, 1)]

    def test_in_great_numbers_take_no_great_time(self) -> None:
        assert len(equal_pairs(spots(*range(5000)), spots(*range(1000, 4000)))) == 3000

    @given(st.lists(st.integers(1, 200), max_size=12), st.lists(st.integers(1, 200), max_size=12))
    def test_are_paired_one_to_one_as_many_as_can_be(self, known: list[int], seen: list[int]) -> None:
        pairs = equal_pairs(spots(*known), spots(*seen))
        assert len({old for old, _ in pairs}) == len({new for _, new in pairs}) == min(len(known), len(seen))
        in_order = sorted((known[old], seen[new]) for old, new in pairs)
        assert [new for _, new in in_order] == sorted(new for _, new in in_order)


class TestEditedDefects:
    def test_keep_their_identity_in_their_function(self) -> None:
        assert alike([(spot(10), "eval(a)")], [(spot(14), "eval(b.c)")]) == [(0, 0)]

    def test_keep_their_identity_in_a_function_with_a_new_name(self) -> None:
        assert alike([(spot(10), "eval(a)")], [(spot(10, place="g"), "eval(a)")]) == [(0, 0)]
        assert alike([(spot(10), "def f(a):")], [(spot(10, place="g"), "def g(a):")]) == [(0, 0)]

    def test_keep_their_identity_outside_of_functions_on_their_line(self) -> None:
        known, seen = spot(3, place=None), spot(3, place=None)
        assert alike([(known, 'KEY = "****"')], [(seen, 'TOKEN = "****"')]) == [(0, 0)]

    def test_that_are_unlike_and_elsewhere_are_others(self) -> None:
        assert alike([(spot(10), "eval(a)")], [(spot(300), "run(first, second, third)")]) == []
        assert alike([(spot(10, place=None), "eval(a)")], [(spot(300, place=None), "eval(b.c)")]) == []

    def test_are_found_where_the_lines_around_went(self) -> None:
        drift = Drift([(5, 205)])
        known, seen = (spot(10, place=None), 'KEY = "****"'), (spot(210, place=None), 'TOKEN = "****"')
        assert alike([known], [seen], drift) == [(0, 0)]
        assert alike([known], [seen]) == []

    def test_of_another_rule_are_others(self) -> None:
        assert alike([(spot(10), "eval(a)")], [(Spot(b"d", "other", "f", 10), "eval(a)")]) == []

    def test_that_staff_dismissed_must_be_more_alike(self) -> None:
        assert alike([(spot(10, is_dismissed=True), "eval(a)")], [(spot(10), "eval(b.c)")]) == []
        assert alike([(spot(10, is_dismissed=True), "eval(a)")], [(spot(10), "eval(a, b)")]) == [(0, 0)]

    def test_go_each_to_the_closest(self) -> None:
        known = [(spot(10), "run(first_value)"), (spot(11), "run(second_value, a)")]
        seen = [(spot(10), "run(second_value, b)"), (spot(11), "run(first_value, x)")]
        assert sorted(alike(known, seen)) == [(0, 1), (1, 0)]

    def test_in_great_numbers_are_looked_for_nearby(self) -> None:
        known = [(spot(line, place=None), f"run(value_{line})") for line in range(1, 1001)]
        seen = [(spot(line + 3, place=None), f"run(value_{line}, None)") for line in range(1, 1001)]
        pairs = alike(known, seen, Drift([(1, 4)]))
        assert sorted(pairs) == [(number, number) for number in range(1000)]


def test_lines_between_two_certain_ones_may_have_moved_as_either_did() -> None:
    drift = Drift([(10, 10), (50, 60)])
    assert drift.distance(5, 5) == 0
    assert drift.distance(30, 30) == drift.distance(30, 35) == drift.distance(30, 40) == 0
    assert drift.distance(30, 45) == 5
    assert drift.distance(70, 80) == 0
