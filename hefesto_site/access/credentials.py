"""Who asks: what is known about a caller once its credential has been checked."""

from dataclasses import dataclass

from hefesto_site.access.models import Tier
from hefesto_site.access.scopes import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A checked credential, as `request.auth`; the kind of credential does not matter any more."""

    key_id: int
    prefix: str
    name: str
    scopes: frozenset[str]
    tier: Tier
    project_ids: frozenset[int] | None  # None: every project
    user_id: int | None = None
    user_name: str = ""

    @property
    def actor(self) -> str:
        """Who acts, in words that a history can show."""
        return self.user_name or self.name

    def allows(self, scope: Scope | None) -> bool:
        """Whether the scopes cover one; `admin` covers all."""
        return scope is None or scope in self.scopes or Scope.ADMIN in self.scopes
