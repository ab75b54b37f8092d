"""Sentences about source code as HTML: what stands between backticks is code."""

import re
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from findings.visible import visible

_CODE: Final = re.compile("`([^`]+)`")


def prose(text: str) -> SafeString:
    """The text, escaped, with nothing in it that hides."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", escape(visible(text))))  # noqa: S308 - escaped before
