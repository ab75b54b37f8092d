"""A defect as one analysis saw it, before it has an identity."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from findings.severity import Severity

# What an entry of a Postgres index can hold beside an id; a longer path is refused before anything is read.
MAX_PATH_BYTES: Final = 2000
MAX_NAME_LENGTH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One defect at one place of one file; lines and columns count from 1."""

    rule: str
    analyzer: str
    severity: Severity
    file_path: str
    line: int
    column: int | None
    end_line: int
    description: str
    recommendation: str
    code_snippet: str
    confidence: float
    cwe: int | None = None
    function: str | None = None
    class_name: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str | None:
        """The definition around the defect: function or, outside of any, class."""
        return self.function or self.class_name


_TEXTS: Final = (
    "rule", "analyzer", "file_path", "description", "recommendation", "code_snippet", "function", "class_name"
)  # fmt: skip


def storable(issue: Issue) -> Issue:
    """The issue with texts that Postgres can store: without NUL, lone surrogates and over-long names."""
    changes = {name: value for name in _TEXTS if (value := getattr(issue, name)) and not _is_storable(value)}
    cleaned: dict[str, Any] = {name: storable_text(value) for name, value in changes.items()}
    for name in ("function", "class_name"):
        if (value := cleaned.get(name, getattr(issue, name))) and len(value) > MAX_NAME_LENGTH:
            cleaned[name] = value[:MAX_NAME_LENGTH]
    metadata = _storable_json(issue.metadata)
    if metadata is not issue.metadata:
        cleaned["metadata"] = metadata
    return replace(issue, **cleaned) if cleaned else issue


def storable_text(text: str) -> str:
    r"""The text with U+FFFD for NUL, and lone surrogates (bytes of a file that is not UTF-8) as `\udcff`."""
    if _is_storable(text):
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode()


def _is_storable(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _storable_json(value: Any) -> Any:
    """The same object where nothing had to be changed."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        changed = {storable_text(str(key)): _storable_json(item) for key, item in value.items()}
        return value if _is_same(changed.items(), value.items()) else changed
    if isinstance(value, list | tuple):
        items = [_storable_json(item) for item in value]
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    return value


def _is_same(one: Any, other: Any) -> bool:
    return all(a is c and b is d for (a, b), (c, d) in zip(one, other, strict=True))
