"""How a JSON body is read."""

from collections.abc import Mapping
from itertools import chain
from typing import IO, Any, Final

import orjson
from rest_framework.parsers import BaseParser

from hefesto_site.api.errors import MalformedRequest

MAXIMUM_BODY_BYTES: Final = 10 * 1024 * 1024
MAXIMUM_NESTING: Final = 100  # far below where readers and writers of JSON give up


class JsonParser(BaseParser):
    """Reads UTF-8 JSON of bounded depth."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - the signature is the framework's
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        """The document. Raises `MalformedRequest` for anything but JSON."""
        try:
            body = stream.read()
        except OSError as error:  # the caller went away in the middle of its body
            raise MalformedRequest("The request body ended early", reason="incomplete_body") from error
        return parse(body)


def parse(body: bytes) -> Any:
    """The JSON document in some bytes. Raises `MalformedRequest` for anything else."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedRequest("The request body is not valid JSON", reason=_reason(error)) from error
    if body.count(b"[") + body.count(b"{") > MAXIMUM_NESTING and _is_deeper_than(MAXIMUM_NESTING, document):
        raise MalformedRequest(
            "The request body is nested too deeply", reason="nested_too_deeply", max_depth=MAXIMUM_NESTING
        )
    return document


def _reason(error: orjson.JSONDecodeError) -> str:
    """The decoder's words, and the place, without the text that it stumbled on."""
    return f"{error.msg}: line {error.lineno} column {error.colno}"


def _is_deeper_than(levels: int, document: Any) -> bool:
    layer = [document] if isinstance(document, dict | list) else []
    for _ in range(levels):
        inside = chain.from_iterable(item.values() if isinstance(item, dict) else item for item in layer)
        layer = [item for item in inside if isinstance(item, dict | list)]
    return bool(layer)
