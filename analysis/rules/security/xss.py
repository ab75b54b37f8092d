"""Data from outside reaches a page without being escaped.

Markup in the data then runs as script in the browsers of others. Reported are strings that a Flask or Bottle view
returns, `HttpResponse` and its like with a media type of HTML, and what is declared safe: `mark_safe`, `Markup`.
Templates that escape, `html.escape`, `format_html` and JSON are silent.
"""

import ast
import re
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import HTML, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import Items, Table
from analysis.engine.flow.sources import TORNADO_BASES
from analysis.engine.flow.values import skeleton
from analysis.engine.module import Module
from findings.severity import Severity

_PAGES: Final = (
    "django.http.HttpResponse", "django.http.response.HttpResponse", "django.http.HttpResponseBadRequest",
    "django.http.HttpResponseNotFound", "django.http.HttpResponseForbidden", "django.http.HttpResponseServerError",
    "flask.make_response", "flask.Response", "quart.Response", "werkzeug.wrappers.Response", "fastapi.responses.HTMLResponse",
    "starlette.responses.HTMLResponse", "bottle.HTTPResponse", "sanic.response.html", "django.http.StreamingHttpResponse",
    "webob.Response", "pyramid.response.Response",
)  # fmt: skip
_TYPED: Final = (
    "aiohttp.web.Response", "fastapi.Response", "fastapi.responses.Response", "starlette.responses.Response",
)  # fmt: skip
_DECLARED_SAFE: Final = (
    "django.utils.safestring.mark_safe", "django.utils.safestring.SafeString", "django.utils.safestring.SafeText",
    "django.utils.html.mark_safe", "markupsafe.Markup", "flask.Markup", "jinja2.Markup", "django.utils.html.format_html",
)  # fmt: skip
_MEDIA_TYPES: Final = ("content_type", "mimetype", "media_type")
_BARE_JSON: Final = re.compile(r"request\.(json|get_json\(\)|data)(\[[^\]]*\])*$")
_MARKED: Final = {Source.REMOTE: Level(Severity.HIGH, 0.95), Source.PARAMETER: Level(Severity.MEDIUM, 0.45)}


def _media_type(call: Call) -> str | None:
    """The media type that is given: empty if it is no constant."""
    for name in _MEDIA_TYPES:
        if name in call.keywords:
            given = call.keywords[name]
            return str(given.const) if given.is_const else ""
    return None


def _is_page(call: Call) -> bool:
    given = _media_type(call)
    return (given is None or "html" in given) and not _is_structure(call)


def _is_declared_page(call: Call) -> bool:
    return "html" in (_media_type(call) or "")


def _is_structure(call: Call) -> bool:
    """Whether a dict or list is answered, which becomes JSON."""
    value = call.argument(0, "content", "response")
    if value is None or not isinstance(value.shape, Table | Items):
        return False
    return isinstance(value.shape, Table) or call.method is not None or call.name == "return"


def _in_tornado(call: Call) -> bool:
    return (
        call.receiver is not None
        and bool(call.machine.lineage(call.receiver) & TORNADO_BASES)
        and not _is_structure(call)
    )


def _serves_html(module: Module) -> bool:
    """Whether the file says somewhere that it answers HTML."""
    return any(isinstance(node.value, str) and "text/html" in node.value for node in module.nodes(ast.Constant))


def _writes_markup(call: Call) -> bool:
    value = call.argument(0)
    if call.receiver_name != "wfile" or value is None:
        return False
    return "<" in skeleton(value) or call.machine.module.memo(_serves_html)


def _levelled(flow: Flow, level: Level) -> Level | None:
    text = skeleton(flow.value)
    if flow.source is Source.PARAMETER:
        return level if "<" in text else None
    if flow.sink == "return" and len(text) == 1 and flow.taint is not None and _BARE_JSON.match(flow.taint.label):
        return None  # a dict, which Flask makes JSON of
    return level if "<" in text or not flow.sink.startswith("self.") else Level(level.severity, 0.7)


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "value"
    if flow.sink.rsplit(".", 1)[-1] in {"mark_safe", "SafeString", "format_html"}:
        return f'Write `format_html("<b>{{}}</b>", {name})`: it escapes its arguments.'
    return f"Escape it with `html.escape({name})`, or render a template that escapes."


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=HTML,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.9)},
        sinks=(
            Sink("return", (0,), _is_page),
            *(Sink(name, (0, "content", "response", "body", "streaming_content"), _is_page) for name in _PAGES),
            *(Sink(name, (0, "content", "text", "body"), _is_declared_page) for name in _TYPED),
            *(Sink(name, (0, "s", "format_string"), None, _MARKED) for name in _DECLARED_SAFE),
            Sink(".write", (0,), _in_tornado),
            Sink(".finish", (0,), _in_tornado),
            Sink(".write", (0,), _writes_markup),
        ),
        cleaners=(
            "html.escape",
            "cgi.escape",
            "markupsafe.escape",
            "flask.escape",
            "django.utils.html.escape",
            "jinja2.escape",
            "django.utils.html.conditional_escape",
            "django.utils.html.format_html",
            "django.utils.html.format_html_join",
            "django.utils.html.strip_tags",
            "django.utils.html.escapejs",
            "bleach.clean",
            "bleach.linkify",
            "nh3.clean",
            "xml.sax.saxutils.escape",
            "xml.sax.saxutils.quoteattr",
            "urllib.parse.quote",
            "urllib.parse.quote_plus",
            "urllib.parse.urlencode",
            "flask.url_for",
            "django.urls.reverse",
            "flask.make_response",
            "tornado.escape.xhtml_escape",
            "lxml.html.clean.clean_html",
            "django.utils.html.urlize",
            "django.utils.html.linebreaks",
            "json.dumps",
            "bottle.html_escape",
            "bottle.template",
            "bottle.jinja2_template",
            "flask.send_file",
            "flask.Markup.escape",
            "markupsafe.Markup.escape",
            "django.utils.safestring.mark_safe",
        ),
    ),
    cwe=79,
    aliases=("S308", "S704", "B308", "B703"),
    message="reaches the page unescaped through `{sink}`.",
    recommendation="Render a template that escapes, or escape the data with `html.escape(…)` or `format_html`.",
    advise=_advice,
    judge=_levelled,
)
