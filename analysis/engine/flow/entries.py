"""What the parameters of a function are when nothing in the file calls it: of a view, of a handler, of any function."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from analysis.engine.flow.definitions import Class, Definitions, Function
from analysis.engine.flow.kinds import ONE_SEGMENT, Source
from analysis.engine.flow.shapes import Thing, thing
from analysis.engine.flow.sources import REQUEST, field
from analysis.engine.flow.values import TRUSTED, UNKNOWN, Step, Taint, Value
from analysis.engine.module import Module

_ROUTES: Final = frozenset(
    {
        "route",
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "head",
        "options",
        "api_route",
        "websocket",
        "websocket_route",
        "view",
    }
)
_VERBS: Final = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "prepare"})
_VIEW_BASES: Final = frozenset(
    {"RequestHandler", "MethodView", "Resource", "View", "APIView", "HTTPEndpoint", "ViewSet"}
)
_TOOLS: Final = frozenset({"tool", "field", "mutation", "query", "subscription"})
_HTML_FRAMEWORKS: Final = frozenset({"flask", "bottle", "quart"})
_HARMLESS: Final = frozenset(
    {
        "int", "float", "bool", "complex", "UUID", "uuid.UUID", "uuid.UUID4", "date", "datetime", "datetime.date",
        "datetime.datetime", "Decimal", "decimal.Decimal", "IPv4Address", "PositiveInt", "NonNegativeInt", "UUID4",
        "ObjectId", "Callable", "EmailStr",
    }
)  # fmt: skip
_REQUEST_TYPES: Final = frozenset(
    {"Request", "HttpRequest", "WebSocket", "HTTPConnection", "HTTPServerRequest", "WSGIRequest"}
)
_NO_DATA: Final = frozenset(
    {"Session", "AsyncSession", "BackgroundTasks", "Response", "Depends", "Connection", "Cursor"}
)
_PLACE: Final = re.compile(r"<(?:(?P<kind>[\w:.]+)(?:\([^)]*\))?:)?(?P<name>\w+)>|\{(?P<brace>\w+)(?::(?P<how>\w+))?\}")
_SAFE_PLACES: Final = frozenset({"int", "float", "uuid", "any"})


def is_view(function: Function, definitions: Definitions) -> bool:
    """Whether a framework calls the function with what a client sends."""
    return any(_is_route(item) for item in function.decorators) or _is_class_view(function, definitions)


def _is_route(decorator: ast.expr) -> bool:
    if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
        return False
    if decorator.func.attr not in _ROUTES:
        return False
    if decorator.func.attr in {"route", "api_route", "websocket", "websocket_route"}:
        return True
    first = decorator.args[0] if decorator.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value[:1] in {"/", ""}


def _is_class_view(function: Function, definitions: Definitions) -> bool:
    if function.owner is None or function.name not in _VERBS:
        return False
    lineage = list(definitions.lineage(function.owner))
    return any(base in _VIEW_BASES or base.endswith(("View", "Handler", "ViewSet", "Resource")) for base in lineage)


def answers(function: Function, module: Module, definitions: Definitions) -> str | None:
    """The media type of what a view returns as a string; None where a string is no page."""
    for decorator in function.decorators:
        if not _is_route(decorator) or not isinstance(decorator, ast.Call):
            continue
        page = next((k.value for k in decorator.keywords if k.arg == "response_class"), None)
        if page is not None:
            return "text/html" if (module.dotted(page) or "").endswith("HTMLResponse") else None
        return "text/html" if _frameworks(module) & _HTML_FRAMEWORKS else None
    if _is_class_view(function, definitions) and function.owner is not None:
        return "text/html" if "MethodView" in definitions.lineage(function.owner) else None
    return None


def _frameworks(module: Module) -> set[str]:
    return {origin.split(".", 1)[0] for origin in module.imports.values()}


def parameters(function: Function, module: Module, definitions: Definitions) -> dict[str, Value]:
    """The values of all parameters."""
    values: dict[str, Value] = {}
    source = _source(function, module, definitions)
    places = dict(_places(function))
    defaults = function.defaults
    for position, parameter in enumerate(function.parameters):
        if position == 0 and function.is_bound:
            values[parameter.arg] = thing("self", definition=function.owner)
        else:
            value = _parameter(parameter, defaults.get(parameter.arg), source, module, definitions)
            values[parameter.arg] = _of_place(value, places.get(parameter.arg))
    arguments = function.node.args
    for rest in (arguments.vararg, arguments.kwarg):
        if rest is not None:
            values[rest.arg] = _outside(rest, source)
    return values


def _of_place(value: Value, place: str | None) -> Value:
    """The value of a part of the route: a number, or a text without slashes."""
    if place is None or not value.taint:
        return value
    if place in _SAFE_PLACES:
        return TRUSTED
    return value if place == "path" else value.replace(taint=tuple(taint.clean(ONE_SEGMENT) for taint in value.taint))


def _source(function: Function, module: Module, definitions: Definitions) -> Source:
    names = [parameter.arg for parameter in function.parameters]
    own = names[1:] if function.is_bound else names
    if is_view(function, definitions) or _is_tool(function) or own[:2] in (["event", "context"], ["root", "info"]):
        return Source.REMOTE
    if own[:1] == ["info"] or own[1:2] == ["info"]:
        return Source.REMOTE  # a resolver of a GraphQL schema
    if any(_is_command(item, module) for item in function.decorators):
        return Source.LOCAL
    return Source.PARAMETER


def _is_tool(function: Function) -> bool:
    for decorator in function.decorators:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(target, ast.Attribute) and target.attr in _TOOLS:
            return True
    return False


def _is_command(decorator: ast.expr, module: Module) -> bool:
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return (module.dotted(target) or "").startswith(("click.", "typer.")) or (
        isinstance(target, ast.Attribute) and target.attr == "command"
    )


def _parameter(
    parameter: ast.arg, default: ast.expr | None, source: Source, module: Module, definitions: Definitions
) -> Value:
    kinds = set(_types(parameter.annotation, module))
    if parameter.arg in {"request", "req"} or kinds & _REQUEST_TYPES:
        return REQUEST
    if kinds & _NO_DATA or _is_injected(default) or parameter.arg in {"info", "context", "root", "response", "resp"}:
        return thing("graphql.info") if parameter.arg == "info" else UNKNOWN
    if "Literal" in kinds or (kinds and kinds <= _HARMLESS | {"None", "Optional", "Annotated"}):
        return TRUSTED
    if any(_is_enum(definitions.classes[kind], definitions) for kind in kinds & definitions.classes.keys()):
        return TRUSTED
    model = next((definitions.classes[kind] for kind in sorted(kinds & definitions.classes.keys())), None)
    value = _outside(parameter, source)
    return value if model is None or not model.fields else _checked_by(value, model, module)


def _is_enum(definition: Class, definitions: Definitions) -> bool:
    return any(base.endswith(("Enum", "Choices")) for base in definitions.lineage(definition))


def _checked_by(value: Value, model: Class, module: Module) -> Value:
    """An object of a class with typed fields: what is no text is harmless."""
    attributes = {}
    for name, annotation in model.fields.items():
        kinds = set(_types(annotation, module))
        harmless = "Literal" in kinds or (kinds and kinds <= _HARMLESS | {"None", "Optional", "Annotated"})
        attributes[name] = TRUSTED if harmless else field(value, name, annotation)
    return value.replace(shape=Thing(model.name, attributes, model))


def _outside(parameter: ast.arg, source: Source) -> Value:
    step: Step = (parameter.lineno, f"the caller chooses `{parameter.arg}`")
    if source is Source.REMOTE:
        step = (parameter.lineno, f"`{parameter.arg}` comes from the request")
    return Value(taint=(Taint(parameter.arg, source, (step,)),))


def _is_injected(default: ast.expr | None) -> bool:
    return (
        isinstance(default, ast.Call)
        and isinstance(default.func, ast.Name | ast.Attribute)
        and (default.func.attr if isinstance(default.func, ast.Attribute) else default.func.id)
        in {"Depends", "Security"}
    )


def _types(annotation: ast.expr | None, module: Module) -> Iterator[str]:
    """The names in an annotation: `Annotated[Session, Depends(get_db)]` has three."""
    stack = [annotation] if annotation is not None else []
    for node in stack:
        if isinstance(node, ast.Subscript):
            stack += [node.value, node.slice]
        elif isinstance(node, ast.Tuple):
            stack += node.elts
        elif isinstance(node, ast.BinOp):
            stack += [node.left, node.right]
        elif isinstance(node, ast.Call):
            stack.append(node.func)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.rsplit(".", 1)[-1]
        elif name := module.dotted(node):
            yield name.rsplit(".", 1)[-1]


def _places(function: Function) -> Iterator[tuple[str, str]]:
    """The parts of the route's address by their parameters: `<int:id>` gives `id` and `int`."""
    for decorator in function.decorators:
        if not _is_route(decorator) or not isinstance(decorator, ast.Call) or not decorator.args:
            continue
        first = decorator.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and len(first.value) < 500:
            for match in _PLACE.finditer(first.value):
                yield match["name"] or match["brace"], match["kind"] or match["how"] or "text"
