"""That the rules' documentation is there, and current."""

import re
from pathlib import Path

from analysis.engine.catalogue import catalogue
from analysis.engine.manual import FOLDER, pages, stale, write


def test_the_documentation_is_what_the_rules_say_now() -> None:
    assert stale() == [], "`make docs` writes these pages anew"


def test_every_rule_has_a_page_with_its_manual_its_advice_and_an_example() -> None:
    made = pages()
    for rule in catalogue().rules.values():
        page = made[f"{rule.analyzer}/{rule.name}.md"]
        assert page.startswith(f"# {rule.name}\n\n{rule.manual}\n")
        assert f"**Instead:** {rule.terms.recommendation}" in page
        assert "# reported" in page, rule.name
        assert f"ignore[{rule.name}]" in page


def test_the_index_links_every_page() -> None:
    links = re.findall(r"\]\((\w+/\w+\.md)\)", pages()["README.md"])
    assert sorted(links) == sorted(name for name in pages() if name != "README.md")
    assert all((FOLDER / link).is_file() for link in links)


def test_pages_of_rules_that_are_gone_go(tmp_path: Path) -> None:
    assert len(write(tmp_path)) == len(pages())
    assert write(tmp_path) == []
    (tmp_path / "security" / "no_rule_any_more.md").write_text("# old\n")
    (tmp_path / "README.md").write_text("# old\n")
    assert write(tmp_path) == ["README.md", "security/no_rule_any_more.md"]
    assert stale(tmp_path) == []
