"""An identifier is read as its words, however it joins them."""

import pytest

from analysis.engine.words import words


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("db_password", ("db", "password")),
        ("DB_PASSWORD", ("db", "password")),
        ("dbPassword", ("db", "password")),
        ("db-password", ("db", "password")),
        ("DBPassword", ("db", "password")),
        ("dbPassword2", ("db", "password", "2")),
        ("sha256", ("sha", "256")),
        ("__token__", ("token",)),
        ("X-Api-Key", ("x", "api", "key")),
        ("", ()),
        ("_", ()),
    ],
)
def test_an_identifier_is_split_where_a_reader_would(identifier: str, expected: tuple[str, ...]) -> None:
    assert words(identifier) == expected
