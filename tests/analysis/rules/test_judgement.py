"""Rules judge by where the code stands and how far it goes."""

import pytest

from findings.severity import Severity
from tests.analysis.rules.conftest import Find

LONG_BODY = "".join(f"    a += {number}\n" for number in range(160))
MANY_METHODS = "class Crowd:\n" + "".join(f"    def m{n}(self):\n        return {n}\n" for n in range(40))


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("print_in_library", "package/__main__.py", "print(1)"),
        ("print_in_library", "shop/management/commands/load.py", "print(1)"),
        ("print_in_library", "package/module.py", "import argparse\nprint(1)"),
        ("print_in_library", "package/module.py", "if __name__ == '__main__':\n    print(1)"),
        ("print_in_library", "tests/test_module.py", "print(1)"),
        ("missing_docstring", "tests/test_module.py", MANY_METHODS),
        ("missing_docstring", "package/_internal/module.py", MANY_METHODS),
        ("missing_docstring", "shop/migrations/0001_initial.py", MANY_METHODS),
        ("missing_encoding", "tests/test_module.py", "open('a')"),
        ("naming", "tests/test_module.py", "maxCount = 1"),
        ("unused_import", "package/__init__.py", "from package.a import b"),
        ("unused_import", "package/module.py", "import os\nprint(eval('os'))"),
        ("wildcard_import", "package/__init__.py", "from package.a import *\ndef f(): pass"),
        ("wildcard_import", "package/settings.py", "from package.base import *\nDEBUG = True"),
        ("large_class", "tests/test_module.py", MANY_METHODS),
        ("identical_operands", "tests/test_module.py", "assert a == a"),
    ],
)
def test_a_rule_is_silent_where_the_code_may_be_so(find: Find, name: str, path: str, code: str) -> None:
    assert find(name, code, path) == []


def test_the_same_code_is_reported_elsewhere(find: Find) -> None:
    assert find("print_in_library", "print(1)")
    assert find("missing_docstring", MANY_METHODS)
    assert find("large_class", MANY_METHODS)
    assert find("unused_import", "from package.a import b")
    assert find("wildcard_import", "from package.a import *\ndef f(): pass")


@pytest.mark.parametrize(
    ("lines", "path", "severity"),
    [
        (60, "package/module.py", Severity.MEDIUM),
        (160, "package/module.py", Severity.HIGH),
        (160, "tests/test_module.py", Severity.LOW),
    ],
)
def test_a_long_function_weighs_by_its_length_and_place(find: Find, lines: int, path: str, severity: Severity) -> None:
    code = "def long(a):\n" + "".join(f"    a += {number}\n" for number in range(lines))
    [hit] = find("long_function", code, path)
    assert hit.severity == severity
    assert hit.metadata == {"lines": lines + 1}


def test_a_function_of_exactly_the_limit_is_not_long(find: Find) -> None:
    assert find("long_function", "def f(a):\n" + "    a += 1\n" * 49) == []
    assert len(find("long_function", "def f(a):\n" + "    a += 1\n" * 50)) == 1


@pytest.mark.parametrize(
    ("parameters", "path", "severity"),
    [
        ("a, b, c, d, e, f", "package/module.py", None),
        ("a, b, c, d, e, f=1", "package/module.py", Severity.LOW),
        ("a, b=1, c=1, d=1, e=1, f=1, g=1, h=1, i=1, j=1, k=1", "package/module.py", None),
        ("a, b, c, d, e, f", "tests/test_module.py", Severity.LOW),
    ],
)
def test_parameters_that_may_be_left_out_weigh_less(
    find: Find, parameters: str, path: str, severity: Severity | None
) -> None:
    [hit] = find("too_many_parameters", f"def f({parameters}): pass", path)
    assert hit.severity == severity


def test_a_swallowed_exception_weighs_less_with_a_reason(find: Find) -> None:
    bare = "try:\n    a()\nexcept Exception:\n    pass\n"
    [plain] = find("silent_except", bare)
    [explained] = find("silent_except", bare.replace("pass", "pass  # the cache is only a help"))
    assert (plain.severity, explained.severity) == (None, Severity.LOW)


def test_more_lines_of_commented_code_are_surer(find: Find) -> None:
    confidences = [
        hit.confidence
        for code in ("# run(1)\n", "# run(1)\n# run(2)\n", "# run(1)\n# run(2)\n# run(3)\n")
        for hit in find("commented_out_code", code)
    ]
    assert confidences == [0.5, 0.7, None]


def test_each_function_is_reported_once_for_its_nesting(find: Find) -> None:
    code = """
    def deep(a):
        if a:
            for b in a:
                while b:
                    with b:
                        if b.x:
                            try:
                                b.y()
                            finally:
                                b.z()
                        if b.w:
                            return 1
    """
    [hit] = find("deep_nesting", code)
    assert hit.metadata == {"depth": 6}
    assert getattr(hit.at, "lineno", None) == 7


def test_lines_that_end_in_carriage_returns_are_counted_alike(find: Find) -> None:
    code = "def f(a):\n    # run(a)\n    # stop(a)\n    return a\n"
    [hit] = find("commented_out_code", code.replace("\n", "\r\n"))
    assert hit.at == 2
