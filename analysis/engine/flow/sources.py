"""Where data from outside enters: requests of the web frameworks, the command line, sockets, archives."""

import ast
from collections.abc import Mapping
from typing import Final

from analysis.engine.flow.call import Call
from analysis.engine.flow.cleaners import words
from analysis.engine.flow.kinds import PATH, REDIRECT, URL, Source
from analysis.engine.flow.shapes import Thing, kind_of, thing
from analysis.engine.flow.values import AT, TRUSTED, UNKNOWN, Taint, Value

REQUEST: Final = thing("request")
REQUEST_OBJECTS: Final = frozenset(
    {"flask.request", "bottle.request", "quart.request", "flask.globals.request", "cherrypy.request", "web.ctx"}
)
# What a client says, by the attribute of the request object; what that cannot do harm to.
REQUEST_DATA: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        (
            "args", "form", "values", "json", "data", "cookies", "headers", "files", "query_string", "stream", "view_args",
            "GET", "POST", "body", "COOKIES", "META", "FILES", "query_params", "path_params", "query", "match_info",
            "params", "matchdict", "json_body", "forms", "media", "uri", "arguments", "content", "referrer", "user_agent",
            "body_arguments", "query_arguments", "query_arguments", "environ", "raw_path", "DATA", "QUERY_PARAMS",
            "fullpath", "rel_url", "raw_body", "input_stream",
        ),
        0,
    ),
    **dict.fromkeys(("path", "full_path", "path_info"), REDIRECT),
    **dict.fromkeys(("url", "base_url", "host", "host_url", "url_root", "root_url"), REDIRECT | URL | PATH),
}  # fmt: skip
REQUEST_CALLS: Final = frozenset(
    {
        "get_json", "get_data", "get_raw_uri", "json", "body", "form", "text", "read", "post", "stream", "multipart",
        "get_param", "get_param_as_list", "get_media", "get_header", "get_cookie", "get_argument", "get_arguments",
        "get_query_argument", "get_query_arguments", "get_body_argument", "get_body_arguments", "getlist", "bounded_stream",
        "get_query_params", "param", "getfirst", "getvalue", "get", "receive_text", "receive_json", "receive_bytes", "recv",
        "iter_text", "iter_json",
    }
)  # fmt: skip
_OWN_ADDRESS: Final = frozenset({"get_full_path", "build_absolute_uri", "get_host", "url_for"})
# What a client can set in `request.META`; the rest is the server's own.
_SENT_KEYS: Final = frozenset({"QUERY_STRING", "PATH_INFO", "REQUEST_URI", "CONTENT_TYPE", "RAW_URI", "wsgi.input"})

NAMES: Final[Mapping[str, tuple[str, Source]]] = {
    "sys.argv": ("sys.argv", Source.LOCAL),
    "os.environ": ("os.environ", Source.LOCAL),
    "sys.stdin": ("sys.stdin", Source.LOCAL),
    "web.input": ("web.input", Source.REMOTE),
}
CALLS: Final[Mapping[str, Source]] = {
    "input": Source.LOCAL,
    "raw_input": Source.LOCAL,
    "os.getenv": Source.LOCAL,
    "os.environ.get": Source.LOCAL,
    "cgi.FieldStorage": Source.REMOTE,
    "web.input": Source.REMOTE,
    "streamlit.text_input": Source.REMOTE,
    "streamlit.text_area": Source.REMOTE,
    "streamlit.chat_input": Source.REMOTE,
    "click.prompt": Source.LOCAL,
    "getpass.getpass": Source.LOCAL,
}
METHODS: Final[Mapping[str, Source]] = {
    "recv": Source.REMOTE,
    "recvfrom": Source.REMOTE,
    "receive_text": Source.REMOTE,
    "receive_json": Source.REMOTE,
    "receive_bytes": Source.REMOTE,
    "parse_args": Source.LOCAL,
    "parse_known_args": Source.LOCAL,
    "namelist": Source.MEMBER,
    "infolist": Source.MEMBER,
    "getnames": Source.MEMBER,
    "getmembers": Source.MEMBER,
}
_SERVER_TABLES: Final = frozenset({"request.META", "request.environ", "environ"})
HANDLER_BASES: Final = frozenset({"BaseHTTPRequestHandler", "SimpleHTTPRequestHandler", "CGIHTTPRequestHandler"})
TORNADO_BASES: Final = frozenset({"RequestHandler", "WebSocketHandler"})
HANDLER_FIELDS: Final = frozenset({"path", "headers", "rfile", "requestline"})
_WRAPPERS: Final = frozenset(
    {"request", "req", "params", "param", "payload", "body", "query", "json", "args", "wrapper", "wrap", "form"}
)


def read(origin: str, source: Source, line: int, cleaned: int = 0) -> Value:
    """A value that comes from outside, the same each time it is read."""
    return Value(taint=(Taint(origin, source, ((line, f"`{origin}` is read"),), cleaned),))


def received(name: str, source: Source, line: int) -> Value:
    """A value that comes from outside, another one each time."""
    return Value(taint=(Taint(f"{line}{AT}{name}", source, ((line, f"`{name}` is read"),)),))


def named(name: str, line: int) -> Value | None:
    """What a dotted name stands for, if it is a source."""
    if name in REQUEST_OBJECTS:
        return REQUEST
    if name in NAMES:
        origin, source = NAMES[name]
        return read(origin, source, line)
    return None


def request_attribute(name: str, line: int) -> Value:
    """An attribute of the request object."""
    if name in REQUEST_DATA:
        return read(f"request.{name}", Source.REMOTE, line, REQUEST_DATA[name])
    if name in {"method", "scheme", "content_type", "is_secure", "endpoint", "blueprint"}:
        return TRUSTED
    return REQUEST if name in {"request", "GET_request", "_request"} else UNKNOWN


def object_attribute(value: Value, name: str, lineage: frozenset[str], line: int) -> Value | None:
    """An attribute of an object that brings requests: `self.request` in a view, `self.path` in a handler."""
    if kind_of(value) == "request":
        return request_attribute(name, line)
    if kind_of(value) == "self":
        if name == "request":
            return REQUEST
        if name in HANDLER_FIELDS and lineage & HANDLER_BASES:
            return read(f"self.{name}", Source.REMOTE, line)
        if name == "kwargs" and any(base.endswith(("View", "ViewSet", "Mixin")) for base in lineage):
            return read("self.kwargs", Source.REMOTE, line)
    return None


def called(call: Call) -> Value | None:
    """What a call brings in from outside; None if it is no source."""
    if call.name in CALLS:
        return received(f"{call.name}({_key(call)})", CALLS[str(call.name)], call.line)
    if call.method is None or call.receiver is None:
        return None
    kind = kind_of(call.receiver) or ""
    if kind == "request":
        return _request_call(call)
    if kind == "self":
        return _handler_call(call)
    if call.method not in METHODS or call.receiver.taint:
        return None
    source = Source.REMOTE if kind.endswith("reqparse.RequestParser") else METHODS[call.method]
    return received(f"{call.receiver_name}.{call.method}()", source, call.line)


def _handler_call(call: Call) -> Value | None:
    """`self.get_argument("id")` of tornado."""
    asks = call.method in REQUEST_CALLS and str(call.method).startswith("get_")
    if asks and call.receiver is not None and call.machine.lineage(call.receiver) & TORNADO_BASES:
        return read(f"self.{call.method}({_key(call)})", Source.REMOTE, call.line)
    return None


def _request_call(call: Call) -> Value | None:
    if call.method in _OWN_ADDRESS:
        return read(f"request.{call.method}()", Source.REMOTE, call.line, REDIRECT | URL | PATH)
    if call.method in REQUEST_CALLS:
        return read(f"request.{call.method}({_key(call)})", Source.REMOTE, call.line)
    return UNKNOWN


def message(value: Value, node: ast.For | ast.AsyncFor) -> Value | None:
    """What iterating over a connection gives: `async for message in websocket`."""
    if isinstance(node, ast.AsyncFor) and kind_of(value) == "request":
        return received("websocket", Source.REMOTE, node.lineno)
    return None


def _key(call: Call) -> str:
    key = call.constant(0)
    return f'"{key}"' if isinstance(key, str) and len(key) < 40 else ""


def of_wrapper(call: Call) -> Value | None:
    """What a function of unknown source makes of the request object, if by its name it hands its data on."""
    if not any(isinstance(value.shape, Thing) and value.shape.kind == "request" for value in call.arguments):
        return None
    if call.name is not None and words(call.name) & _WRAPPERS:
        return read(f"{call.name}(request)", Source.REMOTE, call.line)
    return UNKNOWN


def field(value: Value, key: object, node: ast.AST) -> Value:
    """One entry of data from outside: `request.args["id"]`, `item.name`."""
    if isinstance(key, str) and _is_own(key) and all(taint.origin in _SERVER_TABLES for taint in value.taint):
        return TRUSTED
    label = _label(key, node)
    return Value(taint=tuple(taint.part(label) if len(label) < 60 else taint for taint in value.taint))


def _is_own(key: str) -> bool:
    return not key.startswith("HTTP_") and key not in _SENT_KEYS


def _label(key: object, node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and node.attr == key:
        return f".{key}"
    if isinstance(key, str):
        return f'["{key}"]'
    if isinstance(key, int) and not isinstance(key, bool):
        return f"[{key}]"
    return f"[{node.id}]" if isinstance(node, ast.Name) else "[…]"
