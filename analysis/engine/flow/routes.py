"""Which functions a framework calls with what a client sends, and what becomes of the strings they return."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from analysis.engine.flow.definitions import Definitions, Function
from analysis.engine.flow.kinds import Source
from analysis.engine.module import Module

_ROUTES: Final = frozenset({"route", "api_route", "websocket", "websocket_route", "expose"})
_VERBS: Final = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_METHODS: Final = _VERBS | {"prepare", "on_get", "on_post", "on_put", "on_delete", "on_patch"}
_VIEW_BASES: Final = ("View", "Handler", "ViewSet", "Resource", "HTTPEndpoint")
_TOOLS: Final = frozenset({"tool", "field", "mutation", "query", "subscription"})
_HTML_FRAMEWORKS: Final = frozenset({"flask", "bottle", "quart", "cherrypy"})
_DJANGO: Final = ("django.http", "django.shortcuts", "django.views")
_PLACE: Final = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>|\{(?P<brace>\w+)(?::(?P<how>\w+))?\}")
_ID: Final = re.compile(r"(.*_)?(pk|id)", re.IGNORECASE)


def is_view(function: Function, definitions: Definitions) -> bool:
    """Whether a framework calls the function with what a client sends."""
    return any(_is_route(item) for item in function.decorators) or _is_class_view(function, definitions)


def _is_route(decorator: ast.expr) -> bool:
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    if name in _ROUTES:
        return isinstance(decorator, ast.Call) or name == "expose"
    if name not in _VERBS and name != "view":
        return False
    first = decorator.args[0] if isinstance(decorator, ast.Call) and decorator.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value[:1] in {"/", ""}


def _is_class_view(function: Function, definitions: Definitions) -> bool:
    if function.owner is None or function.name not in _METHODS:
        return False
    if function.name.startswith("on_"):
        return "resp" in {parameter.arg for parameter in function.parameters}
    return any(base.endswith(_VIEW_BASES) for base in definitions.lineage(function.owner))


def answers_html(function: Function, module: Module, definitions: Definitions) -> bool:
    """Whether a string that the function returns becomes a page."""
    for decorator in function.decorators:
        if not _is_route(decorator):
            continue
        keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
        page = next((keyword.value for keyword in keywords if keyword.arg == "response_class"), None)
        if page is not None:
            return (module.dotted(page) or "").endswith("HTMLResponse")
        return bool(_packages(module) & _HTML_FRAMEWORKS)
    if function.owner is None or not _is_class_view(function, definitions):
        return False
    return "MethodView" in definitions.lineage(function.owner)


def _packages(module: Module) -> set[str]:
    return {origin.split(".", 1)[0] for origin in module.imports.values()}


def source_of(function: Function, module: Module, definitions: Definitions) -> Source:
    """Who chooses the arguments of a function that nothing in the file calls."""
    names = [parameter.arg for parameter in function.parameters]
    own = names[1:] if function.is_bound else names
    if own[:2] == ["event", "context"] or own[:1] == ["info"] or own[1:2] == ["info"]:
        return Source.REMOTE  # a cloud function, a resolver of a GraphQL schema
    if is_view(function, definitions) or any(_is_tool(item) for item in function.decorators):
        return Source.REMOTE
    if any(_is_command(item, module) for item in function.decorators):
        return Source.LOCAL
    return Source.PARAMETER


def is_django_view(function: Function, module: Module) -> bool:
    """Whether it looks like a function that Django's routes name: `def page(request, slug)`."""
    names = [parameter.arg for parameter in function.parameters]
    if names[:1] != ["request"] or function.owner is not None or function.is_private:
        return False
    *folders, file = module.path.split("/")
    return ("views" in folders or "views" in file) and any(o.startswith(_DJANGO) for o in module.imports.values())


def is_identifier(name: str) -> bool:
    """Whether a part of a route is a number by custom: `pk`, `item_id`."""
    return _ID.fullmatch(name) is not None


def _is_tool(decorator: ast.expr) -> bool:
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(target, ast.Attribute) and target.attr in _TOOLS


def _is_command(decorator: ast.expr, module: Module) -> bool:
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(target, ast.Attribute) and target.attr == "command":
        return True
    return (module.dotted(target) or "").startswith(("click.", "typer."))


def places(function: Function) -> Iterator[tuple[str, str]]:
    """The parts of the route's address by their parameters: `<int:id>` gives `id` and `int`."""
    for decorator in function.decorators:
        if not _is_route(decorator) or not isinstance(decorator, ast.Call) or not decorator.args:
            continue
        first = decorator.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and len(first.value) < 500:
            for match in _PLACE.finditer(first.value):
                yield match["name"] or match["brace"], match["kind"] or match["how"] or "text"
