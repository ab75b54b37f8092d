"""What makes a defect the same one tomorrow: file, rule, function and code, whatever the line number does."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final

import orjson

from findings.issues import Issue
from findings.tokens import tokens

_PATH_BYTES: Final = 8
_DEFECT_BYTES: Final = 9
_ORDINAL_BYTES: Final = 3


def defect(issue: Issue, code: Iterable[str] | None = None) -> bytes:
    """Equal for equal defects of one file; holds nothing that drifts (lines, scores, messages).

    `code` are the snippet's tokens where they are known already. A secret is no part of them: it arrives masked.
    """
    if code is None:
        code = tokens(issue.code_snippet, issue.file_path)
    return _digest("\n".join((issue.rule, issue.place or "", *code)), _DEFECT_BYTES)


def fingerprint(file_path: str, its_defect: bytes, ordinal: int) -> bytes:
    """Unique within a project: the ordinal tells equal defects of one file apart."""
    return _digest(file_path, _PATH_BYTES) + its_defect + ordinal.to_bytes(_ORDINAL_BYTES, "big")


def defect_of(its_fingerprint: bytes) -> bytes:
    """The part that `defect` gave."""
    return its_fingerprint[_PATH_BYTES:-_ORDINAL_BYTES]


def free_fingerprints(file_path: str, its_defect: bytes, taken: set[bytes]) -> Iterator[bytes]:
    """The fingerprints that further equal defects of a file may have, lowest ordinal first."""
    head = _digest(file_path, _PATH_BYTES) + its_defect
    for ordinal in range(1 << 8 * _ORDINAL_BYTES):
        candidate = head + ordinal.to_bytes(_ORDINAL_BYTES, "big")
        if candidate not in taken:
            yield candidate


def content(issue: Issue) -> int:
    """A digest, as a signed 64-bit number, of all that an analysis says about a defect but its file."""
    said = orjson.dumps(
        (
            issue.rule,
            issue.severity,
            issue.line,
            issue.column,
            issue.end_line,
            issue.cwe,
            issue.confidence,
            issue.function,
            issue.class_name,
            issue.description,
            issue.recommendation,
            issue.code_snippet,
            issue.metadata,
        ),
        option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS,
    )
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()
