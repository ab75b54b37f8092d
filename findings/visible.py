"""Text out of source code, safe to look at: nothing moves the cursor, turns the line round, or hides."""

import re
from typing import Final

# Control characters but tab and newline, bidirectional and invisible formatting (the joiners of emoji and
# Indic scripts are let through), line and paragraph separators, halves of surrogate pairs.
_TRICKS: Final = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with each such character written out as Python would escape it."""
    return _TRICKS.sub(lambda found: ascii(found[0])[1:-1], text)
