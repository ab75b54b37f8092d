"""Which projects there are for a caller, and which one a path belongs to."""

import pytest
from pytest_django import DjangoAssertNumQueries

from hefesto_site.access.credentials import Credential
from hefesto_site.access.models import Project, Tier
from hefesto_site.access.selectors import project_for, project_named, visible_projects
from hefesto_site.api.errors import InsufficientPermissions, ResourceNotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment() -> Project:
    return Project.objects.create(slug="payment", name="Payment", root="services/payment")


@pytest.fixture
def services() -> Project:
    return Project.objects.create(slug="services", name="Services", root="services")


def restricted_to(*projects: Project) -> Credential:
    return Credential(
        key_id=1,
        prefix="hf_abcdefgh",
        name="CI",
        scopes=frozenset(),
        tier=Tier.FREE,
        project_ids=frozenset(project.pk for project in projects),
    )


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("services/payment/app.py", "payment"),
        ("services/payment", "payment"),
        ("services/payment/", "payment"),
        ("./services//payment/app.py", "payment"),
        ("services/payments/app.py", "services"),
        ("services", "services"),
        ("service", "default"),
        ("app.py", "default"),
        (".", "default"),
        ("", "default"),
    ],
)
@pytest.mark.usefixtures("payment", "services")
def test_the_longest_root_around_a_path_takes_it(path: str, slug: str) -> None:
    assert project_for(path, None, None).slug == slug


@pytest.mark.usefixtures("payment")
def test_the_project_that_is_named_takes_any_path() -> None:
    assert project_for("app.py", "payment", None).slug == "payment"


def test_a_restricted_key_reads_nothing_outside_its_projects_by_naming_one(payment: Project, services: Project) -> None:
    credential = restricted_to(payment)
    assert project_for("services/payment/app.py", "payment", credential) == payment
    for path in ("app.py", ".", "services/app.py"):
        with pytest.raises(InsufficientPermissions):
            project_for(path, "payment", credential)
    with pytest.raises(InsufficientPermissions):
        project_for("services/payment/app.py", "services", restricted_to(services))


def test_of_projects_with_the_same_root_the_default_comes_first_and_then_the_oldest(payment: Project) -> None:
    Project.objects.create(slug="all", name="All", root="")
    Project.objects.create(slug="payment-2", name="Payment again", root=payment.root)
    assert project_for("app.py", None, None).slug == "default"
    assert project_for("services/payment/app.py", None, None) == payment


def test_there_is_a_default_project_even_when_somebody_removed_it() -> None:
    Project.objects.filter(slug="default").delete()
    assert project_for("app.py", None, None).slug == "default"


def test_a_project_is_found_in_one_query(payment: Project, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert project_for("services/payment/a/b/c/d.py", None, None) == payment


def test_an_unknown_project_is_not_found() -> None:
    with pytest.raises(ResourceNotFound) as caught:
        project_named("nothing", None)
    assert caught.value.details == {"project": "nothing", "resource_type": "project"}


def test_a_restricted_key_cannot_tell_a_foreign_project_from_none(payment: Project, services: Project) -> None:
    credential = restricted_to(payment)
    told = []
    for slug in (services.slug, "nothing"):
        with pytest.raises(InsufficientPermissions) as caught:
            project_for("app.py", slug, credential)
        told.append((caught.value.message, set(caught.value.details)))
    assert told[0] == told[1]


def test_a_restricted_key_opens_its_own_paths_only(payment: Project) -> None:
    credential = restricted_to(payment)
    assert project_for("services/payment/app.py", None, credential) == payment
    with pytest.raises(InsufficientPermissions):
        project_for("app.py", None, credential)


@pytest.mark.usefixtures("services")
def test_a_caller_sees_the_projects_of_its_key(payment: Project) -> None:
    assert [project.slug for project in visible_projects(restricted_to(payment))] == ["payment"]
    assert [project.slug for project in visible_projects(restricted_to())] == []
    assert [project.slug for project in visible_projects(None)] == ["default", "payment", "services"]
