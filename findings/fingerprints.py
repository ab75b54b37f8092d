"""What makes a defect the same one tomorrow: rule, file, function and code, whatever the line number does."""

import re
from hashlib import blake2b

from findings.issues import Issue

_SPACE = re.compile(r"\s+")


def key(issue: Issue, file_path: str) -> bytes:
    """The identity of a defect among others: equal for equal defects of one file."""
    parts = (issue.rule, file_path, issue.function or issue.class_name or "", _SPACE.sub("", issue.code_snippet))
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=12).digest()
