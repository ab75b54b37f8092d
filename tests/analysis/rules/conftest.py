"""Running one rule over code that a test writes down."""

import ast
from collections.abc import Callable
from textwrap import dedent

import orjson
import pytest

from analysis.engine.catalogue import catalogue
from analysis.engine.checking import hits, project_hits
from analysis.engine.module import Module
from analysis.engine.rule import Hit, ProjectDeclaration

Find = Callable[..., list[Hit]]
FindAcross = Callable[[str, dict[str, str]], list[tuple[str, Hit]]]


def module(path: str, code: str) -> Module:
    text = dedent(code).lstrip("\n")
    return Module(path, text, ast.parse(text))


@pytest.fixture
def find() -> Find:
    """What a rule reports in a file: `find(name, code, path=…)`."""

    def find_in(name: str, code: str, path: str = "package/module.py") -> list[Hit]:
        return [hit for _, hit in hits(module(path, code), [catalogue().rules[name]])]

    return find_in


@pytest.fixture
def find_across() -> FindAcross:
    """What a project rule reports in several files: `find_across(name, {path: code})`."""

    def find_in(name: str, files: dict[str, str]) -> list[tuple[str, Hit]]:
        rule = catalogue().rules[name]
        assert isinstance(rule.declaration, ProjectDeclaration)
        collect = rule.declaration.collect
        facts = {path: orjson.loads(orjson.dumps(collect(module(path, code)))) for path, code in files.items()}
        return list(project_hits(rule, facts))

    return find_in
