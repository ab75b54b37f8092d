"""Compressed data from outside is unpacked without a limit.

A few kilobytes can unpack to gigabytes and take the memory of the whole machine. Reported is unpacking what a request
or a download brought in one go, and switching off Pillow's check of the size of pictures.
"""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.assignments import to_attribute
from analysis.engine.call_sites import argument
from analysis.engine.constants import value_of
from analysis.engine.module import Module
from analysis.engine.purpose import identifiers
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

UNPACKERS: Final = (
    *(
        "brotli.decompress",
        "bz2.decompress",
        "gzip.decompress",
        "lz4.frame.decompress",
        "lzma.decompress",
        "snappy.decompress",
    ),
    *("snappy.uncompress", "zlib.decompress", "zstandard.decompress", "zstd.decompress", "compression.zstd.decompress"),
)
REQUESTS: Final = frozenset({"request", "req", "response", "resp", "upload", "uploaded_file", "websocket"})
CONTENTS: Final = frozenset(
    {
        "FILES",
        "POST",
        "body",
        "content",
        "data",
        "files",
        "get_data",
        "iter_content",
        "json",
        "raw",
        "read",
        "recv",
        "receive",
    }
    | {"stream", "payload", "text"}
)
SIGNS: Final = frozenset(
    {"MAX_IMAGE_PIXELS", *(name.partition(".")[0] for name in UNPACKERS)}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.MEDIUM,
    confidence=0.7,
    cwe=409,
    recommendation="Unpack up to a limit: `zlib.decompressobj().decompress(data, max_length)`, and refuse what is left.",
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at what is unpacked, and where it comes from."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for name in UNPACKERS:
        for call in module.calls_to(name):
            if _is_from_outside(argument(call, "data", 0), module):
                yield Hit(call, f"`{name}` unpacks what came from outside, however large it becomes.")
    for assignment in to_attribute(module, "MAX_IMAGE_PIXELS"):
        is_none = isinstance(assignment.value, ast.Constant) and assignment.value.value is None
        if is_none and module.dotted(assignment.targets[0]) == "PIL.Image.MAX_IMAGE_PIXELS":
            advice = "Set it to the largest picture that is expected."
            yield Hit(assignment, "Pictures of any size are unpacked.", confidence=0.9, recommendation=advice)


def _is_from_outside(data: ast.expr | None, module: Module) -> bool:
    """Whether the data is what a request or an answer holds, in place or by a name."""
    if isinstance(data, ast.Name):
        data = value_of(data, module)
    if data is None:
        return False
    said = set(identifiers(data))
    return not REQUESTS.isdisjoint(said) and not CONTENTS.isdisjoint(said)
