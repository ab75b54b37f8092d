import re

from flask import Flask, request

app = Flask(__name__)
PATTERNS = {"word": r"\w+", "digits": r"\d+"}


@app.route("/find")
def find():
    text = request.args["text"]
    re.search(request.args["pattern"], text)  # hit
    re.compile("^" + request.args["prefix"])  # hit
    re.search(re.escape(request.args["prefix"]), text)
    re.search(r"\d+", text)
    re.search(PATTERNS[request.args["kind"]], text)
    re.sub(r"\s+", " ", text)
    return "done"


def matches(pattern, text):
    return re.search(pattern, text)
