"""Options of frameworks by their names, however a file sets them."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from analysis.engine.assignments import assigned_attributes, assigned_keys
from analysis.engine.call_sites import keywords
from analysis.engine.constants import entries
from analysis.engine.module import Module
from analysis.engine.words import words

_DEVELOPMENT: Final = frozenset(
    {"ci", "debug", "demo", "demos", "dev", "devel", "develop", "development", "example", "examples", "local"}
    | {"sample", "samples", "sandbox", "test", "testing", "tests", "tutorial", "tutorials"}
)
_OF_A_SETTINGS_FILE: Final = frozenset({"ROOT_URLCONF", "INSTALLED_APPS", "MIDDLEWARE", "WSGI_APPLICATION"})


class Option(NamedTuple):
    """One place that sets an option."""

    name: str
    value: ast.expr
    at: ast.AST


Options = Mapping[str, list[Option]]


def options(module: Module, *names: str) -> Iterator[Option]:
    """Where the file sets the options of these upper-case names."""
    index = module.memo(_index)
    for name in names:
        yield from index.get(name, ())


def is_settings(module: Module) -> bool:
    """Whether the file configures an application: by its name, or by what only Django's settings have."""
    return module.memo(_is_settings)


def is_development(module: Module) -> bool:
    """Whether the path says that the file serves tests, examples or a developer's own machine."""
    return module.memo(_is_development)


def _is_settings(module: Module) -> bool:
    path = PurePosixPath(module.path)
    named = any(word in {"settings", "config", "configuration", "conf"} for word in words(path.stem))
    return (
        named or path.parent.name in {"settings", "config"} or any(True for _ in options(module, *_OF_A_SETTINGS_FILE))
    )


def _is_development(module: Module) -> bool:
    parts = PurePosixPath(module.path).with_suffix("").parts
    return module.is_test or any(word in _DEVELOPMENT for part in parts for word in words(part))


def _index(module: Module) -> Options:
    found: dict[str, list[Option]] = {}
    for option in _set_options(module):
        found.setdefault(option.name, []).append(option)
    return found


def _set_options(module: Module) -> Iterator[Option]:
    yield from _assigned(module)
    for name, found in module.memo(keywords).items():
        if name.isupper():
            yield from (Option(name, keyword.value, keyword) for _, keyword in found)
    for dictionary in module.nodes(ast.Dict):
        yield from (Option(name, value, key) for name, key, value in entries(dictionary) if name.isupper())


def _assigned(module: Module) -> Iterator[Option]:
    """`DEBUG = True` outside functions, `settings.DEBUG = True`, `app.config["DEBUG"] = True`."""
    for index in (module.memo(assigned_attributes), module.memo(assigned_keys)):
        for name, assignments in index.items():
            if name.isupper():
                yield from (Option(name, assignment.value, assignment) for assignment in assignments)
    yield from _at_module_or_class_level(module)


def _at_module_or_class_level(module: Module) -> Iterator[Option]:
    for assignment in module.nodes(ast.Assign):
        for target in assignment.targets:
            if isinstance(target, ast.Name) and target.id.isupper() and module.function_of(target) is None:
                yield Option(target.id, assignment.value, assignment)
    for annotated in module.nodes(ast.AnnAssign):
        target, value = annotated.target, annotated.value
        if isinstance(target, ast.Name) and target.id.isupper() and value is not None:
            yield Option(target.id, value, annotated)
