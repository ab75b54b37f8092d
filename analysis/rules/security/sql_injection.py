"""Data from outside becomes part of an SQL statement.

Whoever chooses the data chooses what the database does: reads other rows, changes them, goes around a login.
Reported is data that reaches the text of a statement by `+`, `%`, `format`, an f-string or `join`. Data that is
passed beside the statement, as a parameter, is safe and silent; so are constants, names taken from a constant
table, numbers, and identifiers quoted by `quote_name`, `psycopg.sql.Identifier` and their like.

Data from a request is certain; a parameter of a function that the file does not call counts less, and only where
the function builds a value into the statement itself.
"""

import ast
import re
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import SQL, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.values import DATA, HOLE, skeleton
from analysis.engine.module import Module
from findings.severity import Severity

_STATEMENT: Final = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*[^*]*\*/\s*|\()*(?:select|insert|update|delete|replace|merge|with|create|drop|alter|truncate"
    r"|grant|revoke|exec|execute|call|explain|pragma|show|set|copy|attach|declare|begin|lock|vacuum|analyze)\b",
    re.IGNORECASE,
)
_START: Final = re.compile(r"[\s(]*(?:select|insert|update|delete|replace|with|call|exec)\s+\S", re.IGNORECASE)
_BEFORE_VALUE: Final = re.compile(
    r"(?:[=<>'\"(]|\b(?:like|where|and|or|not|by|limit|offset|in))\s{0,3}['\"(%]{0,3}(?:$|%[sd(]|\{)", re.IGNORECASE
)
_BUILDING: Final = frozenset({ast.JoinedStr, ast.BinOp, ast.Attribute, ast.AugAssign})
_DATABASE: Final = frozenset(
    {
        "cursor", "cur", "curs", "crsr", "conn", "connection", "connect", "con", "cnx", "db", "database", "session", "engine",
        "tx", "transaction", "pool", "sqlite", "mysql", "pg", "psycopg", "postgres", "sql", "dbh", "c",
    }
)  # fmt: skip
_VALUE_PLACE: Final = re.compile(
    rf"(?:[=<>'\"]\s*%?|\b(?:like|where|and|or|not|by|limit|offset)\s+['\"(]*%?|\bin\s*\(?\s*|values\s*\([^)]*){DATA}",
    re.IGNORECASE,
)
_STATEMENT_NAMES: Final = ("sql", "query", "statement", "operation", "stmt", "queries")


def _builds_statements(module: Module) -> bool:
    """Whether constants of the file start a statement, and are continued by something else where a value stands."""
    texts = [(node.value, node) for node in module.nodes(ast.Constant) if isinstance(node.value, str)]
    return any(len(text) > 12 and _START.match(text) for text, _ in texts) and any(
        _BEFORE_VALUE.search(text) for text, node in texts if module.parents[node].__class__ in _BUILDING
    )


def _text(call: Call) -> str:
    value = call.argument(0, *_STATEMENT_NAMES)
    return HOLE if value is None else skeleton(value)


def _is_statement(call: Call) -> bool:
    return _STATEMENT.match(_text(call)) is not None


def _on_database(call: Call) -> bool:
    return _is_statement(call) or bool(words(call.receiver_name) & _DATABASE)


def _is_raw_query(call: Call) -> bool:
    return _is_statement(call) or call.receiver_name in {"objects", "manager", "_default_manager"}


def _has_clause(call: Call) -> bool:
    return bool(call.keywords.keys() & {"where", "select", "tables", "order_by"})


def _levelled(flow: Flow, level: Level) -> Level | None:
    """A parameter counts only where a value is built into a statement whose start is known."""
    text = skeleton(flow.value)
    if flow.source is not Source.PARAMETER:
        return level
    return level if _STATEMENT.match(text) and _VALUE_PLACE.search(text) else None


def _advice(flow: Flow, module: Module) -> str | None:
    """The same statement with a placeholder, and the data beside it."""
    text = skeleton(flow.value)
    if flow.taint is None or not _STATEMENT.match(text) or text.count(DATA) > 3:
        return None
    mark, values = _placeholder(module, flow)
    statement = re.sub(rf"['\"]?%?{DATA}%?['\"]?", mark, text).replace(HOLE, "…")
    statement = " ".join(statement.split())
    if len(statement) > 110:
        statement = statement[:50] + " … " + statement[-50:]
    return (
        f'Write `{flow.sink}({"text(" if ":" in mark else ""}"{statement}"{values}`: the driver sends the value apart.'
    )


def _placeholder(module: Module, flow: Flow) -> tuple[str, str]:
    name = variable(flow)
    roots = {origin.split(".", 1)[0] for origin in module.imports.values()}
    if "sqlalchemy" in roots or flow.sink.endswith("text"):
        return ":value", f'), {{"value": {name}}})'
    if "asyncpg" in roots:
        return "$1", f", {name})"
    return ("?" if "sqlite3" in roots else "%s"), f", [{name}])"


def variable(flow: Flow) -> str:
    """The variable, or the expression, that holds the data before it is built into a text."""
    if flow.taint is None:
        return "value"
    name = flow.taint.label
    for _, step in flow.taint.steps:
        if step.startswith("is built into"):
            break
        if step.startswith("goes into"):
            name = step.split("`")[1]
    return name


_SQLALCHEMY: Final = (
    "sqlalchemy.text",
    "sqlalchemy.sql.text",
    "sqlalchemy.sql.expression.text",
    "sqlalchemy.literal_column",
)
_DJANGO: Final = ("django.db.models.expressions.RawSQL", "django.db.models.RawSQL")

check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=SQL,
        levels={
            Source.REMOTE: Level(Severity.CRITICAL, 0.95),
            Source.MEMBER: Level(Severity.HIGH, 0.7),
            Source.LOCAL: Level(Severity.MEDIUM, 0.6),
            Source.PARAMETER: Level(Severity.HIGH, 0.55),
        },
        sinks=(
            *(
                Sink(f".{name}", (0, *_STATEMENT_NAMES), _on_database)
                for name in ("execute", "executemany", "executescript")
            ),
            *(
                Sink(f".{name}", (0, *_STATEMENT_NAMES), _is_statement)
                for name in (
                    "exec_driver_sql",
                    "execute_sql",
                    "fetch",
                    "fetchrow",
                    "fetchval",
                    "fetch_all",
                    "fetch_one",
                    "query",
                    "sql",
                    "read_sql",
                    "read_sql_query",
                    "scalar",
                    "scalars",
                    "text",
                    "from_statement",
                    "prepare",
                    "run_query",
                    "queryset",
                )
            ),
            Sink(".raw", (0, "raw_query"), _is_raw_query),
            Sink(".extra", ("where", "select", "tables", "order_by"), _has_clause),
            *(Sink(name, (0, "text", "sql")) for name in (*_SQLALCHEMY, *_DJANGO)),
            *(Sink(f"pandas.{name}", (0, "sql")) for name in ("read_sql", "read_sql_query")),
        ),
        cleaners=(
            ".quote_name",
            ".quote_ident",
            ".quote_identifier",
            ".mogrify",
            ".literal",
            ".escape_string",
            ".escape",
            "psycopg.sql.Identifier",
            "psycopg.sql.Literal",
            "psycopg2.sql.Identifier",
            "psycopg2.sql.Literal",
            "psycopg.sql.SQL",
            "psycopg2.sql.SQL",
            "psycopg2.extensions.quote_ident",
            "sqlalchemy.sql.quoted_name",
        ),
        plausible=_builds_statements,
    ),
    cwe=89,
    aliases=("S608", "S610", "S611", "B608", "B610", "B611"),
    message="becomes part of the SQL statement of `{sink}`.",
    recommendation="Write the statement as one constant with placeholders and pass the data beside it: "
    '`cursor.execute("… WHERE id = %s", [user_id])`.',
    advise=_advice,
    judge=_levelled,
)
