"""Code as tokens: no layout, no comments, one kind of quote, so that a reformatted line is the same line."""

import re
from typing import Final

_TOKEN = re.compile(r"\w+|[^\w\s]")
_STRING = r'("""|\'\'\')(?:\\.|.)*?(?:\1|\Z)|"(?:\\.|[^"\\\n])*"?|\'(?:\\.|[^\'\\\n])*\'?'
_COMMENT_OF_HASH = re.compile(rf"{_STRING}|\#[^\n]*", re.DOTALL)
_COMMENT_OF_SLASHES = re.compile(rf"{_STRING}|`(?:\\.|[^`\\])*`?|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_WITH_HASH: Final = frozenset(
    {"py", "pyi", "pyw", "rb", "sh", "bash", "yml", "yaml", "toml", "cfg", "ini", "r", "pl", "tf"}
)
_WITH_SLASHES: Final = frozenset(
    {"js", "jsx", "mjs", "cjs", "ts", "tsx", "java", "kt", "kts", "scala", "groovy", "swift", "dart"}
    | {"go", "c", "h", "cc", "cpp", "cxx", "hpp", "cs", "rs", "php"}
)
_CLOSERS: Final = frozenset(")]}")


def tokens(code: str, file_path: str) -> list[str]:
    """Words and signs of a piece of code; the path's suffix tells what a comment looks like."""
    code = _without_comments(code, file_path.rpartition(".")[2].lower()).replace("'", '"')
    found = _TOKEN.findall(code)
    # A comma before a closing bracket comes and goes with the layout.
    return [t for t, following in zip(found, [*found[1:], ""], strict=False) if t != "," or following not in _CLOSERS]


def _without_comments(code: str, suffix: str) -> str:
    if suffix in _WITH_HASH and "#" in code:
        return _COMMENT_OF_HASH.sub(_strings_only, code)
    if suffix in _WITH_SLASHES and "/" in code:
        return _COMMENT_OF_SLASHES.sub(_strings_only, code)
    return code


def _strings_only(match: re.Match[str]) -> str:
    return match[0] if match[0][0] in "\"'`" else " "
