"""What text a regular expression lets through, read from the pattern itself: it is never run."""

import re
from functools import lru_cache
from typing import Final

from analysis.engine.flow.kinds import (
    CODE,
    FIELDS,
    FILES,
    HEADER,
    HTML,
    IMPORT,
    LDAP,
    NOSQL,
    OBJECTS,
    REDIRECT,
    REGEX,
    SESSION,
    SHELL,
    SQL,
    TEMPLATE,
    URL,
    XML,
    XPATH,
    YAML,
)

_CODED_RANGE: Final = re.compile(r"-\\[xuU0-7]|\\(?:x..|u....)-")  # `\x20-\x7e`
LONGEST = 300
_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~\n")
# A text without any of these characters does no harm; what needs several of them is told by the first.
DANGEROUS: Final[dict[int, str]] = {
    SQL: "'\"`;()=",
    NOSQL: "${",
    SHELL: ";|&$`<>()\n",
    CODE: "(.[\"'",
    FILES: "/\\",
    HTML: "<\"'",
    TEMPLATE: "{%",
    URL: "/:@?#\\",
    REDIRECT: "/:\\",
    LDAP: "()*\\|&",
    XPATH: "'\"[]()|",
    XML: "<&",
    HEADER: "\n",
    REGEX: "*+{(",
}
_WHOLE: Final = OBJECTS | YAML | SESSION | IMPORT | FIELDS  # a pattern does not make these harmless by its characters
_ATOM: Final = re.compile(
    r"\\(?P<escape>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|\[(?P<negated>\^?)(?P<members>\]?(?:\\.|[^\]\\])*)\]"
    r"|(?P<group>\(\?(?:P?<\w+>|[:=!aiLmsux-]|<[=!])|\(|\))|(?P<times>\{\d*,?\d*\}|[*+?|^$])|(?P<plain>.)",
    re.DOTALL,
)
_RANGE: Final = re.compile(
    r"\\(?P<escape>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|(?P<low>[^\\])-(?P<high>[^\\\]])|(?P<plain>.)", re.DOTALL
)


@lru_cache(maxsize=256)
def clean_after(pattern: str, way: str) -> int:
    """What a text is clean for that a pattern matches by `fullmatch`, `match` or `search`."""
    if len(pattern) > LONGEST or not _covers_all(pattern, way):
        return 0
    passing = _passing(pattern)
    return 0 if passing is None else without(passing)


@lru_cache(maxsize=256)
def clean_after_removal(pattern: str) -> int:
    """What a text is clean for after `re.sub(pattern, "", text)`: a removed class leaves only what it excludes."""
    match = re.fullmatch(r"\[\^((?:\\.|[^\]\\])+)\][+*]?|(\\W)\+?", pattern, re.DOTALL)
    if match is None or len(pattern) > LONGEST:
        return 0
    passing = _members(match[1]) if match[1] else frozenset("_")
    return 0 if passing is None else without(passing)


def without(passing: frozenset[str]) -> int:
    """What a text of letters, digits and these characters is clean for."""
    mask = sum(weakness for weakness, characters in DANGEROUS.items() if not passing & set(characters))
    return mask | _WHOLE if mask & (SQL | SHELL) == SQL | SHELL else mask


def _covers_all(pattern: str, way: str) -> bool:
    starts = way in {"fullmatch", "match"} or pattern.startswith(("^", "\\A"))
    ends = way == "fullmatch" or (pattern.endswith(("$", "\\Z", "\\z")) and not pattern.endswith("\\$"))
    branches = "|" in pattern and way != "fullmatch" and not re.fullmatch(r"(\^|\\A)?\(.*\)(\$|\\Z)?", pattern)
    return starts and ends and not branches


def _passing(pattern: str) -> frozenset[str] | None:
    """The punctuation that a match may hold; None for any character."""
    passing: frozenset[str] = frozenset()
    for atom in _ATOM.finditer(pattern):
        characters = _of_atom(atom)
        if characters is None:
            return None
        passing |= characters
    return passing


def _of_atom(atom: re.Match[str]) -> frozenset[str] | None:
    if atom["group"] is not None or atom["times"] is not None:
        return frozenset()
    if atom["members"] is not None:
        if not atom["negated"]:
            return _members(atom["members"])
        excluded = _members(atom["members"])
        return None if excluded is None else _PUNCTUATION - excluded
    if atom["escape"] is not None:
        return _of_escape(atom["escape"])
    return None if atom["plain"] == "." else frozenset(atom["plain"])


def _of_escape(escape: str) -> frozenset[str] | None:
    if escape in {"W", "D", "S", "B", "N", "U"} or escape.isdecimal():
        return None
    if escape in {"w", "d", "b", "A", "Z", "z"}:
        return frozenset()
    if escape in {"s", "n"}:
        return frozenset("\n")
    if escape[0] in "xu" and len(escape) > 1:
        return frozenset(chr(int(escape[1:], 16)))
    return frozenset(escape)


def _members(members: str) -> frozenset[str] | None:
    """The punctuation in a character class; None for nearly all."""
    if _CODED_RANGE.search(members):
        return None
    passing: frozenset[str] = frozenset()
    for item in _RANGE.finditer(members):
        if item["escape"] is not None:
            characters = _of_escape(item["escape"])
            if characters is None:
                return None
            passing |= characters
        elif item["low"] is not None:
            low, high = ord(item["low"]), ord(item["high"])
            passing |= frozenset(c for c in _PUNCTUATION if low <= ord(c) <= high)
        else:
            passing |= frozenset(item["plain"])
    return passing & _PUNCTUATION
