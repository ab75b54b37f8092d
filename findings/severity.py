"""The four severities, in their order."""

from enum import IntEnum


class Severity(IntEnum):
    """How bad a defect is; comparable, stored as its number, shown by its name."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4
