from flask import Flask, render_template, render_template_string, request
from jinja2 import Environment, Template

app = Flask(__name__)
PAGE = "<h1>{{ name }}</h1>"
environment = Environment(autoescape=True)


@app.route("/page")
def page():
    name = request.args["name"]
    render_template_string("<h1>" + name + "</h1>")  # hit
    render_template_string(PAGE, name=name)
    render_template("page.html", name=name)
    Template("Hello " + name).render()  # hit
    Template("Hello {{ name }}").render(name=name)
    environment.from_string(f"Hello {name}")  # hit
    environment.from_string(PAGE).render(name=name)
    template = "a.html" if request.args.get("short") else "b.html"
    return render_template(template)


def letter(name):
    return Template("Dear " + name).render()  # hit


def any_letter(source, name):
    return Template(source).render(name=name)
