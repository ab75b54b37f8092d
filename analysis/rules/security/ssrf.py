"""A request chooses the address that the server asks.

The server then reaches what the sender cannot: services behind the firewall, the cloud's metadata. Reported is data
that may choose the host; in `https://api.example.com/{id}` it cannot, and a host compared with a constant list is safe.
"""

from typing import Final

from analysis.engine.flow.addresses import host_is_open
from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.hazards import Hazard, Level, Sink
from analysis.engine.flow.kinds import URL, Source
from analysis.engine.flow.machine import Flow
from analysis.engine.flow.rules import flow_rule
from analysis.engine.flow.shapes import kind_of
from findings.severity import Severity

_VERBS: Final = ("get", "post", "put", "delete", "head", "patch", "options")
_SESSIONS: Final = frozenset(
    {
        "requests.Session", "requests.session", "httpx.Client", "httpx.AsyncClient", "aiohttp.ClientSession",
        "urllib3.PoolManager", "requests.sessions.Session",
    }
)  # fmt: skip
_PACKAGES: Final = ("requests", "httpx", "aiohttp", "urllib3")
_OPENERS: Final = (
    "urllib.request.urlopen", "urllib.request.Request", "urllib.request.urlretrieve", "urllib.urlopen", "urllib2.urlopen",
    "urllib2.Request", "urllib.urlretrieve", "http.client.HTTPConnection", "http.client.HTTPSConnection", "wget.download",
    "httplib.HTTPConnection", "httpx.stream", "feedparser.parse",
)  # fmt: skip


def _first_is_open(call: Call) -> bool:
    return host_is_open(call.argument(0, "url", "host"))


def _second_is_open(call: Call) -> bool:
    return host_is_open(call.argument(1, "url"))


def _is_session(call: Call) -> bool:
    kind = kind_of(call.receiver)
    return kind in _SESSIONS or (
        kind is None and bool(words(call.receiver_name) & {"httpx", "requests", "client", "http", "pool"})
    )


def _session_asks(call: Call) -> bool:
    return _is_session(call) and _first_is_open(call)


def _session_requests(call: Call) -> bool:
    return _is_session(call) and _second_is_open(call)


def _advice(flow: Flow, _module: object) -> str:
    name = flow.taint.label if flow.taint is not None else "url"
    return f"Compare the host with a constant list first: `if urlsplit({name}).hostname not in ALLOWED_HOSTS: raise PermissionError`."


check = flow_rule(
    Hazard(
        rule=__name__,
        weakness=URL,
        levels={Source.REMOTE: Level(Severity.HIGH, 0.85)},
        sinks=(
            *(
                Sink(f"{package}.{verb}", (0, "url"), _first_is_open)
                for package in ("requests", "httpx")
                for verb in _VERBS
            ),
            *(Sink(f"{package}.request", (1, "url"), _second_is_open) for package in ("requests", "httpx", "aiohttp")),
            *(Sink(name, (0, "url", "host"), _first_is_open) for name in _OPENERS),
            *(Sink(f".{verb}", (0, "url"), _session_asks, packages=_PACKAGES) for verb in _VERBS),
            *(Sink(f".{verb}", (1, "url"), _session_requests, packages=_PACKAGES) for verb in ("request", "urlopen")),
        ),
    ),
    cwe=918,
    aliases=("S310", "B310"),
    message="chooses the host that `{sink}` asks.",
    recommendation="Compare the host with a constant list: `if urlsplit(url).hostname not in ALLOWED_HOSTS: raise PermissionError`.",
    advise=_advice,
)
