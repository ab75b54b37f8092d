"""An analysis' answer as text for a terminal, as a page for a browser, as SARIF for other tools."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson

from analysis.reports import html, sarif, text
from findings.sarif import MEDIA_TYPE

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "sarif": MEDIA_TYPE,
}
_RENDERERS: Final[Mapping[str, Callable[[Mapping[str, Any]], bytes]]] = {
    "html": lambda answer: html.render(answer).encode(),
    "text": lambda answer: text.render(answer).encode(),
    "sarif": lambda answer: orjson.dumps(sarif.render(answer)),
}


def rendered(answer: Mapping[str, Any], form: str) -> bytes:
    """The report, UTF-8."""
    return _RENDERERS[form](answer)


def headers(form: str) -> dict[str, str]:
    """What a report is served with: nothing in it may run or load anything, and no other page may frame it."""
    policy = html.content_security_policy() if form == "html" else "default-src 'none'"
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
