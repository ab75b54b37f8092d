import ast

from flask import Flask, request

app = Flask(__name__)
OPERATIONS = {"add": "1 + 1", "double": "2 * 2"}


@app.route("/calculate")
def calculate():
    expression = request.args["expression"]
    eval(expression)  # hit
    exec(f"result = {expression}")  # hit
    ast.literal_eval(expression)
    eval("1 + 1")
    eval(OPERATIONS["add"])
    eval(OPERATIONS[request.args["operation"]])
    eval(str(int(request.args["number"])))
    if expression.isdigit():
        eval(expression)
    if expression in ("a", "b"):
        eval(expression)
    return "done"


@app.route("/literal")
def literal():
    text = request.args["text"]
    if not text.startswith("'") or not text.endswith("'") or "'" in text[1:-1]:
        return "The text must be one quoted literal."
    exec("print(" + text + ")")
    return "done"


def evaluate(expression):
    return eval(expression)  # hit


def load(path):
    with open(path) as file:
        exec(file.read())  # hit


def stored(record):
    return eval(record.compute().expression)  # hit


def fixed(number: int):
    eval("2 * 21")
    exec("answer = %d" % number)
    model.eval()
    frame.eval("a + b")
    compile("1 + 1", "<constant>", "eval")
