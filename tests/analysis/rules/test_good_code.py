"""On code that many good eyes have read, rules that claim a certain bug stay silent."""

import ast
from collections import Counter
from pathlib import Path

import django
import pytest

from analysis.engine import ruff
from analysis.engine.catalogue import catalogue
from analysis.engine.checking import hits
from analysis.engine.module import Module
from findings.severity import Severity

DJANGO = Path(django.__file__).parent
OURS = [rule for rule in catalogue().rules.values() if rule.analyzer in {"code_smells", "best_practices"}]
# Django has a few classes that its own authors call too big.
MEASURED = {"god_class", "large_class", "long_function", "deep_nesting", "too_many_parameters", "complex_condition"}
CERTAIN = [rule for rule in OURS if rule.terms.severity >= Severity.HIGH and rule.name not in MEASURED]


@pytest.mark.slow
def test_no_certain_bug_is_found_in_django() -> None:
    assert ruff.check(DJANGO, [code for rule in CERTAIN for code in rule.codes]) == {}


@pytest.mark.slow
def test_what_our_own_rules_find_in_django_is_no_flood() -> None:
    rules = [rule for rule in OURS if rule.declaration is not None and rule.name not in MEASURED]
    counts: Counter[str] = Counter()
    lines = 0
    for path in DJANGO.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        lines += text.count("\n")
        module = Module(f"django/{path.relative_to(DJANGO).as_posix()}", text, ast.parse(text))
        counts.update(rule.name for rule, _ in hits(module, rules))
    documented = counts.pop("missing_docstring")
    assert documented < lines / 80
    assert counts.total() < lines / 500, counts.most_common()
