"""Making, revoking and recognising API keys."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hefesto_site.access.credentials import Credential
from hefesto_site.access.keys import PREFIX_LENGTH, digest_of, is_match, new_key, prefix_of
from hefesto_site.access.models import ApiKey, Project, Tier
from hefesto_site.access.scopes import Scope

USE_NOTED_EVERY: Final = timedelta(minutes=1)
_READ: Final = (
    *("id", "digest", "name", "scopes", "tier", "is_restricted", "expires_at", "revoked_at", "last_used_at"),
    *("owner_id", "owner__email", "owner__username", "owner__is_active"),
)


def create_api_key(
    *,
    name: str,
    scopes: Collection[Scope],
    tier: Tier,
    projects: Collection[Project] = (),
    expires_at: datetime | None = None,
    owner: User | None = None,
) -> tuple[ApiKey, str]:
    """A new key, and its text, which nothing can show a second time."""
    text = new_key()
    with transaction.atomic():
        key = ApiKey.objects.create(
            prefix=text[:PREFIX_LENGTH],
            digest=digest_of(text),
            name=name,
            owner=owner,
            scopes=sorted(scopes),
            tier=tier,
            expires_at=expires_at,
            is_restricted=bool(projects),
        )
        key.projects.set(projects)
    return key, text


def restrict_api_key(key: ApiKey, projects: Collection[Project]) -> None:
    """Let a key open these projects only, or with none of them every project."""
    with transaction.atomic():
        key.projects.set(projects)
        key.is_restricted = bool(projects)
        key.save(update_fields=["is_restricted"])


def revoke_api_keys(keys: Collection[ApiKey]) -> int:
    """Shut keys for good; gives how many were open until now."""
    return ApiKey.objects.filter(pk__in=[key.pk for key in keys], revoked_at=None).update(revoked_at=timezone.now())


def recognise(text: str) -> Credential | None:
    """The credential behind a key's text; None if it opens nothing, or nothing any more."""
    prefix = prefix_of(text)
    if prefix is None:
        return None
    now = timezone.now()
    row = ApiKey.objects.filter(prefix=prefix).values(*_READ).first()
    if row is None or not is_match(text, bytes(row["digest"])) or not _is_open(row, now):
        return None
    if row["last_used_at"] is None or now - row["last_used_at"] >= USE_NOTED_EVERY:
        _note_use(row["id"], now)
    return Credential(
        key_id=row["id"],
        prefix=prefix,
        name=row["name"],
        scopes=frozenset(row["scopes"]),
        tier=Tier(row["tier"]),
        project_ids=_project_ids(row["id"]) if row["is_restricted"] else None,
        user_id=row["owner_id"],
        user_name=row["owner__email"] or row["owner__username"] or "",
    )


def _is_open(row: Mapping[str, Any], now: datetime) -> bool:
    """Neither revoked nor expired, and not of somebody who has left."""
    is_expired = row["expires_at"] is not None and row["expires_at"] <= now
    return row["revoked_at"] is None and not is_expired and row["owner__is_active"] is not False


def _project_ids(key_id: int) -> frozenset[int]:
    chosen = ApiKey.projects.through.objects.filter(apikey_id=key_id)
    return frozenset(chosen.values_list("project_id", flat=True))


def _note_use(key_id: int, now: datetime) -> None:
    """Once a minute and key, whichever process comes first."""
    unnoted = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
    ApiKey.objects.filter(unnoted, pk=key_id).update(last_used_at=now)
