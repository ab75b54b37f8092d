"""What a project's root may be."""

import pytest
from django.core.exceptions import ValidationError

from hefesto_site.access.models import Project


@pytest.mark.parametrize("root", ["", "services", "services/payment", "a.b/..c", "with blank/é"])
def test_a_root_is_a_folder_below_the_workspace(root: str) -> None:
    Project(slug="a", name="A", root=root).clean_fields()


@pytest.mark.parametrize(
    "root", ["/", "/etc", "services/", "../other", "a/../../b", ".", "a/./b", "a//b", "a\0b", ".."]
)
def test_a_root_that_leads_anywhere_else_is_refused(root: str) -> None:
    with pytest.raises(ValidationError, match="Write it as"):
        Project(slug="a", name="A", root=root).clean_fields()
