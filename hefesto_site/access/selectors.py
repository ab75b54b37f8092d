"""Which projects there are for a caller, and which one a path belongs to."""

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from hefesto_site.access.credentials import Credential
from hefesto_site.access.models import Project
from hefesto_site.api.errors import InsufficientPermissions, ResourceNotFound


def visible_projects(credential: Credential | None) -> QuerySet[Project]:
    """The projects that a caller may know of; without a credential all, as far as anonymous access goes."""
    if credential is None or credential.project_ids is None:
        return Project.objects.all()
    return Project.objects.filter(pk__in=credential.project_ids)


def project_named(slug: str, credential: Credential | None) -> Project:
    """The project of that slug.

    Raises `ResourceNotFound` if there is none, and `InsufficientPermissions` for a restricted key: for it, one that
    is not there and one that is not its own look the same.
    """
    project = visible_projects(credential).filter(slug=slug).first()
    if project is not None:
        return project
    if credential is not None and credential.project_ids is not None:
        raise InsufficientPermissions("The credential does not open this project", project=slug)
    raise ResourceNotFound("Project not found", project=slug, resource_type="project")


def project_for(path: str, slug: str | None, credential: Credential | None) -> Project:
    """The project that a path below the workspace belongs to: the one named, else the longest root around the path.

    A restricted key reads only what lies in its own projects, whatever project it names. Raises as `project_named` does.
    """
    named = project_named(slug, credential) if slug is not None else None
    if credential is None or credential.project_ids is None:
        return named or _closest_to(path)
    closest = _closest_to(path)
    if closest.pk not in credential.project_ids:
        raise InsufficientPermissions("The credential does not open this path's project", path=path)
    return named or closest


def _closest_to(path: str) -> Project:
    parts = [part for part in path.split("/") if part not in {"", "."}]
    roots = ["/".join(parts[:count]) for count in range(len(parts) + 1)]
    is_default = Case(When(slug=Project.DEFAULT_SLUG, then=Value(0)), default=Value(1), output_field=IntegerField())
    # Of projects with one root the default is first, then the oldest: the answer never depends on who asks.
    found = Project.objects.filter(root__in=roots).order_by(Length("root").desc(), is_default, "pk").first()
    return found or Project.objects.get_or_create(slug=Project.DEFAULT_SLUG, defaults={"name": "Default"})[0]
