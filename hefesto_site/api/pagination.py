"""Pages of a list: `limit` and `offset` in, the `pagination` object out."""

from typing import Any

from rest_framework import serializers

from hefesto_site.api import fields
from hefesto_site.api.serializers import Query

DEFAULT_LIMIT = 50
MAXIMUM_LIMIT = 1000
MAXIMUM_OFFSET = 2**53 - 1  # the largest whole number that every JSON reader keeps; Postgres takes it too


class Paginated(Query):
    """Part of a query: which page."""

    limit = fields.Integer(
        min_value=1, max_value=MAXIMUM_LIMIT, default=DEFAULT_LIMIT, help_text="How many items at most."
    )
    offset = fields.Integer(min_value=0, max_value=MAXIMUM_OFFSET, default=0, help_text="How many items to pass over.")


class Pagination(serializers.Serializer[Any]):
    """Which page this is, and where the next one begins."""

    limit = serializers.IntegerField(min_value=1, max_value=MAXIMUM_LIMIT)
    offset = serializers.IntegerField(min_value=0)
    has_more = serializers.BooleanField()
    next_offset = serializers.IntegerField(allow_null=True, help_text="Null on the last page.")


def pagination(*, limit: int, offset: int, total: int) -> dict[str, int | bool | None]:
    """The `pagination` object of a page out of `total` items."""
    has_more = offset + limit < total
    return {"limit": limit, "offset": offset, "has_more": has_more, "next_offset": offset + limit if has_more else None}
