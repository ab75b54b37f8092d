import importlib

from flask import Flask, request

from . import handlers

app = Flask(__name__)
HANDLERS = {"csv": handlers.csv, "json": handlers.json}


@app.route("/export")
def export():
    importlib.import_module(request.args["module"])  # hit
    importlib.import_module(f"plugins.{request.args['plugin']}")  # hit
    __import__(request.args["module"])  # hit
    name = request.args["name"]
    getattr(handlers, name)()  # hit
    getattr(handlers, "csv")()
    HANDLERS[request.args["kind"]]()
    if name not in {"csv", "json"}:
        return "unknown"
    importlib.import_module(name)
    getattr(handlers, name)()
    return "done"


def plugin(name):
    importlib.import_module("plugins.csv")
    return importlib.import_module(name)
