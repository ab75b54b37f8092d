"""Answers that a caller may keep."""

import pytest
from django.test import RequestFactory

from hefesto_site.api import caching


def ask(if_none_match: str | None, tag: str) -> int:
    headers = {"if-none-match": if_none_match} if if_none_match is not None else None
    response = caching.not_modified(RequestFactory().get("/", headers=headers), tag)
    return response.status_code if response else 200


def test_the_tag_changes_with_anything_that_the_answer_depends_on() -> None:
    tags = {caching.etag(*parts) for parts in [(1, "a"), (2, "a"), (1, "b"), ("1", "a"), (1, "a", None), (1,)]}
    assert len(tags) == 6
    assert caching.etag(1, "a") == caching.etag(1, "a")


@pytest.mark.parametrize("asked", ["{tag}", '"other", {tag}', "*", "{strong}"])
def test_what_still_holds_is_not_sent_again(asked: str) -> None:
    tag = caching.etag(1)
    assert ask(asked.format(tag=tag, strong=tag.removeprefix("W/")), tag) == 304


@pytest.mark.parametrize("asked", [None, "", '"other"', "nonsense", 'W/"'])
def test_what_does_not_hold_is_sent(asked: str | None) -> None:
    assert ask(asked, caching.etag(1)) == 200


def test_an_unchanged_answer_is_kept_for_this_caller_alone() -> None:
    tag = caching.etag(1)
    response = caching.not_modified(RequestFactory().get("/", headers={"if-none-match": tag}), tag)
    assert response is not None
    assert response.content == b""
    assert {name: response.headers[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization",
    }
