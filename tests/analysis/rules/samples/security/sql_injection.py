import os
import sqlite3
from enum import Enum

from flask import Flask, g, request
from psycopg2 import sql
from sqlalchemy import select, text

from .models import Item, db

app = Flask(__name__)
QUERY = "SELECT * FROM users WHERE name = '{}'"
COLUMNS = {"name": "name", "date": "created_at"}
TABLES = ("users", "items")


class Sort(Enum):
    NAME = "name"
    DATE = "created_at"


def connect():
    return sqlite3.connect("app.db")


@app.route("/users")
def users():
    user_id = request.args.get("id")
    con = connect()
    query = "SELECT * FROM users WHERE id = '" + user_id + "'"
    con.execute(query)  # hit
    con.execute("SELECT * FROM users WHERE id = ?", (user_id,))
    app.logger.info("SELECT * FROM users WHERE id = '%s'", user_id)
    return {"rows": run(request.args["name"])}


def run(name):
    return g.db.execute(QUERY.format(name)).fetchall()  # hit


@app.route("/search")
def search():
    con = connect()
    where, given = [], []
    for name, value in request.args.items():
        where.append(f"{name} = '{value}'")
    con.execute("SELECT * FROM t WHERE " + " AND ".join(where))  # hit
    safe = []
    for name in ("a", "b"):
        if name in request.args:
            safe.append(f"{name} = ?")
            given.append(request.args[name])
    con.execute("SELECT * FROM t WHERE " + " AND ".join(safe), given)
    statement = "SELECT * FROM t"
    if request.args.get("q"):
        statement += " WHERE n = '" + request.args.get("q") + "'"
    con.executescript(statement + " LIMIT 10")  # hit
    order = request.args.get("order", "id")
    con.execute("SELECT * FROM t ORDER BY %s" % order)  # hit
    return "done"


@app.route("/lists")
def lists():
    con = connect()
    column = Sort(request.args["s"]).value
    con.execute(f"SELECT * FROM t ORDER BY {column}")
    con.execute(f"SELECT {COLUMNS[request.args['c']]} FROM t")
    table = request.args["t"]
    if table in TABLES:
        con.execute(f"SELECT * FROM {table}")
    sort = request.args.get("sort", "name")
    if sort not in COLUMNS:
        sort = "name"
    con.execute(f"SELECT * FROM t ORDER BY {sort}")
    con.execute(f"SELECT * FROM t ORDER BY {COLUMNS.get(request.args['sort'], 'name')}")
    return "done"


@app.route("/numbers/<int:page>")
def numbers(page):
    con = connect()
    con.execute(f"SELECT * FROM t LIMIT 10 OFFSET {page * 10}")
    con.execute("SELECT * FROM t WHERE id = %d" % int(request.args["id"]))
    ids = [int(i) for i in request.args.getlist("ids")]
    con.execute("SELECT * FROM t WHERE id IN (%s)" % ",".join(str(i) for i in ids))
    con.execute("SELECT * FROM t WHERE id IN ({})".format(",".join(["?"] * len(ids))), ids)
    limit = request.args.get("limit", 10, type=int)
    con.execute(f"SELECT * FROM t LIMIT {limit}")
    return "done"


@app.route("/kept")
def kept():
    con = connect()
    kept_values = {}
    kept_values["safe"] = "constant"
    kept_values["given"] = request.form["given"]
    con.execute(f"SELECT * FROM t WHERE a = '{kept_values['safe']}'")
    con.execute(f"SELECT * FROM t WHERE a = '{kept_values['given']}'")  # hit
    values = ["first"]
    values.append(request.form["given"])
    values.append("last")
    values.pop(0)
    con.execute("SELECT * FROM t WHERE a = '%s'" % values[1])
    con.execute("SELECT * FROM t WHERE a = '%s'" % values[0])  # hit
    chosen = request.form["given"] if 7 * 6 > 50 else "always this"
    con.execute("SELECT * FROM t WHERE a = '%s'" % chosen)
    return "done"


@app.route("/toolkits")
def toolkits():
    name = request.args["name"]
    db.session.execute(text(f"SELECT * FROM items WHERE name = '{name}'"))  # hit
    db.session.execute(text("SELECT * FROM items WHERE name = :name"), {"name": name})
    db.session.execute(select(Item).where(Item.name == name))
    cursor = db.cursor()
    cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
    cursor.execute("SELECT * FROM %s" % db.ops.quote_name(name))
    Item.objects.raw("SELECT * FROM item WHERE name = '%s'" % name)  # hit
    Item.objects.raw("SELECT * FROM item WHERE name = %s", [name])
    Item.objects.extra(where=["name = '%s'" % name])  # hit
    Item.objects.filter(name=name).order_by("name")
    return "done"


class Repository:
    TABLE = "users"

    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def by_name(self, name):
        return self.connection.execute("SELECT * FROM users WHERE name = '" + name + "'")  # hit

    def by_id(self, key):
        return self.connection.execute(f"SELECT * FROM {self.TABLE} WHERE id = ?", (key,))

    def by_year(self, year: int):
        return self.connection.execute(f"SELECT * FROM users WHERE year = {year}")

    def count(self, table):
        return self.connection.execute(f"SELECT COUNT(*) FROM {table}")

    def query(self, statement, parameters=()):
        return self.connection.execute(statement, parameters)


def _named(connection, name):
    return connection.execute(f"SELECT * FROM t WHERE n = '{name}'").fetchall()


def all_named(connection):
    return [_named(connection, name) for name in ("a", "b")]


def tenant(connection):
    connection.execute("SELECT * FROM t WHERE tenant = '%s'" % os.environ["TENANT"])  # hit
    connection.execute("INSERT INTO log VALUES ('started')")
