"""Complexity as radon, mccabe and SonarSource count it, held against the first two on a real package."""

import ast
import json
import re
import subprocess
from pathlib import Path

import django
import pytest
from radon.visitors import Class, ComplexityVisitor, Function

from analysis.engine import ruff
from analysis.engine.cognitive import cognitive
from analysis.engine.complexity import cyclomatic, mccabe
from analysis.engine.module import FunctionNode, Module

DJANGO = Path(django.__file__).parent
PLACES = dict[tuple[str, int, int], int]


def module_of(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.as_posix(), text, ast.parse(text))


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    return [module_of(path) for path in sorted(DJANGO.rglob("*.py"))]


def functions_of(found: list[Function | Class]) -> list[Function]:
    """Every function radon reports, closures and the methods of inner classes included."""
    functions = []
    while found:
        block = found.pop()
        if isinstance(block, Class):
            found += [*block.methods, *block.inner_classes]
        else:
            functions.append(block)
            found += block.closures
    return functions


def test_every_function_that_radon_counts_in_django_has_radons_complexity(modules: list[Module]) -> None:
    radons: PLACES = {}
    ours: PLACES = {}
    for module in modules:
        visitor = ComplexityVisitor.from_ast(module.tree)
        for found in functions_of([*visitor.functions, *visitor.classes]):
            radons[module.path, found.lineno, found.col_offset] = found.complexity
        for node, score in cyclomatic(module).items():
            ours[module.path, node.lineno, node.col_offset] = score
    assert len(radons) > 9_000
    assert {place: ours[place] for place in radons} == radons
    # Radon does not descend into classes that are defined in functions: these are counted by us alone.
    assert all(_is_in_a_class_in_a_function(place, modules) for place in ours.keys() - radons.keys())


def _is_in_a_class_in_a_function(place: tuple[str, int, int], modules: list[Module]) -> bool:
    path, line, column = place
    module = next(module for module in modules if module.path == path)
    node = next(n for n in cyclomatic(module) if (n.lineno, n.col_offset) == (line, column))
    around = list(module.ancestors(node))
    classes = [position for position, outer in enumerate(around) if isinstance(outer, ast.ClassDef)]
    return any(isinstance(outer, FunctionNode) for position in classes for outer in around[position:])


def test_every_function_in_django_has_the_mccabe_complexity_that_ruff_reports(modules: list[Module]) -> None:
    options = ["--isolated", "--no-cache", "--ignore-noqa", "--select=C901", "--output-format=json"]
    options += ["--config=exclude=[]", "--no-respect-gitignore", "--config=lint.mccabe.max-complexity=0"]
    done = subprocess.run([ruff.executable(), "check", *options, DJANGO], capture_output=True, check=False)
    ruffs = {}
    for hit in json.loads(done.stdout):
        name, score = re.findall(r"`(.*)` is too complex \((\d+) > 0\)", hit["message"])[0]
        ruffs[hit["filename"], hit["location"]["row"], name] = int(score)
    ours = {(m.path, node.lineno, node.name): mccabe(node) for m in modules for node in cyclomatic(m)}
    assert ours == ruffs


RADON_CASES = {
    "boolean operators": "def f(a):\n    return a and a or not a and (a or a)\n",
    "comprehensions": "def f(a):\n    return [x for y in a if y if a for x in y], {x: y for x, y in a}, {x async for x in a}\n",
    "assertions hide what is in them": "def f(a):\n    assert a and a or a, [x for x in a]\n    assert a\n",
    "lambdas": "def f(a):\n    return lambda x=a or a: x and a\n",
    "loops with else": "def f(a):\n    for x in a:\n        pass\n    else:\n        pass\n    while a:\n        pass\n",
    "try": "def f(a):\n    try:\n        pass\n    except A:\n        pass\n    except B:\n        pass\n    else:\n        pass\n",
    "try star": "def f(a):\n    try:\n        pass\n    except* A:\n        pass\n",
    "match": "def f(a):\n    match a:\n        case 1 if a and a:\n            pass\n        case [x]:\n            pass\n        case y:\n            pass\n",
    "only a wildcard": "def f(a):\n    match a:\n        case _:\n            pass\n",
    "decorators, defaults, annotations": "@d(a or a)\ndef f(a=b if b else c, *, d: e or f = [x for x in y]) -> a or b:\n    pass\n",
    "nested": "def f(a):\n    def g(b=a or a):\n        if b:\n            pass\n    class C:\n        x = a or a\n        def m(self):\n            if self:\n                pass\n    if a:\n        pass\n",
    "with": "def f(a):\n    with a as b, c:\n        pass\n",
    "async": "async def f(a):\n    async for x in a:\n        pass\n    async with a:\n        pass\n    return [x async for x in a]\n",
    "class body": "class C:\n    x = 1 if a else 2\n    def m(self):\n        return self or 1\n    class D:\n        def n(self):\n            return self and 1\n",
}


@pytest.mark.parametrize("case", RADON_CASES)
def test_the_count_is_radons_in_every_construct(case: str) -> None:
    module = Module("a.py", RADON_CASES[case], ast.parse(RADON_CASES[case]))
    visitor = ComplexityVisitor.from_ast(module.tree)
    radons = {found.lineno: found.complexity for found in functions_of([*visitor.functions, *visitor.classes])}
    ours = {node.lineno: score for node, score in cyclomatic(module).items()}
    assert radons
    assert {line: ours[line] for line in radons} == radons


COGNITIVE_CASES = {
    "if, elif, else": (3, "if a:\n    pass\nelif b:\n    pass\nelse:\n    pass\n"),
    "an if alone in an else": (4, "if a:\n    pass\nelse:\n    if b:\n        pass\n"),
    "nesting": (6, "if a:\n    for x in a:\n        while x:\n            pass\n"),
    "nesting in an elif": (4, "if a:\n    pass\nelif b:\n    for x in a:\n        pass\n"),
    "loops with else": (2, "for x in a:\n    pass\nelse:\n    pass\n"),
    "try": (5, "try:\n    if a:\n        pass\nexcept A:\n    if a:\n        pass\nelse:\n    pass\n"),
    "runs of operators": (5, "x = a and b and c\ny = a and b or c\nz = not (a or b) and c\n"),
    "a change and back": (3, "x = a or b and c or d\n"),
    "conditional expressions": (3, "x = a if b else (c if d else e)\n"),
    "match": (3, "match a:\n    case 1:\n        if b:\n            pass\n"),
    "with and finally do not nest": (
        2,
        "with a:\n    if b:\n        pass\ntry:\n    pass\nfinally:\n    if c:\n        pass\n",
    ),
    "a nested function": (3, "x = 1\ndef g():\n    if a:\n        pass\nif g:\n    pass\n"),
    "a wrapper": (1, "def g():\n    if a:\n        pass\nreturn g\n"),
    "a class starts anew": (1, "class C:\n    def m(self):\n        if a:\n            pass\n"),
    "comprehensions and early returns": (0, "return [x for x in a if x]\n"),
}


@pytest.mark.parametrize("case", COGNITIVE_CASES)
def test_cognitive_complexity_is_sonarsources(case: str) -> None:
    expected, body = COGNITIVE_CASES[case]
    text = "def f(a):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    module = Module("a.py", text, ast.parse(text))
    (outer,) = [node for node in cyclomatic(module) if node.name == "f"]
    assert cognitive(module, [outer]) == {outer: expected}
