"""Turning the path of a request into names below the workspace, before anything is opened."""

import re
import unicodedata
from typing import Final

from analysis.exceptions import InvalidFilePath

COMPONENT_BYTES: Final = 255
PATH_BYTES: Final = 4096
_URL = re.compile(r"[a-z][a-z0-9+.-]*://|(?:file|data|http|https):", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:", re.IGNORECASE)
# NUL, dot, slash, backslash and the percent sign itself: nobody writes these encoded but to get past a check.
_ENCODED = re.compile(r"%(?:00|2e|2f|5c|25)", re.IGNORECASE)


def components(path: str) -> tuple[str, ...]:
    """The names on the way from the workspace to the path; none for the workspace itself. Raises InvalidFilePath."""
    if path.startswith(("/", "\\\\")) or _DRIVE.match(path):
        raise InvalidFilePath(path, "invalid_path" if _URL.match(path) else "outside_workspace")
    if _URL.match(path) or _ENCODED.search(path) or len(path) > PATH_BYTES:
        raise InvalidFilePath(path, "invalid_path")
    names = tuple(name for name in path.split("/") if name not in {"", "."})
    if ".." in names:
        raise InvalidFilePath(path, "outside_workspace")
    if not all(is_plain_name(name) for name in names) or len(path.encode()) > PATH_BYTES:
        raise InvalidFilePath(path, "invalid_path")
    return names


def is_plain_name(name: str) -> bool:
    """Whether a name of a file or folder can be asked for and shown: text, one component, of a possible length."""
    if name.isascii() and name.isprintable() and "\\" not in name:
        return len(name) <= COMPONENT_BYTES and name not in {".", ".."}
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in name):
        return False
    seen_as = unicodedata.normalize("NFKC", name)  # a full-width slash or a two-dot leader is a trick, not a name
    if "\\" in seen_as or "/" in seen_as or seen_as in {".", ".."}:
        return False
    return len(name.encode()) <= COMPONENT_BYTES
