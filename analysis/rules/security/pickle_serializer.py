"""Messages, sessions or cache entries are pickled.

Whoever can put one into the broker, the cookie or the cache runs code in the process that reads it. JSON carries data
only.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from analysis.engine.assignments import to_attribute
from analysis.engine.call_sites import passed
from analysis.engine.configuration import options
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.vocabulary import mentions
from findings.severity import Severity

SETTINGS: Final = (
    *("SESSION_SERIALIZER", "CELERY_TASK_SERIALIZER", "CELERY_RESULT_SERIALIZER", "CELERY_EVENT_SERIALIZER"),
    *("CELERY_ACCEPT_CONTENT", "CELERY_RESULT_ACCEPT_CONTENT", "CELERY_CACHE_SERIALIZER"),
)
NAMES: Final = ("task_serializer", "result_serializer", "event_serializer", "accept_content", "result_accept_content")
PICKLING: Final = frozenset({"pickle", "application/x-python-serialize"})
SIGNS: Final = frozenset({*NAMES, *SETTINGS})  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.HIGH,
    confidence=0.9,
    cwe=502,
    recommendation='Use JSON: `task_serializer = "json"`, `accept_content = ["json"]`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at the serializers of sessions and tasks."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for name, at, value in chain(_settings(module), _attributes(module), _keywords(module)):
        if _pickles(constant(value, module)):
            yield Hit(at, f"`{name}` has pickle, which runs what a message says.")


_Set = tuple[str, ast.AST, ast.expr]


def _settings(module: Module) -> Iterator[_Set]:
    return ((option.name, option.at, option.value) for option in options(module, *SETTINGS))


def _attributes(module: Module) -> Iterator[_Set]:
    for name in NAMES:
        yield from ((name, assignment, assignment.value) for assignment in to_attribute(module, name))


def _keywords(module: Module) -> Iterator[_Set]:
    for name in NAMES:
        yield from ((name, keyword, keyword.value) for _, keyword in passed(module, name))


def _pickles(value: Any) -> bool:
    values = value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, str) and (one in PICKLING or one.endswith("PickleSerializer")) for one in values)
