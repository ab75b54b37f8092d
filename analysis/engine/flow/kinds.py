"""What a value can be dangerous for, and where it can come from: bits and strengths."""

from enum import Enum
from typing import Final

# One bit for each kind of sink. Plain integers: they are combined millions of times.
SQL: Final = 1 << 0
NOSQL: Final = 1 << 1
SHELL: Final = 1 << 2
CODE: Final = 1 << 3
PATH: Final = 1 << 4
HTML: Final = 1 << 5
TEMPLATE: Final = 1 << 6
URL: Final = 1 << 7
REDIRECT: Final = 1 << 8
LDAP: Final = 1 << 9
XPATH: Final = 1 << 10
XML: Final = 1 << 11
OBJECTS: Final = 1 << 12  # deserialisation that builds any object
YAML: Final = 1 << 13
HEADER: Final = 1 << 14
SESSION: Final = 1 << 15
IMPORT: Final = 1 << 16
REGEX: Final = 1 << 17
ARCHIVE: Final = 1 << 18
FIELDS: Final = 1 << 19  # names of attributes or columns taken from outside
FILES: Final = PATH | ARCHIVE  # what makes a path harmless does so wherever the path comes from
EVERY: Final = (1 << 20) - 1

# What is known of a value without making it clean; several together do (see `completed`).
NORMALISED: Final = 1 << 24  # a path without `..` and links
QUOTE_AT_START: Final = 1 << 25
QUOTE_AT_END: Final = 1 << 26
NO_QUOTE: Final = 1 << 27
SLASH_AT_START: Final = 1 << 28
NO_DOUBLE_SLASH: Final = 1 << 29
ONE_SEGMENT: Final = 1 << 30  # a part of an address between slashes: `..` at most

_COMPLETIONS: Final = (
    (QUOTE_AT_START | QUOTE_AT_END | NO_QUOTE, CODE),  # nothing but a string literal
    (SLASH_AT_START | NO_DOUBLE_SLASH, REDIRECT),  # a path of this site
)


def completed(mask: int) -> int:
    """The mask with the bits that several of its bits amount to together."""
    for parts, whole in _COMPLETIONS:
        if mask & parts == parts:
            mask |= whole
    return mask


class Source(Enum):
    """Where a value comes from, the most dangerous last."""

    UNKNOWN = "a value of unknown origin"
    PARAMETER = "a parameter of the function"
    STORED = "a file or another program"
    LOCAL = "the command line or the environment"
    MEMBER = "a name inside an archive"
    REMOTE = "a request"

    @property
    def rank(self) -> int:
        """The place in the order of danger."""
        return _RANKS[self]


_RANKS: Final = {source: rank for rank, source in enumerate(Source)}
