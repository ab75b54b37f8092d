import jinja2
from jinja2 import Environment, select_autoescape
from mako.template import Template

plain = Environment(loader=loader, autoescape=False)  # hit
plain = jinja2.Environment(loader=loader)  # hit
page = Template("hello ${name}")

safe = Environment(loader=loader, autoescape=True)
safe = Environment(loader=loader, autoescape=select_autoescape())
safe = jinja2.Environment(loader=loader, autoescape=select_autoescape(["html", "xml"]))
other = build(loader=loader, autoescape=False)
environment = platform.Environment(loader=loader)
