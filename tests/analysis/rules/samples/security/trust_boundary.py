from flask import Flask, request, session

app = Flask(__name__)
THEMES = ("dark", "light")


@app.route("/settings", methods=["POST"])
def settings():
    session["name"] = request.form["name"]  # hit
    session[request.form["key"]] = "1"  # hit
    session["page"] = int(request.form["page"])
    session["seen"] = True
    theme = request.form["theme"]
    if theme in THEMES:
        session["theme"] = theme
    values = {}
    values["name"] = request.form["name"]
    return "done"


def remember(session, name):
    session["name"] = name
