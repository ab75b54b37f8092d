"""What is asked about findings across rows."""

from collections.abc import Collection
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection

from findings.exceptions import FindingNotFound
from findings.models import Finding
from findings.similarity import features, similarity
from findings.tokens import tokens
from hefesto_site.access.models import Project
from hefesto_site.api.identifiers import decode

_MOST_RELATED: Final = 5
_LEAST_SIMILARITY: Final = 0.2
# Of the newest of a rule or CWE, by what their index holds, those with the most like bits; these are read and compared.
_RELATED: Final = """
    WITH near AS (
        (SELECT id FROM
            (SELECT id, project_id, status, simhash FROM findings_finding
             WHERE rule = %(rule)s ORDER BY id DESC LIMIT 5000) AS of_rule
         WHERE project_id = %(project)s AND status <> 'resolved' AND id <> %(id)s
         ORDER BY bit_count((simhash # %(simhash)s)::bit(64)), id DESC LIMIT 40)
        UNION
        (SELECT id FROM
            (SELECT id, project_id, status, simhash FROM findings_finding
             WHERE cwe = %(cwe)s ORDER BY id DESC LIMIT 5000) AS of_cwe
         WHERE project_id = %(project)s AND status <> 'resolved' AND id <> %(id)s
         ORDER BY bit_count((simhash # %(simhash)s)::bit(64)), id DESC LIMIT 40)
    )
    SELECT id, file_path, line, description, code_snippet FROM near JOIN findings_finding USING (id)
"""
_TRACKED: Final = """
    SELECT DISTINCT file_path FROM findings_finding WHERE project_id = %(project)s AND status <> 'resolved'
    UNION ALL
    SELECT jsonb_array_elements_text(metadata -> 'other_files') FROM findings_finding
    WHERE project_id = %(project)s AND status <> 'resolved' AND rule = ANY(%(comparing)s)
"""
# `0` follows `/`: everything that begins with the folder's name and a slash lies between.
_TRACKED_BELOW: Final = _TRACKED.replace(
    "UNION ALL",
    "AND (file_path = %(under)s OR file_path >= %(below)s AND file_path < %(under)s || '0') UNION ALL",
)


class Related(NamedTuple):
    """A finding that is like another."""

    id: UUID
    file_path: str
    line: int
    description: str
    similarity_score: float


def tracked_files(project: Project, under: str, comparing: Collection[str] = ()) -> set[str]:
    """Paths, at or below `under` (empty: all), of the project's files with findings that are not resolved.

    Those that findings of the rules `comparing` compare their file with are among them.
    """
    under = under.strip("/")
    parameters: dict[str, Any] = {
        "project": project.pk,
        "under": under,
        "below": f"{under}/",
        "comparing": list(comparing),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TRACKED_BELOW if under else _TRACKED, parameters)
        return {path for (path,) in cursor.fetchall() if not under or path == under or path.startswith(f"{under}/")}


def finding_seen_by(project_ids: Collection[int] | None, public_id: str) -> Finding:
    """The finding, with its project; None for the projects stands for all.

    Raises `FindingNotFound`, for a finding of another project too.
    """
    identifier = decode("finding", public_id)
    finding = Finding.objects.select_related("project").filter(pk=identifier).first() if identifier else None
    if finding is None or (project_ids is not None and finding.project_id not in project_ids):
        raise FindingNotFound(public_id)
    return finding


def related_to(finding: Finding) -> list[Related]:
    """The closest of the same rule or CWE in the project, by likeness of code, best first."""
    parameters: dict[str, Any] = {
        "id": finding.pk,
        "project": finding.project_id,
        "rule": finding.rule,
        "cwe": finding.cwe,
        "simhash": finding.simhash,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RELATED, parameters)
        rows = cursor.fetchall()
    mine = features(tokens(finding.code_snippet, finding.file_path))
    scored = [
        Related(pk, path, line, description, round(similarity(mine, features(tokens(code, path))), 2))
        for pk, path, line, description, code in rows
    ]
    best = sorted(scored, key=lambda one: (-one.similarity_score, one.file_path, one.line))
    return [one for one in best[:_MOST_RELATED] if one.similarity_score >= _LEAST_SIMILARITY]
