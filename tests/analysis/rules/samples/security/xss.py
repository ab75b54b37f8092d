import html
import json

from django.http import HttpResponse, JsonResponse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from flask import Flask, jsonify, make_response, redirect, render_template, request
from markupsafe import Markup

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args["name"]
    kind = request.args["kind"]
    if kind == "plain":
        return "Hello " + name  # hit
    if kind == "percent":
        return "<h1>Hello %s</h1>" % name  # hit
    if kind == "status":
        return f"<h1>Hello {name}</h1>", 201  # hit
    if kind == "made":
        return make_response(f"<h1>Hello {name}</h1>")  # hit
    if kind == "marked":
        return render_template("hello.html", name=Markup("<b>" + name + "</b>"))  # hit
    if kind == "formatted":
        return Markup("<b>{}</b>").format(name)
    if kind == "escaped":
        return f"<h1>Hello {html.escape(name)}</h1>"
    if kind == "number":
        return f"<h1>Hello {int(name)}</h1>"
    if kind == "dict":
        return {"name": name}
    if kind == "list":
        return [name], 200
    if kind == "json":
        return jsonify(name=name)
    if kind == "text":
        return json.dumps({"name": name})
    if kind == "template":
        return render_template("hello.html", name=name)
    if kind == "constant":
        return "<h1>Hello</h1>"
    return redirect("/")


@app.route("/echo", methods=["POST"])
def echo():
    return request.get_json()


@app.route("/<int:number>/<word>")
def parts(number, word):
    if number > 3:
        return f"<b>{number}</b>"
    return f"<b>{word}</b>"  # hit


def greet(request):
    return HttpResponse("<b>Hello %s</b>" % request.GET["name"])  # hit


def greet_in_text(request):
    return HttpResponse("Hello %s" % request.GET["name"], content_type="text/plain")


def greet_escaped(request):
    return HttpResponse("<b>Hello %s</b>" % escape(request.GET["name"]))


def greet_formatted(request):
    return HttpResponse(format_html("<b>Hello {}</b>", request.GET["name"]))


def greet_in_json(request):
    return JsonResponse({"name": request.GET["name"]})


def badge(label):
    return mark_safe("<span>" + label + "</span>")  # hit


def rule():
    return mark_safe("<hr>")


def passed_on(markup):
    return mark_safe(markup)


class Name:
    def __str__(self):
        return f"<{self.name}>"
