from urllib.parse import urlparse

from django.http import HttpResponseRedirect
from django.shortcuts import redirect as django_redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from flask import Flask, abort, make_response, redirect, request, url_for

app = Flask(__name__)


@app.route("/login")
def login():
    target = request.args.get("next") or "/"
    if request.args.get("raw"):
        return redirect(target)  # hit
    if not target.startswith("/") or target.startswith("//"):
        target = "/"
    return redirect(target)


@app.route("/leave")
def leave():
    target = request.args["to"]
    parsed = urlparse(target)
    if parsed.scheme != "https" or parsed.netloc not in {"example.com"}:
        abort(400)
    return redirect(target)


@app.route("/leave-to-path")
def leave_to_path():
    target = request.args["to"]
    if urlparse(target).netloc:
        abort(400)
    return redirect(target)


@app.route("/user/<name>")
def user(name):
    if name == "me":
        return redirect(url_for("user", name=request.args["name"]))
    if name == "other":
        return redirect("/users/" + request.args["name"])
    if name == "host":
        return redirect("https://" + request.args["host"])  # hit
    response = make_response("", 302)
    response.headers["Location"] = request.args["next"]  # hit
    return response


def go(request):
    return HttpResponseRedirect(request.GET["next"])  # hit


def go_on(request):
    return django_redirect(request.POST["next"])  # hit


def go_checked(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return HttpResponseRedirect(target)


def go_here(request):
    return HttpResponseRedirect(request.path)


def go_named(request):
    return HttpResponseRedirect(reverse("item", args=[request.GET["id"]]))
