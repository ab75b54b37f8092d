"""What all pages for people have in common, and the first of them."""

import re
from contextlib import closing
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from analysis.models import Analysis
from findings.severity import Severity
from hefesto_site.access.models import Project

pytestmark = pytest.mark.django_db
PAGES = (
    *("/admin/", "/admin/login/", "/admin/password_change/", "/admin/findings/finding/", "/admin/analysis/analysis/"),
    *("/admin/analysis/batch/", "/admin/access/project/", "/admin/access/project/add/", "/admin/access/apikey/"),
    *("/admin/access/apikey/add/", "/admin/auth/user/", "/admin/auth/group/", "/docs", "/redoc"),
)


class Loaded(HTMLParser):
    """Collects the addresses that a page loads something from."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"link": "href", "script": "src", "img": "src", "iframe": "src"}
        self.addresses += [value or "" for name, value in attrs if name == wanted.get(tag)]


@pytest.fixture
def analysis() -> Analysis:
    return Analysis.objects.create(
        project=Project.objects.get(slug="default"), path=".", analyzers=["security"], severity_threshold=Severity.LOW
    )


def viewer(*permissions: str) -> Client:
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_nothing_from_elsewhere(admin_client: Client, address: str) -> None:
    loaded = Loaded(admin_client.get(address, follow=True).content.decode()).addresses
    assert loaded
    assert all(re.match(r"/(?!/)", one) for one in loaded)


def test_what_the_pages_load_is_there(admin_client: Client) -> None:
    for address in Loaded(admin_client.get("/admin/").content.decode()).addresses:
        with closing(Client().get(address)) as response:
            assert response.status_code == 200, address


def test_the_admin_bears_our_name(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()
    assert "Hefesto</title>" in page
    assert "Django administration" not in page


def test_what_is_done_all_day_comes_first(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()
    nav = page[page.index('id="everywhere"') : page.index("</nav>")]
    names = re.findall(r">([^<\n]+)</a>", nav)
    assert names == ["Findings", "Analyses", "Batches", "Projects", "API keys", "Users", "Groups", "API"]


def test_the_first_page_tells_what_is_open_and_what_was_analysed(admin_client: Client, analysis: Analysis) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert '<a href="/admin/findings/finding/?severity=4"><strong>0</strong> critical</a>' in page
    assert f'<a href="/admin/analysis/analysis/{analysis.pk}/change/">The whole workspace</a>' in page
    assert analysis.created_at.strftime("%Y-%m-%d %H:%M UTC") in page


@pytest.mark.parametrize(
    ("permissions", "sees_findings", "sees_analyses"),
    [((), False, False), (("view_finding",), True, False), (("view_analysis",), False, True)],
)
def test_the_first_page_shows_what_one_may_see(
    analysis: Analysis, permissions: tuple[str, ...], sees_findings: bool, sees_analyses: bool
) -> None:
    page = viewer(*permissions).get("/admin/").content.decode()
    assert ("Open findings" in page) is sees_findings
    assert ("Latest analyses" in page) is sees_analyses
    assert (str(analysis.pk) in page) is sees_analyses


def test_the_bare_address_leads_to_the_documentation(client: Client) -> None:
    assert client.get("/")["Location"] == "/docs"
    with closing(client.get("/favicon.ico", follow=True)) as icon:
        assert icon["Content-Type"] == "image/svg+xml"


def test_a_page_that_is_missing_says_so_to_everybody(client: Client, admin_client: Client) -> None:
    for one, address in ((client, "/nothing"), (admin_client, "/admin/nothing/")):
        response = one.get(address)
        assert response.status_code == 404
        assert "There is nothing at this address" in response.content.decode()
