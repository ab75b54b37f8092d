"""Which functions of a file are worth running, and running them."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from analysis.engine.flow.definitions import Function
from analysis.engine.flow.entries import Entry
from analysis.engine.flow.environment import Environment
from analysis.engine.flow.hazards import REGISTRY, Hazard, Places, Words
from analysis.engine.flow.inlining import Interpreter
from analysis.engine.flow.kinds import Source
from analysis.engine.flow.machine import Flow, Frame, OutOfWork
from analysis.engine.flow.routes import answers_html, is_view
from analysis.engine.flow.sources import HANDLER_BASES, HANDLER_FIELDS, METHODS, REQUEST_OBJECTS
from analysis.engine.module import Module

_REQUEST_PARAMETERS: Final = frozenset({"request", "req", "event", "environ", "info"})
_REMOTE_PACKAGES: Final = frozenset(
    {
        "flask", "bottle", "quart", "fastapi", "starlette", "aiohttp", "tornado", "sanic", "falcon", "pyramid", "cherrypy",
        "graphene", "strawberry", "ariadne", "socket", "cgi", "websockets", "mcp", "fastmcp", "litestar", "web",
        "chalice", "zipfile", "tarfile", "streamlit", "socketserver", "ninja", "flask_restful", "flask_restx",
    }
)  # fmt: skip
_SERVERS: Final = frozenset(
    {"http", *(f"http.server.{name}" for name in HANDLER_BASES)}
)  # `http` by `import http.server`
_SOURCE_WORDS: Final = frozenset(
    {
        "request",
        "req",
        "input",
        "raw_input",
        "environ",
        "argv",
        "getenv",
        "stdin",
        "parse_args",
        *METHODS,
        *HANDLER_FIELDS,
    }
)
_CALLERS_FOLLOWED = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the analysis of a file found: flows into sinks, and sinks that nothing dangerous reaches."""

    flows: tuple[Flow, ...] = ()
    clean: frozenset[tuple[Hazard, int]] = field(default_factory=frozenset)
    complete: bool = True  # False where the file is nested too deep or costs too much: there may be more flows


def outcome(module: Module) -> Outcome:
    """The flows of a file; to be asked for by `module.memo(outcome)`."""
    remote = _has_requests(module)
    nodes = {} if module.is_test and not remote else _functions_with_sinks(module, remote=remote)
    if not nodes and not remote:
        return Outcome()
    interpreter = Interpreter(module, thorough=remote)
    complete = True
    for entry in _entries(interpreter, nodes, remote=remote):
        try:
            _run(interpreter, entry)
        except RecursionError:  # this function is nested too deep; others need not be
            complete = False
        except OutOfWork:
            complete = False
            break
    flows = sorted(interpreter.flows.values(), key=lambda flow: getattr(flow.node, "lineno", 0))
    clean = frozenset(
        (REGISTRY.hazards[weakness], getattr(node, "lineno", 0))
        for weakness, node in interpreter.seen - interpreter.flows.keys()
    )
    return Outcome(tuple(_wanted(flows, module)), clean if complete else frozenset(), complete)


def _wanted(flows: Iterable[Flow], module: Module) -> Iterator[Flow]:
    """In tests, only what a request brings: a test chooses its own parameters."""
    return (flow for flow in flows if not module.is_test or flow.source is Source.REMOTE)


def _has_requests(module: Module) -> bool:
    """Whether anything in the file can be a source of the first rank."""
    origins = module.imports.values()
    if any(o in REQUEST_OBJECTS or o.split(".", 1)[0] in _REMOTE_PACKAGES or o in _SERVERS for o in origins):
        return True
    if any(parameter.arg in _REQUEST_PARAMETERS for parameter in module.nodes(ast.arg)):
        return True
    return any(node.attr in {"request", "rfile"} for node in module.nodes(ast.Attribute))


def _functions_with_sinks(module: Module, *, remote: bool) -> dict[ast.AST | None, None]:
    """The functions that call something named like a sink with more than constants; None is the file's body."""
    found = _callers_of(REGISTRY.words(module, remote=remote), module, remote=remote)
    if not found or remote:
        return found
    implausible = REGISTRY.implausible(module)
    return _callers_of(REGISTRY.words(module, remote=False, without=implausible), module, remote=False)


def _callers_of(words: Words, module: Module, *, remote: bool) -> dict[ast.AST | None, None]:
    functions, methods, tails, dotted = words.functions, words.methods, words.tails, words.dotted
    functions = functions | {local: dotted[origin] for local, origin in module.imports.items() if origin in dotted}
    found: dict[ast.AST | None, None] = {}
    for call in module.nodes(ast.Call):
        function = call.func
        places = None
        if function.__class__ is ast.Attribute:
            name = function.attr
            places = methods.get(name)
            if places is None and name in tails:
                places = dotted.get(module.dotted(function) or "")
        elif function.__class__ is ast.Name:
            places = functions.get(function.id)
        if (places is not None and _takes_more_than_constants(call, places)) or (remote and _spreads(call)):
            found[module.function_of(call)] = None
    return found


def _takes_more_than_constants(call: ast.Call, places: Places) -> bool:
    """Whether what stands at the places of a sink is anything but a constant."""
    if "self" in places or "*" in places or _spreads(call):
        return True
    for position, value in enumerate(call.args):
        if value.__class__ is not ast.Constant and (position in places or value.__class__ is ast.Starred):
            return True
    return any(keyword.arg in places and keyword.value.__class__ is not ast.Constant for keyword in call.keywords)


def _spreads(call: ast.Call) -> bool:
    return any(keyword.arg is None for keyword in call.keywords)


def _entries(machine: Interpreter, nodes: Iterable[ast.AST | None], *, remote: bool) -> Iterator[Function | None]:
    """The functions to run, those first that others call last: what a caller passes is then known."""
    known = machine.definitions
    with_sinks = [known.by_node[node] for node in nodes if node is not None]
    # Without requests a caller matters only for what nobody else can pass.
    callers = _callers(machine, with_sinks if remote else [f for f in with_sinks if f.is_private])
    bringing = _functions_with_sources(machine)
    machine.relevant = {*with_sinks, *callers, *bringing, *_callers(machine, bringing)}
    several = dict.fromkeys([*with_sinks, *callers])
    if remote:
        several.update(dict.fromkeys(f for f in known.by_node.values() if is_view(f, known)))
    public = [f for f in several if not f.is_private or is_view(f, known)]
    if None in nodes:
        yield None
    yield from public
    for function in several:
        if function not in public and function not in machine.inlined:
            yield function


def _callers(machine: Interpreter, functions: Iterable[Function]) -> list[Function]:
    """The functions of the file that call one of these, and those that call them."""
    found: dict[Function, None] = {}
    wanted = {_called_name(function) for function in functions}
    calls: dict[str, list[ast.Call]] = {}
    if wanted:
        for call in machine.module.nodes(ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            calls.setdefault(name, []).append(call)
    for _ in range(_CALLERS_FOLLOWED):
        callers = {machine.module.function_of(call) for name in wanted for call in calls.get(name, ())}
        fresh = [machine.definitions.by_node[node] for node in callers if node is not None]
        fresh = [function for function in fresh if function not in found]
        if not fresh:
            break
        found.update(dict.fromkeys(fresh))
        wanted = {_called_name(function) for function in fresh}
    return sorted(found, key=lambda function: function.node.lineno)


def _functions_with_sources(machine: Interpreter) -> list[Function]:
    """The functions of the file that name something data comes from."""
    module, found = machine.module, dict[ast.AST | None, None]()
    for name in module.nodes(ast.Name):
        if name.id in _SOURCE_WORDS:
            found[module.function_of(name)] = None
    for attribute in module.nodes(ast.Attribute):
        if attribute.attr in _SOURCE_WORDS:
            found[module.function_of(attribute)] = None
    return [machine.definitions.by_node[node] for node in found if node is not None]


def _called_name(function: Function) -> str:
    return function.owner.name if function.name == "__init__" and function.owner is not None else function.name


def _run(machine: Interpreter, function: Function | None) -> None:
    if function is None:
        machine.frame = Frame(None)
        machine.run(machine.module.tree.body, Environment())
        return
    module, known = machine.module, machine.definitions
    machine.frame = Frame(function, answers_html=answers_html(function, module, known), callers=(function.node,))
    environment = Environment(Entry(function, module, known).parameters())
    if not isinstance(function.node, ast.Lambda):
        machine.run(function.node.body, environment)
