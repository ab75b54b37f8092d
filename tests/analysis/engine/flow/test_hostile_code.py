"""Code that was written to make the analysis work: it ends soon, whatever it finds."""

import ast
import time

import pytest

from analysis.engine.catalogue import catalogue
from analysis.engine.flow.analysis import outcome
from analysis.engine.module import Module

HEAD = "import os, re\nfrom flask import request\n"
SECONDS = 5.0  # on a busy machine; alone each takes a fraction


def function(*lines: str) -> str:
    return HEAD + "def view():\n    x = request.args['a']\n" + "".join(f"    {line}\n" for line in lines)


def nested(opening: str, depth: int, last: str) -> str:
    inner = [" " * (level + 4) + opening.format(level) for level in range(depth)]
    return function() + "\n".join([*inner, " " * (depth + 4) + last]) + "\n"


HOSTILE = {
    "lists within lists": function(*["x = [x, x, x]", "x = [x] * 64"] * 200, "os.system(str(x))"),
    "wide lists within lists": function(*[f"x = [{','.join('x' * 60)}]"] * 200, "os.system(str(x))"),
    "thousands of guarded variables": function(
        *(f"v{n} = request.args['k{n}']" for n in range(1000)),
        *(f"if v{n} == 'a': x += v{n}" for n in range(1000)),
        "os.system(x)",
    ),
    "calls that fan out": HEAD
    + "".join(
        f"def f{n}(a):\n" + "".join(f"    a = f{n + 1}(a + '{k}')\n" for k in range(10)) + "    return a\n"
        for n in range(30)
    )
    + "def f30(a):\n    os.system(a)\n    return a\ndef view():\n    f0(request.args['a'])\n",
    "a function that calls itself": HEAD
    + "def f(a):\n    os.system(a)\n    return f(f(f(a)))\ndef view():\n    f(request.args['a'])\n",
    "a long sum": function("x = " + " + ".join(["x"] * 900), "os.system(x)"),
    "a long condition": function("if " + " and ".join(f"x != 'a{n}'" for n in range(2000)) + ": os.system(x)"),
    "many attributes": function("x = x" + ".a" * 2000, "os.system(x)"),
    "many negations": function("x = " + "not " * 600 + "x", "os.system(x)"),
    "loops within loops": nested("for i{0} in x:", 18, "os.system(x)"),
    "conditions within conditions": nested("if x != '{0}':", 90, "os.system(x)"),
    "a diamond of classes": HEAD
    + "".join(f"class C{n}({', '.join(f'C{k}' for k in range(max(0, n - 30), n))}): pass\n" for n in range(150))
    + "class V(C149):\n    def get(self):\n        os.system(self.a + request.args['a'])\n",
    "huge constants": function("y = 'a' * 10**9", "z = 10**10**10", "w = [1] * 10**9", "os.system(x + y)"),
    "a wide format": function("y = '" + "%s" * 1900 + "' % (x,)", "os.system(y)"),
    "a format that backtracks": function("y = '%" + "0" * 3900 + "' % x", "os.system(y)"),
    "a pattern that backtracks": function("if re.fullmatch('" + "(a+)+" * 40 + "b', x): os.system(x)"),
    "a long match": function("match x:", *(f"    case 'a{n}': x += 'a'" for n in range(1500)), "os.system(x)"),
    "globals that need each other": "".join(f"g{n} = g{n + 1} + g{n + 1}\n" for n in range(400))
    + function("os.system(g0 + x)"),
    "many comprehensions": function(
        "y = [x" + "".join(f" for i{n} in x" for n in range(300)) + "]", "os.system(str(y))"
    ),
    "many closures": function(*(f"f{n} = lambda: x" for n in range(1500)), "os.system(f1())"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_ends_soon(text: str) -> None:
    catalogue()
    module = Module("a.py", text, ast.parse(text))
    before = time.process_time()
    outcome(module)
    assert time.process_time() - before < SECONDS


def test_a_function_nested_too_deep_does_not_hide_the_others() -> None:
    catalogue()
    text = function("x = " + "not " * 600 + "x", "os.system(x)") + "def other():\n    os.system(request.args['b'])\n"
    result = outcome(Module("a.py", text, ast.parse(text)))
    assert not result.complete
    assert [flow.node.lineno for flow in result.flows] == [text.count("\n")]  # type: ignore[attr-defined]
