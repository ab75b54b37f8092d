"""Which page this is, and where the next one begins."""

import pytest

from hefesto_site.api.pagination import pagination


@pytest.mark.parametrize(
    ("limit", "offset", "total", "next_offset"),
    [
        (50, 0, 235, 50),
        (50, 200, 235, None),
        (50, 150, 200, None),
        (1, 0, 0, None),
        (10, 10_000, 5, None),
        (1, 8, 10, 9),
    ],
)
def test_there_is_a_next_page_while_items_are_left(
    limit: int, offset: int, total: int, next_offset: int | None
) -> None:
    assert pagination(limit=limit, offset=offset, total=total) == {
        "limit": limit,
        "offset": offset,
        "has_more": next_offset is not None,
        "next_offset": next_offset,
    }


def test_following_the_pages_meets_every_item_once() -> None:
    offset: int | None = 0
    seen: list[int] = []
    while offset is not None:
        seen += range(23)[offset : offset + 5]
        following = pagination(limit=5, offset=offset, total=23)["next_offset"]
        offset = int(following) if following is not None else None
    assert seen == list(range(23))
