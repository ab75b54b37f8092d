"""How a finding looks in the admin."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from findings import admin_display
from findings.models import Finding, Status
from findings.services import Actor, change_status
from findings.severity import Severity
from tests.findings.conftest import Recorder, issue

pytestmark = pytest.mark.django_db
LIST = reverse("admin:findings_finding_changelist")


def page(client: Client, finding: Finding) -> str:
    response = client.get(reverse("admin:findings_finding_change", args=[finding.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_lines_of_code_have_their_numbers_and_the_findings_own_is_marked(analysis: Recorder) -> None:
    finding = analysis.one(issue(line=9, end_line=10, code_snippet='def f(\n    a="<b>",\n):'))
    shown = str(admin_display.numbered_code(finding))
    assert re.findall(r'class="(\w+)" data-line="(\d+)"', shown) == [("marked", "9"), ("more", "10"), ("more", "11")]
    assert "a=&quot;&lt;b&gt;&quot;," in shown


def test_a_finding_without_code_says_so(analysis: Recorder) -> None:
    assert admin_display.numbered_code(analysis.one(issue(code_snippet=""))) == "-"


def test_the_way_of_the_data_is_told_step_by_step(admin_client: Client, analysis: Recorder) -> None:
    steps = [{"line": 3, "description": "`user_id` is read"}, {"line": 5, "description": "reaches `<execute>`"}]
    finding = analysis.one(issue(metadata={"flow": steps, "sink": "execute"}))
    shown = page(admin_client, finding)
    assert "<li>line 3: <code>user_id</code> is read</li>" in shown
    assert "<li>line 5: reaches <code>&lt;execute&gt;</code></li>" in shown
    assert "&quot;sink&quot;: &quot;execute&quot;" in shown
    assert "&quot;flow&quot;" not in shown


@pytest.mark.parametrize("flow", [None, "line 3", 7, ["line 3"], {"line": 3}])
def test_a_way_that_is_none_is_left_out(admin_client: Client, analysis: Recorder, flow: Any) -> None:
    assert "How it comes about" not in page(admin_client, analysis.one(issue(metadata={"flow": flow})))


def test_the_heading_is_what_was_found(admin_client: Client, analysis: Recorder) -> None:
    finding = analysis.one(issue(description="`pickle.loads` runs <what> it reads"))
    assert "<h1><code>pickle.loads</code> runs &lt;what&gt; it reads</h1>" in page(admin_client, finding)


def test_history_and_sightings_lead_to_the_analyses(admin_client: Client, analysis: Recorder) -> None:
    seen_by = UUID("01a20506-2f3b-7442-9202-23b695574f35")
    finding = analysis.one(issue(), analysis_id=seen_by)
    change_status(finding_id=finding.pk, to=Status.IGNORED, by=Actor("Anna"), comment="a false alarm")
    shown = page(admin_client, finding)
    assert shown.count(f"/admin/analysis/analysis/{seen_by}/change/") == 1
    assert f"/admin/analysis/analysis/?occurrences__finding={finding.pk}" in shown


def test_it_is_told_how_often_and_when_it_was_seen(analysis: Recorder) -> None:
    finding = analysis.one(issue())
    assert admin_display.sightings(finding) == "once, on 2025-10-20 10:00 UTC"
    analysis(issue())
    finding.refresh_from_db()
    assert admin_display.sightings(finding) == "2 times, from 2025-10-20 10:00 UTC to 2025-10-20 11:00 UTC"
    change_status(finding_id=finding.pk, to=Status.IGNORED, by=Actor("Anna"))
    analysis()
    finding.refresh_from_db()
    assert admin_display.sightings(finding).endswith("; missing since 2025-10-20 12:00 UTC")


def test_a_list_breaks_paths_at_slashes_and_shows_tricks(analysis: Recorder) -> None:
    finding = analysis.one(issue(file_path="src/\u202eyp.py"))
    assert "src/<wbr>\\u202eyp.py" in admin_display.place(finding)


def test_long_filters_leave_out_what_finds_nothing(admin_client: Client, analysis: Recorder) -> None:
    analysis(issue(rule="grave", severity=Severity.CRITICAL), issue(rule="slight", severity=Severity.LOW, cwe=None))
    listed = admin_client.get(LIST, {"severity": "4"}).content.decode()
    assert "grave (1)" in listed
    assert "slight (0)" not in listed
    assert "slight (0)" in admin_client.get(LIST, {"severity": "4", "rule": "slight"}).content.decode()


def test_a_list_that_nothing_matches_says_so_instead_of_offering_actions(admin_client: Client) -> None:
    listed = admin_client.get(LIST, {"q": "nothing"}).content.decode()
    assert "No findings match." in listed
    assert 'name="action"' not in listed
