"""Debug mode is on where strangers come.

A debug page shows source, settings and local variables to whoever provokes an error; Werkzeug's lets them run code.
Reported are Django's `DEBUG`, the debug switches of Flask, FastAPI, Starlette, aiohttp, Tornado, Bottle and Sanic, and
defaults that are on until somebody turns them off. Settings for a developer's own machine, by their file's name, are
silent.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.assignments import to_attribute
from analysis.engine.call_sites import called, passed
from analysis.engine.configuration import Option, is_development, is_settings, options
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

SWITCHED: Final = frozenset(
    {"Application", "Flask", "FastAPI", "Quart", "Sanic", "Starlette", "run", "run_server", "serve"}
)
NOT_SERVERS: Final = frozenset({"anyio", "asyncio", "subprocess", "trio", "uvloop"})
FRAMEWORKS: Final = frozenset(
    {"aiohttp", "bottle", "dash", "fastapi", "flask", "quart", "sanic", "starlette", "tornado", "uvicorn"}
)
ON: Final = frozenset({"1", "on", "true", "yes", "y", "t"})
DEVELOPERS: Final = frozenset({"debug", "dev", "develop", "development", "local", "test", "testing"})
_LOOKUPS: Final = frozenset({"bool", "config", "env", "get", "getenv", "str"})
SIGNS: Final = frozenset(
    {"DEBUG", "FLASK_DEBUG", "TEMPLATE_DEBUG", "debug"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.9,
    cwe=489,
    recommendation='Read it from the environment, off by default: `debug=os.environ.get("APP_DEBUG") == "1"`.',
    aliases=("S201", "B201"),
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at arguments, attributes and settings that switch debug mode on."""
    if mentions(module, SIGNS) and not is_development(module):
        yield from chain(_arguments(module), _attributes(module), _settings(module))


def _uses_framework(module: Module) -> bool:
    return not FRAMEWORKS.isdisjoint(origin.partition(".")[0] for origin in module.imports.values())


def _arguments(module: Module) -> Iterator[Hit]:
    """`app.run(debug=True)`, `FastAPI(debug=True)`."""
    for call, keyword in passed(module, "debug"):
        root, last = called(call, module).partition(".")[0], called(call, module).rpartition(".")[2]
        is_server = last in SWITCHED and root not in NOT_SERVERS and (root == "app" or _uses_framework(module))
        if is_server and constant(keyword.value, module) is True:
            yield Hit(keyword, f"`{last}` is told to run in debug mode.")


def _attributes(module: Module) -> Iterator[Hit]:
    """`app.debug = True`, `os.environ["FLASK_DEBUG"] = "1"`."""
    for assignment in to_attribute(module, "debug"):
        name = module.dotted(assignment.targets[0])
        if name in {"app.debug", "application.debug"} and constant(assignment.value, module) is True:
            yield Hit(assignment, "The application is switched into debug mode.")
    for option in options(module, "FLASK_DEBUG"):
        if str(constant(option.value, module)).lower() in ON:
            yield Hit(option.at, "`FLASK_DEBUG` switches every application into debug mode.")


def _settings(module: Module) -> Iterator[Hit]:
    for option in options(module, "DEBUG", "TEMPLATE_DEBUG"):
        if not _is_setting(option, module) or _is_for_developers(option, module):
            continue
        if constant(option.value, module) is True:
            yield Hit(option.at, f"`{option.name}` is on.")
        elif _is_on_by_default(option.value, module):
            text = f"`{option.name}` is on unless somebody turns it off."
            yield Hit(option.at, text, severity=Severity.MEDIUM, confidence=0.7)


def _is_setting(option: Option, module: Module) -> bool:
    """Whether `DEBUG` is the framework's: in a settings file or class, or an entry of the application's configuration."""
    if isinstance(option.at, ast.Assign):
        target = option.at.targets[0]
        if isinstance(target, ast.Subscript):
            return isinstance(target.value, ast.Attribute) and target.value.attr == "config"
        if isinstance(target, ast.Attribute):
            return module.dotted(target.value) in {"settings", "django.conf.settings"}
    if isinstance(option.at, ast.Assign | ast.AnnAssign):
        owner = module.class_of(option.at)
        return is_settings(module) if owner is None else _is_configuration(owner)
    return False


def _is_configuration(owner: ast.ClassDef) -> bool:
    return not {"config", "configuration", "settings"}.isdisjoint(words(owner.name))


def _is_for_developers(option: Option, module: Module) -> bool:
    """Whether it stands in a class for developers, or under a condition."""
    owner = module.class_of(option.at)
    if owner is not None and not DEVELOPERS.isdisjoint(words(owner.name)):
        return True
    return any(isinstance(ancestor, ast.If) for ancestor in module.ancestors(option.at))


def _is_on_by_default(value: ast.expr, module: Module) -> bool:
    """`os.environ.get("DEBUG", "True") == "True"`, `config("DEBUG", default=True)`: what holds when nothing is set."""
    defaults = [
        default
        for call in ast.walk(value)
        if isinstance(call, ast.Call) and called(call, module).rpartition(".")[2] in _LOOKUPS
        for default in [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "default")]
    ]
    return any(str(constant(default, module)).lower() in ON for default in defaults)
