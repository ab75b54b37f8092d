"""Small programs, each with its flows marked: `# hit: rule`; everything else in them must stay silent."""

import ast
import re
from pathlib import Path

import pytest

from analysis.engine.catalogue import catalogue
from analysis.engine.checking import hits, start_line
from analysis.engine.flow.hazards import REGISTRY
from analysis.engine.module import Module

CASES = Path(__file__).parent / "cases"
RULES = catalogue().rules
FLOW_RULES = [RULES[hazard.rule_name] for hazard in REGISTRY.hazards.values()]
TITLE = re.compile(r"^### (.+)$", re.MULTILINE)
MARK = re.compile(r"# hit: ([\w, ]+)$")
PATH = re.compile(r"# path: (\S+)$", re.MULTILINE)


def programs() -> list[tuple[str, str]]:
    found = []
    for file in sorted(CASES.glob("*.txt")):
        _, *parts = TITLE.split(file.read_text(encoding="utf-8"))
        found += [
            (f"{file.stem}: {title}", text.lstrip("\n")) for title, text in zip(parts[::2], parts[1::2], strict=True)
        ]
    return found


def marked(text: str) -> set[tuple[int, str]]:
    lines = enumerate(text.splitlines(), start=1)
    marks = ((number, match[1]) for number, line in lines if (match := MARK.search(line)))
    return {(number, name.strip()) for number, names in marks for name in names.split(",")}


def found(text: str) -> set[tuple[int, str]]:
    path = PATH.match(text)
    module = Module(path[1] if path else "shop/module.py", text, ast.parse(text))
    return {(start_line(hit), rule.name) for rule, hit in hits(module, FLOW_RULES)}


@pytest.mark.parametrize(("title", "text"), programs(), ids=[title for title, _ in programs()])
def test_exactly_the_marked_flows_are_found(title: str, text: str) -> None:
    assert found(text) == marked(text), title


def test_most_lines_of_the_programs_and_a_quarter_of_the_programs_have_no_flow() -> None:
    texts = [text for _, text in programs()]
    assert sum(not marked(text) for text in texts) > len(texts) / 4
    assert sum(len(text.splitlines()) for text in texts) > 5 * sum(len(marked(text)) for text in texts)
