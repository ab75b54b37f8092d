"""Every rule reports on the `# hit` lines of its sample, and nowhere else.

One rule alone: `python -m pytest tests/analysis/rules -k too_many_parameters`.
A sample may start with `# path: tests/test_views.py`: the path its file pretends to have. The sample of a rule that
compares files may hold several, each from such a line on.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from analysis.engine import ruff
from analysis.engine.catalogue import catalogue
from analysis.engine.checking import hits as python_hits
from analysis.engine.checking import project_hits, start_line
from analysis.engine.module import Module
from analysis.engine.rule import Hit, ProjectDeclaration, Rule

SAMPLES = Path(__file__).parent / "samples"
RULES = catalogue().rules
HIT = re.compile(r"#\s*hit\s*$")
PATH = re.compile(r"#\s*path:\s*(\S+)\s*$")
UNNAMED = "package/module.py"
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")  # bad on purpose


def sample_of(rule: Rule) -> Path:
    return SAMPLES / rule.analyzer / f"{rule.name}.py"


def module_of(sample: Path) -> Module:
    text = sample.read_text(encoding="utf-8")
    named = PATH.match(text.split("\n", 1)[0])
    return Module(named[1] if named else UNNAMED, text, ast.parse(text))


def marked_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if HIT.search(line)]


def found_by_python(rule: Rule, module: Module) -> list[Hit]:
    if isinstance(rule.declaration, ProjectDeclaration):
        collect = rule.declaration.collect
        facts = {part.path: orjson.loads(orjson.dumps(collect(part))) for part in parts_of(module)}  # as the cache does
        return [hit for _, hit in project_hits(rule, facts)]
    return [hit for _, hit in python_hits(module, [rule])]


def parts_of(module: Module) -> Iterator[Module]:
    """The files that a sample pretends to be: each from a line with its path on; lines keep their numbers."""
    lines = module.text.splitlines()
    starts = [number for number, line in enumerate(lines) if PATH.match(line)] or [0]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        path = PATH.match(lines[start])
        text = "\n" * start + "\n".join(lines[start:end])
        yield Module(path[1] if path else module.path, text, ast.parse(text))


def found_by_ruff(rule: Rule, module: Module, folder: Path) -> list[Hit]:
    copy = folder / module.path
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(module.text, encoding="utf-8")
    return [Hit(hit.line, f"{hit.message}.") for hits in ruff.check(folder, rule.codes).values() for hit in hits]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_reports_exactly_the_marked_lines_of_its_sample(name: str, tmp_path: Path) -> None:
    rule = RULES[name]
    module = module_of(sample_of(rule))
    hits = found_by_ruff(rule, module, tmp_path) if rule.codes else found_by_python(rule, module)
    marked = marked_lines(module.text)
    assert sorted({start_line(hit) for hit in hits}) == marked, "left: lines reported, right: lines marked"
    assert all(hit.description.endswith(".") for hit in hits), "a description is a sentence"
    orjson.dumps([dict(hit.metadata) for hit in hits])  # metadata is stored as JSON


@pytest.mark.parametrize("name", RULES)
def test_a_sample_is_mostly_code_that_must_stay_silent(name: str) -> None:
    text = sample_of(RULES[name]).read_text(encoding="utf-8")
    marked = len(marked_lines(text))
    silent = sum(1 for line in text.splitlines() if line.strip()) - marked
    assert 0 < marked < silent


def test_every_sample_belongs_to_a_rule() -> None:
    samples = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.py")}
    assert samples == {f"{rule.analyzer}/{rule.name}.py" for rule in RULES.values()}


def test_every_code_of_a_table_is_a_stable_rule_of_the_installed_ruff() -> None:
    known = ruff.known_codes()
    named = {code for rule in RULES.values() for code in rule.codes}
    assert not {code: known.get(code, {}).get("status") for code in named if "Stable" not in known[code]["status"]}
