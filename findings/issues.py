"""A defect as one analysis saw it, before it has an identity."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson

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
    if _is_all_storable(issue):
        return issue
    texts: dict[str, Any] = {name: storable_text(value) for name in _TEXTS if (value := getattr(issue, name))}
    for name in ("function", "class_name"):
        if name in texts:
            texts[name] = texts[name][:MAX_NAME_LENGTH]
    return replace(issue, **texts, metadata=_storable_json(issue.metadata))


def _is_all_storable(issue: Issue) -> bool:
    """One look at everything together: ten thousand issues come at once, and hardly any needs more."""
    function, class_name = issue.function or "", issue.class_name or ""
    if len(function) > MAX_NAME_LENGTH or len(class_name) > MAX_NAME_LENGTH:
        return False
    texts = (issue.rule, issue.analyzer, issue.file_path, issue.description, issue.recommendation, issue.code_snippet)
    return _is_storable("".join((*texts, function, class_name))) and _is_storable_json(issue.metadata)


def _is_storable_json(value: Any) -> bool:
    try:
        return b"\\u0000" not in orjson.dumps(value)
    except TypeError:
        return False


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
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {storable_text(str(key)): _storable_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable_json(item) for item in value]
    return value
