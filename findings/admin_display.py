"""A finding in pieces of HTML, as the admin's list and pages show it."""

import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from findings.models import Finding, Status
from findings.prose import prose
from findings.selectors import Related
from findings.severity import Severity
from findings.visible import visible

_NOTHING = SafeString("-")


def severity_badge(finding: Finding) -> SafeString:
    """The severity, coloured."""
    name = Severity(finding.severity).name
    return _badge(name.lower(), name)


def status_badge(finding: Finding) -> SafeString:
    """The status, coloured."""
    return _badge(finding.status, str(Status(finding.status).label))


def _badge(kind: str, text: str) -> SafeString:
    return format_html('<span class="finding-badge {}">{}</span>', kind, text)


def breakable(path: str) -> SafeString:
    """A path that goes on in the next line after a slash rather than anywhere."""
    return format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in visible(path).split("/")))


def place(finding: Finding) -> SafeString:
    """File and line."""
    return format_html('<span class="finding-place">{}:{}</span>', breakable(finding.file_path), finding.line)


def shortened(description: str) -> SafeString:
    """What a row of a list has room for."""
    return prose(Truncator(description).chars(160))


def summary(finding: Finding) -> SafeString:
    """What stands below a finding's heading: how bad, where it stands, of what kind, and where it is."""
    kinds = [("rule", finding.rule, finding.rule)]
    if finding.cwe:
        kinds.append(("cwe", str(finding.cwe), f"CWE-{finding.cwe}"))
    address = reverse("admin:findings_finding_changelist")
    links = format_html_join(
        " ", '<a href="{}?{}={}">{}</a>', ((address, name, value, visible(text)) for name, value, text in kinds)
    )
    badges = format_html("{} {}", severity_badge(finding), status_badge(finding))
    return format_html("{} {} {}", badges, place(finding), links)


def numbered_code(finding: Finding) -> SafeString:
    """The snippet as it was seen last, with its line numbers; the finding's own line is marked."""
    if not finding.code_snippet:
        return _NOTHING
    lines = format_html_join(
        "",
        '<span class="{}" data-line="{}">{}\n</span>',
        (
            ("marked" if number == finding.line else "more", number, visible(line))
            for number, line in enumerate(finding.code_snippet.split("\n"), start=finding.line)
        ),
    )
    return format_html('<pre class="finding-code">{}</pre>', lines)


def flow(finding: Finding) -> SafeString:
    """The way that data takes from where it comes in to where it does harm; empty where none is known."""
    steps = finding.metadata.get("flow")
    told = [
        (step.get("line"), prose(str(step.get("description", ""))))
        for step in (steps if isinstance(steps, list) else ())
        if isinstance(step, Mapping)
    ]
    items = format_html_join("", "<li>line {}: {}</li>", told)
    return format_html('<ol class="finding-flow">{}</ol>', items) if told else SafeString("")


def details(finding: Finding) -> SafeString:
    """What the analyzer noted beside all this."""
    noted: dict[str, Any] = {name: value for name, value in finding.metadata.items() if name != "flow"}
    if not noted:
        return _NOTHING
    text = json.dumps(noted, indent=2, ensure_ascii=False, sort_keys=True)
    return format_html('<pre class="finding-code">{}</pre>', visible(text))


def sightings(finding: Finding) -> str:
    """How often it was seen, from when to when, and since when it is gone."""
    first, last = date_format(finding.first_seen, "DATETIME_FORMAT"), date_format(finding.last_seen, "DATETIME_FORMAT")
    if finding.occurrence_count == 1:
        told = f"once, on {first}"
    else:
        told = f"{finding.occurrence_count:,} times, from {first} to {last}"
    missing = finding.missing_since
    return f"{told}; missing since {date_format(missing, 'DATETIME_FORMAT')}" if missing else told


def related(found: list[Related]) -> SafeString:
    """Findings of the same rule or CWE with the most similar code."""
    rows = [
        (
            f"{one.similarity_score:.0%}",
            reverse("admin:findings_finding_change", args=[one.id]),
            breakable(f"{one.file_path}:{one.line}"),
            shortened(one.description),
        )
        for one in found
    ]
    items = format_html_join("", '<li><span>{}</span> <a href="{}">{}</a> {}</li>', rows)
    return format_html('<ul class="finding-related">{}</ul>', items) if rows else SafeString("None in this project.")
