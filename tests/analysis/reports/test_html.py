"""The page for browsers and printers."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from analysis.reports import headers, html


class Page(HTMLParser):
    """Collects tags, attributes and text, and checks that elements are closed in order."""

    VOID = frozenset({"meta", "rect", "br"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_shows_everything(answer: dict[str, Any]) -> None:
    text = Page(html.render(answer)).text
    for shown in (
        "Potential SQL injection vulnerability detected",
        'query = f"SELECT * FROM users WHERE id = {user_id}"',
        "Use parameterized queries instead of string concatenation",
        "sql_injection",
        "CWE-89",
        "line 145:12",
        "line 140: the caller chooses user_id",
        "complexity 18",
        "in PaymentProcessor.process_payment",
        "confidence 95%",
        "src/ü b#?.py",
        "wontfix",
        "src/broken.py:7",
        "'(' was never closed",
        "src/old.py:9",
        "not for secrets",
        "commit 9fceb02d0ae5 on main",
        "1 file, 512 lines in 1.25 s",
        "550e8400-e29b-41d4-a716-446655440000",
    ):
        assert shown in text


def test_a_page_loads_nothing_and_runs_nothing(answer: dict[str, Any]) -> None:
    source = html.render(answer)
    page = Page(source)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"style", "src", "srcset"}]
    addresses = [value for name, value in page.attributes if name == "href"]
    assert addresses
    assert all(value and value.startswith("#") for value in addresses)
    assert not re.search(r"url\(|@import", source)


def test_its_links_lead_to_places_on_the_page(answer: dict[str, Any]) -> None:
    page = Page(html.render(answer))
    places = {value for name, value in page.attributes if name == "id"}
    links = {value[1:] for name, value in page.attributes if name == "href" and value}
    assert links <= places


def test_its_policy_allows_its_own_style_and_no_other(answer: dict[str, Any]) -> None:
    source = html.render(answer)
    found = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert found
    digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert dict(Page(source).attributes)["content"]
    assert policy in [value for name, value in Page(source).attributes if name == "content"]
    assert headers("html")["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'; sandbox"


def test_an_attackers_text_stays_text(hostile_answer: dict[str, Any]) -> None:
    source = html.render(hostile_answer)
    assert "<script" not in source
    assert "alert(1)" in Page(source).text
    assert not set(source) & set("\x1b\x00\u202e\u200b")


@pytest.mark.parametrize("severity", ['LOW" onclick="x', "<i>"])
def test_even_what_should_be_a_word_of_ours_is_escaped(answer: dict[str, Any], severity: str) -> None:
    answer["findings"][0] |= {"severity": severity, "id": severity}
    page = Page(html.render(answer))
    assert "i" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_what_stands_between_backticks_is_code(answer: dict[str, Any]) -> None:
    answer["findings"][0]["description"] = "`a < b` and `<c>`"
    assert "<p><code>a &lt; b</code> and <code>&lt;c&gt;</code></p>" in html.render(answer)


def test_the_workspace_itself_has_a_title(answer: dict[str, Any]) -> None:
    answer["path"] = "."
    assert "<h1>The whole workspace</h1>" in html.render(answer)


def test_a_clean_page_says_so(clean_answer: dict[str, Any]) -> None:
    text = Page(html.render(clean_answer)).text
    assert "No issues at or above MEDIUM." in text
    assert "By rule" not in text


def test_ten_thousand_findings_are_rendered_in_seconds(answer: dict[str, Any]) -> None:
    answer["findings"] = [answer["findings"][0] | {"file": f"src/{n % 900:03}.py"} for n in range(10_000)]
    answer["findings"].sort(key=lambda finding: finding["file"])
    assert html.render(answer).count("<article") == 10_000
