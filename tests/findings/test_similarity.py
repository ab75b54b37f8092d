"""How alike code is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.similarity import features, simhash, similarity
from findings.tokens import tokens

CODE = 'cursor.execute("SELECT * FROM users WHERE id = " + user_id)'
WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def of(code: str) -> frozenset[str]:
    return features(tokens(code, "a.py"))


def bits_apart(one: str, other: str) -> int:
    return ((simhash(of(one)) ^ simhash(of(other))) & (1 << 64) - 1).bit_count()


def test_the_same_code_is_one_and_unlike_code_is_almost_zero() -> None:
    assert similarity(of(CODE), of(CODE)) == 1.0
    assert similarity(of(CODE), of("def f(self):\n    return self.value")) < 0.1
    assert similarity(of(""), of("")) == 1.0
    assert similarity(of(""), of(CODE)) == 0.0


@pytest.mark.parametrize(
    ("closer", "farther"),
    [
        (CODE.replace("user_id", "uid"), CODE.replace("users", "accounts").replace("user_id", "uid")),
        (CODE.replace("user_id", "uid"), 'db.run("DELETE FROM orders WHERE id = " + order)'),
        ('cursor.execute(f"SELECT * FROM users WHERE id = {user_id}")', "cursor.close()"),
    ],
)
def test_what_is_closer_scores_higher(closer: str, farther: str) -> None:
    assert similarity(of(CODE), of(closer)) > similarity(of(CODE), of(farther))
    assert bits_apart(CODE, closer) < bits_apart(CODE, farther)


def test_the_order_of_tokens_counts() -> None:
    assert similarity(of("a(b)"), of("b(a)")) < 1.0


def test_code_of_any_length_is_compared_by_its_beginning() -> None:
    long = " ".join(f"word_{number}" for number in range(100_000))
    assert len(of(long)) < 1000
    assert similarity(of(long), of(long + " more")) == 1.0


def test_a_simhash_is_the_same_in_every_process() -> None:
    assert simhash(frozenset({"a"})) == 3405396810240292928
    assert simhash(features(["a", "b", "a"])) == 2324145759508918400
    assert simhash(frozenset()) == 0


@given(WORDS, WORDS)
def test_similarity_is_symmetric_and_between_zero_and_one(one: list[str], other: list[str]) -> None:
    score = similarity(features(one), features(other))
    assert 0.0 <= score <= 1.0
    assert score == similarity(features(other), features(one))
    assert -(1 << 63) <= simhash(features(one)) < 1 << 63
