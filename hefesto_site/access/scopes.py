"""What a credential may do, and how a view says what it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """The permissions that a credential carries."""

    READ_ANALYSIS = "read:analysis"
    WRITE_ANALYSIS = "write:analysis"
    READ_FINDINGS = "read:findings"
    WRITE_FINDINGS = "write:findings"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one method of a view needs: a scope (None: any credential), or nothing where anonymous access is on."""

    scope: Scope | None
    or_anonymous: bool = False


Access = Mapping[str, Requirement]
"""By HTTP method. A view declares it as `access`; a view without one lets nobody in."""

PUBLIC: Final[Access] = {}
"""For a view that is open to everyone, always."""


def needs(scope: Scope | None, *, or_anonymous: bool = False) -> Requirement:
    """Build one entry of a view's `access`."""
    return Requirement(scope=scope, or_anonymous=or_anonymous)
