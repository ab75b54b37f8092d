"""Makes the first administrator and API key of an installation, and tells how to log in."""

import hashlib
import os
import secrets
from pathlib import Path

import orjson
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.db import transaction

from hefesto_site.access.models import Tier
from hefesto_site.access.scopes import Scope
from hefesto_site.access.services import create_api_key

LOGIN_FILE = "admin-login"
NAME = "admin"


class Command(BaseCommand):
    """Run by `make run` at every start; only the first start finds no administrator."""

    help = __doc__ or ""

    def handle(self, *_: str, **__: object) -> None:
        """Print the login, and the API key if it was just made, as one JSON object."""
        file = settings.HEFESTO_DATA_DIR / LOGIN_FILE
        is_first = not User.objects.filter(is_superuser=True).exists()
        key = make_first_login(file) if is_first else None
        self.stdout.write(orjson.dumps({"login": remembered_login(file), "api_key": key}).decode())


def make_first_login(file: Path) -> str:
    """Make the administrator, keep the login in the file for its owner alone, and return a new API key."""
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User.objects.create_superuser(NAME, password=password)
        key = create_api_key(name="First key", scopes=list(Scope), tier=Tier.ENTERPRISE, owner=user)[1]
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
            target.write(f"{NAME}\n{password}\n{fingerprint(user)}\n")
    return key


def remembered_login(file: Path) -> str:
    """Return the login as the file has it, unless the password has been changed since."""
    try:
        name, password, known = file.read_text().split()
    except (OSError, ValueError):
        return "with the login that was made in this database"
    user = User.objects.filter(username=name).first()
    if user is None or fingerprint(user) != known:
        return f"{name}, with the password set since"
    return f"{name} / {password}"


def fingerprint(user: User) -> str:
    """Return a mark of the stored password hash: it tells whether the password was changed, and nothing else."""
    return hashlib.sha256(user.password.encode()).hexdigest()
