"""What is known of values: after branches, in containers, in texts put together."""

import ast

import pytest

from analysis.engine.flow import constants
from analysis.engine.flow.environment import Environment, meet
from analysis.engine.flow.kinds import CODE, NO_QUOTE, QUOTE_AT_END, QUOTE_AT_START, REDIRECT, SHELL, SQL, Source
from analysis.engine.flow.shapes import Items, Table, item_of, sequence, table
from analysis.engine.flow.texts import before_hole, concatenated, formatted, joined, percent
from analysis.engine.flow.values import (
    DATA,
    HOLE,
    TRUSTED,
    UNKNOWN,
    Taint,
    Value,
    constant,
    derived,
    join,
    merged,
    skeleton,
    traces,
)


def given(origin: str = "request.args", cleaned: int = 0) -> Value:
    return Value(taint=(Taint(origin, Source.REMOTE, ((1, f"`{origin}` is read"),), cleaned),))


def test_two_ways_that_give_the_same_constant_give_that_constant() -> None:
    assert join(constant("a"), constant("a")).const == "a"


def test_two_ways_that_give_different_constants_give_a_trusted_value() -> None:
    joined_value = join(constant("asc"), constant("desc"))
    assert not joined_value.is_const
    assert joined_value.trusted


def test_a_constant_of_another_type_is_another_constant() -> None:
    assert not join(constant(1), constant(value=True)).is_const


def test_data_on_one_way_is_data_after_both() -> None:
    assert traces(join(constant("a"), given()))
    assert not join(constant("a"), given()).trusted


def test_data_cleaned_on_one_way_only_is_not_clean() -> None:
    (trace,) = merged(given(cleaned=SQL | SHELL).taint, given(cleaned=SQL).taint)
    assert trace.cleaned == SQL


def test_only_so_many_traces_are_kept_and_the_worst_of_them() -> None:
    many = tuple(Taint(f"p{n}", Source.PARAMETER, ((1, "read"),)) for n in range(50))
    kept = merged(many, given().taint)
    assert len(kept) <= 6
    assert Source.REMOTE in {trace.source for trace in kept}


def test_texts_keep_their_constant_parts_around_the_data() -> None:
    text = concatenated((constant("SELECT "), UNKNOWN, constant(" WHERE a = '"), given(), constant("'")))
    assert skeleton(text) == f"SELECT {HOLE} WHERE a = '{DATA}'"
    assert before_hole(text) == "SELECT "


def test_a_number_format_lets_no_text_through() -> None:
    assert not traces(percent(constant("id = %d"), {}, (given(),), given()))
    assert not traces(formatted(constant("id = {:d}"), (given(),), {}, given()))
    assert traces(formatted(constant("id = {}"), (given(),), {}, given()))


def test_a_format_takes_its_arguments_by_place_and_by_name() -> None:
    template = constant("{1} {0} {name} {{}}")
    text = formatted(template, (constant("a"), constant("b")), {"name": constant("c")}, UNKNOWN)
    assert text.const == "b a c {}"


def test_joined_constants_are_a_constant() -> None:
    assert joined(constant(", "), (constant("%s"), constant("%s")), UNKNOWN).const == "%s, %s"


def test_items_are_known_one_by_one() -> None:
    items = sequence((constant("safe"), given()))
    first, second = item_of(items, 0), item_of(items, 1)
    assert first is not None
    assert first.const == "safe"
    assert second is not None
    assert traces(second)


def test_a_constant_table_gives_trusted_values_for_any_key() -> None:
    assert table({"a": constant("alpha"), "b": constant("beta")}).shape.element.trusted  # type: ignore[union-attr]


def test_a_key_that_is_not_known_may_hold_any_of_the_values() -> None:
    shape = Table({"a": constant("x")}).put("b", given())
    assert not traces(shape.at("a"))
    assert traces(shape.element)


def test_a_value_never_grows_beyond_bounds() -> None:
    value = given()
    for _ in range(40):
        value = Value(shape=Items((value,) * 60))
    assert value.shape is not None
    assert value.shape.size <= 500


def test_derived_of_constants_only_is_trusted() -> None:
    assert derived(constant(1), TRUSTED).trusted
    assert not derived(constant(1), UNKNOWN).trusted


def test_marks_of_one_way_only_are_written_into_its_variables() -> None:
    guarded = Environment({"name": given()}, {"request.args": SQL})
    other = Environment({"name": constant("default")})
    after = meet(guarded, other)
    assert after is not None
    assert not after.cleaned
    assert all(trace.cleaned & SQL for trace in after.variables["name"].taint)


def test_marks_of_both_ways_stay_marks() -> None:
    after = meet(Environment({}, {"a": SQL | SHELL}), Environment({}, {"a": SQL}))
    assert after is not None
    assert after.cleaned == {"a": SQL}


def test_several_facts_amount_to_clean_together() -> None:
    environment = Environment()
    environment.mark((("a", QUOTE_AT_START), ("a", QUOTE_AT_END)))
    assert not environment.cleaned["a"] & CODE
    environment.mark((("a", NO_QUOTE),))
    assert environment.cleaned["a"] & CODE
    assert not environment.cleaned["a"] & REDIRECT


@pytest.mark.parametrize(
    ("left", "right"),
    [("a" * 900, 900), (10**18, 10**18), ((1, 2), 10**9), (b"ab", 10**9)],
)
def test_constants_are_not_multiplied_beyond_bounds(left: object, right: object) -> None:
    with pytest.raises(constants.NotComputed):
        constants.binary(ast.Mult, left, right)


def test_powers_and_shifts_are_not_computed() -> None:
    for operator in (ast.Pow, ast.LShift):
        with pytest.raises(constants.NotComputed):
            constants.binary(operator, 2, 3)


def test_what_fails_in_python_is_not_computed() -> None:
    with pytest.raises(constants.NotComputed):
        constants.binary(ast.Div, 1, 0)
    with pytest.raises(constants.NotComputed):
        constants.method("a", "replace", ["", "b" * 5000])
    with pytest.raises(constants.NotComputed):
        constants.function("int", ["x"])
