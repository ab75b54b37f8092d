"""Makes an API key and prints it, and nothing else, on standard output."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hefesto_site.access.models import Project, Tier
from hefesto_site.access.scopes import Scope
from hefesto_site.access.services import create_api_key

_LONGEST_DAYS = 36_500


class Command(BaseCommand):
    """Only the key's hash is kept: it is printed this once."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the key is for and what it opens."""
        parser.add_argument("name", help="What the key is for; shown in the history of what it changes.")
        parser.add_argument(
            "--tier", choices=Tier.values, default=settings.HEFESTO_LICENSE_TIER, help="Decides quotas."
        )
        parser.add_argument(
            "--scope",
            dest="scopes",
            choices=[scope.value for scope in Scope],
            nargs="+",
            action="extend",
            required=True,
            help="What the key may do; `admin` covers the others.",
        )
        parser.add_argument(
            "--project",
            dest="projects",
            metavar="SLUG",
            nargs="+",
            action="extend",
            default=[],
            help="Open these projects only (all of them by default).",
        )
        parser.add_argument("--expires-days", type=int, metavar="N", help="Shut the key after this many days.")

    def handle(self, *_: str, **options: Any) -> None:
        """Make the key."""
        days: int | None = options["expires_days"]
        if days is not None and not 0 < days <= _LONGEST_DAYS:
            raise CommandError(f"--expires-days must lie between 1 and {_LONGEST_DAYS}.")
        _key, text = create_api_key(
            name=_name(options["name"]),
            scopes={Scope(scope) for scope in options["scopes"]},
            tier=Tier(options["tier"]),
            projects=_projects(options["projects"]),
            expires_at=timezone.now() + timedelta(days=days) if days is not None else None,
        )
        self.stdout.write(text)


def _name(given: str) -> str:
    name = given.strip()
    if not 0 < len(name) <= 200:
        raise CommandError("The name must have 1 to 200 characters.")
    return name


def _projects(slugs: list[str]) -> list[Project]:
    found = {project.slug: project for project in Project.objects.filter(slug__in=slugs)}
    if unknown := sorted(set(slugs) - found.keys()):
        raise CommandError(f"There is no project {', '.join(unknown)}.")
    return list(found.values())
