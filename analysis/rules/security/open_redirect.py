"""A request chooses where the browser is sent.

A link to this site then leads to another, which asks for the password. Silent are paths of this site, hosts compared
with a constant list, and `url_has_allowed_host_and_scheme`.
"""

from typing import Final

from analysis.engine.flow.addresses import host_is_open
from analysis.engine.flow.call import Call
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import REDIRECT, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.sources import TORNADO_BASES
from findings.severity import Severity

_PLACES: Final = ("url", "location", "redirect_to", "to")
_REDIRECTS: Final = (
    "flask.redirect", "quart.redirect", "bottle.redirect", "werkzeug.utils.redirect", "django.shortcuts.redirect",
    "django.http.HttpResponseRedirect", "django.http.HttpResponsePermanentRedirect", "fastapi.responses.RedirectResponse",
    "starlette.responses.RedirectResponse", "aiohttp.web.HTTPFound", "aiohttp.web.HTTPSeeOther", "aiohttp.web.HTTPMovedPermanently",
    "django.http.response.HttpResponseRedirect", "sanic.response.redirect", "pyramid.httpexceptions.HTTPFound",
    "aiohttp.web.HTTPTemporaryRedirect", "cherrypy.HTTPRedirect", "falcon.HTTPFound", "web.seeother",
)  # fmt: skip


def _is_open(call: Call) -> bool:
    return host_is_open(call.argument(0, *_PLACES))


def _in_tornado(call: Call) -> bool:
    return call.receiver is not None and bool(call.machine.lineage(call.receiver) & TORNADO_BASES) and _is_open(call)


def _is_location(call: Call) -> bool:
    return call.constant(0) in {"Location", "location"} and host_is_open(call.argument(1))


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "url"
    return f"Check it first: `if not url_has_allowed_host_and_scheme({name}, allowed_hosts={{request.get_host()}})`, or send to a constant path."


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=REDIRECT,
        levels={Source.REMOTE: Level(Severity.MEDIUM, 0.85)},
        sinks=(
            *(Sink(name, (0, *_PLACES), _is_open) for name in _REDIRECTS),
            Sink(".redirect", (0, *_PLACES), _in_tornado),
            Sink(".__setitem__", (1,), _is_location),
            Sink(".__setattr__", (1,), _is_location),
            Sink(".send_header", (1,), _is_location),
        ),
        cleaners=(
            "django.urls.reverse",
            "django.urls.reverse_lazy",
            "flask.url_for",
            "quart.url_for",
            ".url_for",
            ".reverse",
            "django.shortcuts.resolve_url",
        ),
    ),
    cwe=601,
    message="chooses where `{sink}` sends the browser.",
    recommendation="Send to a constant path, or check the address with `url_has_allowed_host_and_scheme`.",
    advise=_advice,
)
