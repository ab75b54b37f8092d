"""What a flow looks like to the one who reads it: where, how sure, along which way, what to write instead."""

import ast
from textwrap import dedent

import pytest

from analysis.engine.catalogue import catalogue
from analysis.engine.checking import hits
from analysis.engine.flow.analysis import outcome
from analysis.engine.flow.rules import proven_clean
from analysis.engine.module import Module
from analysis.engine.rule import Hit
from findings.severity import Severity

RULES = catalogue().rules


def module(text: str, path: str = "shop/views.py") -> Module:
    source = dedent(text)
    return Module(path, source, ast.parse(source))


def only(rule: str, text: str, path: str = "shop/views.py") -> Hit:
    (hit,) = (hit for _, hit in hits(module(text, path), [RULES[rule]]))
    return hit


VIEW = """
    import sqlite3
    from flask import Flask, request
    app = Flask(__name__)

    def find(name):
        statement = f"SELECT * FROM users WHERE name = '{name}'"
        return sqlite3.connect("a.db").execute(statement).fetchall()

    @app.get("/users")
    def users():
        name = request.args.get("name")
        return {"users": find(name)}
"""


def test_a_flow_tells_every_step_from_the_source_to_the_sink() -> None:
    hit = only("sql_injection", VIEW)
    assert hit.metadata["flow"] == [
        {"line": 12, "description": '`request.args["name"]` is read'},
        {"line": 12, "description": "goes into `name`"},
        {"line": 13, "description": "is passed to `find()` as `name`"},
        {"line": 7, "description": "is built into `statement`"},
        {"line": 8, "description": "reaches `connect.execute`"},
    ]


def test_a_flow_from_a_request_is_told_once_and_in_full() -> None:
    hit = only("sql_injection", VIEW)
    assert hit.severity is Severity.CRITICAL
    assert hit.confidence is not None
    assert hit.confidence >= 0.85
    assert hit.metadata["source"] == "remote"
    assert hit.description == (
        '`request.args["name"]` from the request becomes part of the SQL statement of `connect.execute`.'
    )


def test_a_parameter_that_nobody_in_the_file_passes_counts_less() -> None:
    hit = only(
        "sql_injection", "def find(cursor, name):\n    cursor.execute(f\"SELECT 1 FROM t WHERE n = '{name}'\")\n"
    )
    assert hit.severity is Severity.HIGH
    assert hit.confidence is not None
    assert 0.4 <= hit.confidence <= 0.6
    assert hit.metadata["source"] == "parameter"


def test_a_function_that_was_not_seen_makes_a_flow_less_sure() -> None:
    text = """
        from flask import request
        from shop.texts import shortened
        import os
        def run():
            os.system({})
    """
    direct = only("command_injection", text.format('request.args["a"]'))
    through = only("command_injection", text.format('shortened(request.args["a"])'))
    assert direct.confidence is not None
    assert through.confidence is not None
    assert through.confidence < direct.confidence


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        (
            "import sqlite3",
            'Write `cursor.execute("SELECT * FROM t WHERE id = ?", [key])`: the driver sends the value apart.',
        ),
        (
            "import psycopg",
            'Write `cursor.execute("SELECT * FROM t WHERE id = %s", [key])`: the driver sends the value apart.',
        ),
        (
            "import asyncpg",
            'Write `cursor.execute("SELECT * FROM t WHERE id = $1", key)`: the driver sends the value apart.',
        ),
    ],
)
def test_the_recommendation_writes_the_statement_as_the_driver_wants_it(imports: str, expected: str) -> None:
    text = """
        from flask import request
        def find(cursor):
            key = request.args["id"]
            cursor.execute("SELECT * FROM t WHERE id = '" + key + "'")
    """
    assert only("sql_injection", f"{imports}\n{dedent(text)}").recommendation == expected


def test_the_recommendation_names_the_value_that_is_meant() -> None:
    text = """
        import subprocess
        from flask import request
        def ping():
            subprocess.run("ping " + request.args["host"], shell=True)
    """
    recommendation = only("command_injection", text).recommendation
    assert recommendation is not None
    assert 'subprocess.run(["program", request.args["host"]], check=True)' in recommendation


def test_in_tests_only_what_a_request_brings_is_told() -> None:
    weak = "import os\ndef helper(name):\n    os.system('ls ' + name)\n"
    strong = "import os\nfrom flask import request\ndef view():\n    os.system('ls ' + request.args['a'])\n"
    assert not list(hits(module(weak, "tests/test_shell.py"), [RULES["command_injection"]]))
    assert only("command_injection", strong, "tests/test_shell.py").metadata["source"] == "remote"


def test_two_sources_of_one_sink_are_told_as_the_worse_one() -> None:
    text = """
        import os
        from flask import request
        def run(command):
            os.system(command)
        def view():
            run(request.args["a"])
    """
    assert only("command_injection", text).metadata["source"] == "remote"


def test_sinks_that_nothing_dangerous_reaches_are_proven_clean() -> None:
    text = """
        import shlex, subprocess
        from flask import request
        def view():
            name = request.args["name"]
            subprocess.run("ls " + shlex.quote(name), shell=True)
            subprocess.run("ls " + name, shell=True)
    """
    assert proven_clean(module(text)) == {("command_injection", 6)}


def test_nothing_is_proven_where_the_analysis_was_cut_short() -> None:
    deep = "not " * 600
    text = (
        f"import os\nfrom flask import request\ndef view():\n    os.system('ls')\n    os.system({deep}request.args)\n"
    )
    result = outcome(module(text))
    assert not result.complete
    assert not result.clean
