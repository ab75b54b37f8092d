"""What the parameters of a function are when nothing in the file calls it: of a view, of a handler, of any function."""

import ast
from collections.abc import Iterator
from typing import Final

from analysis.engine.flow import patterns, routes
from analysis.engine.flow.definitions import Class, Definitions, Function
from analysis.engine.flow.kinds import FIELDS, ONE_SEGMENT, Source
from analysis.engine.flow.shapes import Thing, thing
from analysis.engine.flow.sources import REQUEST, field
from analysis.engine.flow.values import TRUSTED, UNKNOWN, Step, Taint, Value
from analysis.engine.module import Module

_HARMLESS: Final = frozenset(
    {
        "int", "float", "bool", "complex", "UUID", "UUID4", "date", "datetime", "Decimal", "IPv4Address", "PositiveInt",
        "NonNegativeInt", "ObjectId", "Callable", "EmailStr", "None", "Optional", "Annotated",
    }
)  # fmt: skip
_REQUEST_NAMES: Final = frozenset({"request", "req", "websocket"})
_REQUEST_TYPES: Final = frozenset(
    {"Request", "HttpRequest", "WebSocket", "HTTPConnection", "HTTPServerRequest", "WSGIRequest"}
)
_NO_DATA_NAMES: Final = frozenset({"info", "context", "root", "response", "resp"})
_NO_DATA_TYPES: Final = frozenset(
    {"Session", "AsyncSession", "BackgroundTasks", "Response", "Depends", "Connection", "Cursor"}
)
_FREE_TYPES: Final = frozenset({"str", "dict", "Dict", "Any", "list", "List", "Mapping", "object"})
_HARMLESS_PLACES: Final = frozenset({"int", "float", "uuid", "any"})
_INJECTING: Final = frozenset({"Depends", "Security"})


class Entry:
    """A function about to be run from outside the file."""

    def __init__(self, function: Function, module: Module, definitions: Definitions) -> None:
        self._function = function
        self._module = module
        self._definitions = definitions
        self._source = routes.source_of(function, module, definitions)
        self._places = dict(routes.places(function))
        self._django = self._source is Source.PARAMETER and routes.is_django_view(function, module)
        self._called_remotely = function.owner is not None and any(
            base.endswith("Servicer") for base in definitions.lineage(function.owner)
        )

    def parameters(self) -> dict[str, Value]:
        """The values of all parameters."""
        function, defaults = self._function, self._function.defaults
        values: dict[str, Value] = {}
        for position, parameter in enumerate(function.parameters):
            if position == 0 and function.is_bound:
                values[parameter.arg] = thing("self", definition=function.owner)
            else:
                values[parameter.arg] = self._parameter(parameter, defaults.get(parameter.arg))
        for rest in (function.node.args.vararg, function.node.args.kwarg):
            if rest is not None:
                values[rest.arg] = _outside(rest, self._source)
        return values

    def _parameter(self, parameter: ast.arg, default: ast.expr | None) -> Value:
        name, kinds = parameter.arg, set(_types(parameter.annotation, self._module))
        if name in _REQUEST_NAMES or kinds & _REQUEST_TYPES:
            return _outside(parameter, Source.REMOTE) if self._called_remotely else REQUEST
        if name in _NO_DATA_NAMES or kinds & _NO_DATA_TYPES or _calls(default) in _INJECTING:
            return thing("graphql.info") if name == "info" else UNKNOWN
        if self._are_harmless(kinds):
            return TRUSTED
        model = next((self._definitions.classes[k] for k in sorted(kinds & self._definitions.classes.keys())), None)
        value = self._placed(parameter, default)
        if model is not None and model.fields:
            return self._checked_by(value.replace(taint=tuple(taint.clean(FIELDS) for taint in value.taint)), model)
        mask = _pattern_mask(default) | _pattern_mask(parameter.annotation)
        if kinds and not kinds & _FREE_TYPES:
            mask |= FIELDS  # a model knows its fields
        return value.replace(taint=tuple(taint.clean(mask) for taint in value.taint)) if mask else value

    def _placed(self, parameter: ast.arg, default: ast.expr | None) -> Value:
        """A parameter as the route fills it: a number, a text without slashes, anything."""
        place = self._places.get(parameter.arg)
        if place in _HARMLESS_PLACES:
            return TRUSTED
        if (
            self._django
            and default is None
            and parameter.annotation is None
            and not routes.is_identifier(parameter.arg)
        ):
            value = _outside(parameter, Source.REMOTE)
            return value.replace(taint=tuple(taint.clean(ONE_SEGMENT).doubted() for taint in value.taint))
        value = _outside(parameter, self._source)
        if place is None or place == "path":
            return value
        return value.replace(taint=tuple(taint.clean(ONE_SEGMENT) for taint in value.taint))

    def _are_harmless(self, kinds: set[str]) -> bool:
        """Whether an annotation lets numbers, members of an enumeration and the like through only."""
        if "Literal" in kinds or (kinds and kinds <= _HARMLESS):
            return True
        known = self._definitions
        lineages = (known.lineage(known.classes[kind]) for kind in kinds & known.classes.keys())
        return any(base.endswith(("Enum", "Choices")) for lineage in lineages for base in lineage)

    def _checked_by(self, value: Value, model: Class) -> Value:
        """An object of a class with typed fields: what is no text is harmless."""
        attributes = {}
        for name, annotation in model.fields.items():
            harmless = self._are_harmless(set(_types(annotation, self._module)))
            mask = _pattern_mask(model.values.get(name))
            given = field(value, name, ast.Attribute(ast.Name(""), name))
            attributes[name] = TRUSTED if harmless else given.replace(taint=tuple(t.clean(mask) for t in given.taint))
        return value.replace(shape=Thing(model.name, attributes, model))


def _outside(parameter: ast.arg, source: Source) -> Value:
    step: Step = (parameter.lineno, f"the caller chooses `{parameter.arg}`")
    if source is Source.REMOTE:
        step = (parameter.lineno, f"`{parameter.arg}` comes from the request")
    return Value(taint=(Taint(parameter.arg, source, (step,)),))


def _calls(node: ast.expr | None) -> str:
    """The last name of what an expression calls."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _pattern_mask(node: ast.expr | None) -> int:
    """What `Query(pattern="…")` leaves a text clean for; also inside `Annotated[…]`."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        return max((_pattern_mask(item) for item in node.slice.elts), default=0)
    if not isinstance(node, ast.Call):
        return 0
    given = next((keyword.value for keyword in node.keywords if keyword.arg in {"pattern", "regex"}), None)
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return patterns.clean_after(given.value, "search")
    return 0


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
