"""Analyses and batches in the admin."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from analysis import services
from analysis.engine.run import Engine
from analysis.examination import ANALYZERS, Order
from analysis.exceptions import InvalidFilePath
from analysis.models import Analysis, AnalysisResult, Batch
from findings.models import Finding
from findings.severity import Severity
from hefesto_site.access.selectors import project_for
from tests.analysis.conftest import Writer

pytestmark = pytest.mark.django_db(transaction=True)

ANALYSES = "/admin/analysis/analysis/"
BATCHES = "/admin/analysis/batch/"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Return an engine that stays warm."""
    with Engine() as made:
        yield made


@pytest.fixture
def analysis(write: Writer, engine: Engine) -> Analysis:
    """Return an analysis that found something, and something that could not be parsed."""
    write("src/a.py")
    write("src/broken\u202e.py", "def f(:\n")
    order = Order(path="src", analyzers=ANALYZERS, threshold=Severity.LOW)
    made = services.begin(order, location="src", project=project_for("src", None, None))
    services.run(made, engine=engine)
    made.refresh_from_db()
    assert made.state == "completed"
    return made


def text_of(client: Client, address: str) -> str:
    """The page, with its characters as they are."""
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_the_list_shows_what_was_found_and_links_to_the_report(admin_client: Client, analysis: Analysis) -> None:
    page = text_of(admin_client, ANALYSES)
    assert ">src<" in page
    assert "Completed" in page
    assert reverse("admin:analysis_analysis_report", args=[analysis.pk]) in page
    assert page.count("<tr>") + page.count("<tr ") >= 2


def test_an_analysis_links_to_its_findings_and_tells_its_diagnostics(admin_client: Client, analysis: Analysis) -> None:
    page = text_of(admin_client, f"{ANALYSES}{analysis.pk}/change/")
    for finding in Finding.objects.all():
        assert reverse("admin:findings_finding_change", args=[finding.pk]) in page
    assert "src/broken\\u202e.py" in page
    assert 'name="_save"' not in page
    assert "Delete" not in page


def test_the_report_opens_for_who_is_logged_in(admin_client: Client, client: Client, analysis: Analysis) -> None:
    address = reverse("admin:analysis_analysis_report", args=[analysis.pk])
    response = admin_client.get(address)
    assert response.status_code == 200
    assert response.content.startswith(b"<!doctype html>")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert client.get(address).status_code == 302


def test_a_report_that_was_cleared_away_is_not_found_and_the_analysis_still_shown(
    admin_client: Client, analysis: Analysis
) -> None:
    AnalysisResult.objects.all().delete()
    assert admin_client.get(reverse("admin:analysis_analysis_report", args=[analysis.pk])).status_code == 404
    assert admin_client.get(f"{ANALYSES}{analysis.pk}/change/").status_code == 200
    assert admin_client.get(ANALYSES).status_code == 200


def test_a_failed_analysis_says_why(admin_client: Client) -> None:
    order = Order(path="gone.py", analyzers=ANALYZERS, threshold=Severity.LOW)
    analysis = services.begin(order, location="gone.py", project=project_for("", None, None))
    services.fail(analysis, InvalidFilePath("gone.py", "file_not_found"))
    page = text_of(admin_client, f"{ANALYSES}{analysis.pk}/change/")
    assert "INVALID_FILE_PATH: File path does not exist or is not readable" in page


def test_nothing_can_be_added_changed_or_deleted(admin_client: Client, analysis: Analysis) -> None:
    for address in (f"{ANALYSES}add/", f"{ANALYSES}{analysis.pk}/delete/", f"{BATCHES}add/"):
        assert admin_client.get(address).status_code == 403
    assert admin_client.post(f"{ANALYSES}{analysis.pk}/change/", {"path": "x"}).status_code == 403
    assert Analysis.objects.get().path == "src"


def test_who_may_not_view_analyses_sees_no_report(client: Client, analysis: Analysis, db: Any) -> None:
    user = User.objects.create_user("triage", is_staff=True)
    client.force_login(user)
    address = reverse("admin:analysis_analysis_report", args=[analysis.pk])
    assert client.get(address).status_code == 404
    user.user_permissions.add(Permission.objects.get(codename="view_analysis"))
    client.force_login(User.objects.get(pk=user.pk))
    assert client.get(address).status_code == 200


def test_a_batch_shows_each_path(admin_client: Client, analysis: Analysis) -> None:
    batch = Batch.objects.create(
        total_paths=2, refused_json='[{"position": 1, "path": "../x\\u202e", "error": "refused"}]'
    )
    Analysis.objects.update(batch=batch)
    page = text_of(admin_client, f"{BATCHES}{batch.pk}/change/")
    assert f"{ANALYSES}{analysis.pk}/change/" in page
    assert "../x\\u202e</td><td>failed</td><td>refused" in page
    assert batch.public_id in text_of(admin_client, BATCHES)


def test_lists_take_as_many_queries_for_many_rows_as_for_few(
    admin_client: Client, django_assert_num_queries: Any
) -> None:
    project = project_for("", None, None)
    order = Order(path=".", analyzers=ANALYZERS, threshold=Severity.LOW)
    batches = [Batch.objects.create(total_paths=1) for _ in range(30)]
    for batch in batches:
        services.ordered(order, location="", project=project, batch=batch).save()
    # Session, user, the projects to filter by, the count, the page.
    with django_assert_num_queries(5):
        admin_client.get(ANALYSES)
    # Session, user, the count, the page.
    with django_assert_num_queries(4):
        admin_client.get(BATCHES)


def test_a_finding_leads_to_the_analyses_that_saw_it(admin_client: Client, analysis: Analysis) -> None:
    order = Order(path="other.py", analyzers=ANALYZERS, threshold=Severity.LOW)
    services.begin(order, location="other.py", project=project_for("", None, None))
    finding = Finding.objects.all()[0]
    listed = admin_client.get(ANALYSES, {"occurrences__finding": str(finding.pk)}).context["cl"].result_list
    assert [found.pk for found in listed] == [analysis.pk]
