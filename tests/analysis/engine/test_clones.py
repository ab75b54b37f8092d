"""Runs of equal statements, as numbers."""

from time import perf_counter

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.engine.clones import Clone, Place, Statement, clones, packed

RUN = list(range(1, 13))


def file_of(numbers: list[int], *, first_line: int = 1) -> str:
    return packed(Statement(number, line, line) for line, number in enumerate(numbers, first_line))


def found(*files: list[int], shortest: int = 10) -> list[Clone]:
    return clones({f"{index}.py": file_of(numbers) for index, numbers in enumerate(files)}, shortest=shortest)


def test_a_run_that_is_long_enough_is_found_as_long_as_it_is() -> None:
    [clone] = found([90, *RUN, 91], [*RUN, 92])
    assert clone == Clone(Place("0.py", 2, 13), (Place("1.py", 1, 12),), 12)


def test_a_shorter_run_is_not() -> None:
    assert found(RUN[:9], RUN[:9]) == []


def test_a_run_is_extended_to_where_it_starts_even_if_a_third_file_shares_only_its_end() -> None:
    whole = [*range(50, 60), *RUN]
    issues = found(RUN, whole, whole)
    assert [(clone.first.path, clone.statements, len(clone.others)) for clone in issues] == [
        ("0.py", 12, 2),
        ("1.py", 22, 1),
    ]


def test_a_run_does_not_overlap_itself() -> None:
    [clone] = found([*RUN, *RUN, *RUN])
    assert clone.statements == len(RUN)
    assert clone.places == (Place("0.py", 1, 12), Place("0.py", 13, 24), Place("0.py", 25, 36))


def test_statements_that_repeat_a_few_are_not_worth_telling() -> None:
    assert found([1, 2, 3] * 50) == []


def test_endless_repetition_takes_linear_time() -> None:
    started = perf_counter()
    assert len(found([number % 12 for number in range(30_000)])) == 1
    assert perf_counter() - started < 5


@given(
    st.lists(st.integers(0, 6), max_size=30),
    st.lists(st.integers(0, 6), max_size=30),
    st.integers(2, 5),
)
@example([4, 1, 0, 4, 1], [4, 1, 0, 4, 0, 1, 0, 4, 1], 4)
def test_what_is_reported_is_equal_and_long_enough(left: list[int], right: list[int], shortest: int) -> None:
    files = {"a.py": left, "b.py": right}
    for clone in clones({path: file_of(numbers) for path, numbers in files.items()}, shortest=shortest):
        assert clone.others
        runs = [files[place.path][place.line - 1 : place.end_line] for place in clone.places]
        assert clone.statements == len(runs[0]) >= shortest
        assert all(len(run) >= shortest for run in runs)
        assert all(contained(run, runs[0]) or contained(runs[0], run) or shares(run, runs[0], shortest) for run in runs)


def contained(inner: list[int], outer: list[int]) -> bool:
    return any(outer[start : start + len(inner)] == inner for start in range(len(outer) - len(inner) + 1))


def shares(left: list[int], right: list[int], length: int) -> bool:
    return any(contained(left[start : start + length], right) for start in range(len(left) - length + 1))
