"""What is asked about findings across rows."""

from findings.models import Finding, Status
from hefesto_site.access.models import Project


def tracked_files(project: Project, under: str) -> set[str]:
    """Paths, at or below `under` (empty: all), of the project's files with findings that are not resolved."""
    rows = Finding.objects.filter(project=project).exclude(status=Status.RESOLVED)
    if under := under.strip("/"):
        rows = rows.filter(file_path=under) | rows.filter(file_path__startswith=f"{under}/")
    return set(rows.values_list("file_path", flat=True).distinct())
