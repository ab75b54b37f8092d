"""Pages that are kept."""

from findings.kept_pages import KeptPages


def test_a_page_is_kept_until_there_is_no_room() -> None:
    pages = KeptPages(max_bytes=80)
    for letter in "abcdefgh":
        pages.keep(letter, letter.encode() * 10)
    assert pages.get("a") == b"a" * 10
    pages.keep("i", b"i" * 10)
    assert pages.get("b") is None
    assert all(pages.get(letter) == letter.encode() * 10 for letter in "acdefghi")


def test_a_page_takes_its_room_once() -> None:
    pages = KeptPages(max_bytes=80)
    for _ in range(50):
        pages.keep("a", b"a" * 10)
    pages.keep("b", b"b" * 10)
    assert pages.get("a") == b"a" * 10


def test_a_page_that_would_drive_out_many_is_not_kept() -> None:
    pages = KeptPages(max_bytes=80)
    pages.keep("a", b"a" * 10)
    pages.keep("b", b"b" * 11)
    assert pages.get("a") == b"a" * 10
    assert pages.get("b") is None
