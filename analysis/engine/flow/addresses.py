"""Whether data from outside chooses the host of an address."""

import re
from typing import Final

from analysis.engine.flow.values import DATA, HOLE, Value, skeleton

_OPEN_HOST: Final = re.compile(rf"(?:[\w+.-]*://)?[^/?#{HOLE}{DATA}]*{DATA}")


def host_is_open(address: Value | None) -> bool:
    """Whether the data begins before the host ends: not in `https://example.com/{path}`, nor after an unknown base."""
    return address is not None and _OPEN_HOST.match(skeleton(address)) is not None
