"""A password is shown while it is typed.

`input` writes every character to the screen, and into recordings of it.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import Final

from analysis.engine.call_sites import argument
from analysis.engine.constants import constant
from analysis.engine.module import Module
from analysis.engine.rule import Hit, rule
from analysis.engine.secrets.names import Kind, kind_of
from analysis.engine.vocabulary import mentions
from analysis.engine.words import words
from findings.severity import Severity

SECRETS: Final = frozenset({"passcode", "passphrase", "passwd", "password", "pwd"})
CLICK: Final = ("click.prompt", "typer.prompt")
OPTIONS: Final = ("click.option", "typer.Option")
SIGNS: Final = frozenset(
    {"Option", "input", "option", "prompt", "raw_input"}
)  # without one of these words, there is nothing to find


@rule(
    ast.Module,
    severity=Severity.LOW,
    confidence=0.85,
    cwe=549,
    recommendation='Use `getpass.getpass("Password: ")`; with click, `hide_input=True`.',
)
def check(_: ast.Module, module: Module) -> Iterator[Hit]:
    """Look at what is asked, and how."""
    if module.is_test or not mentions(module, SIGNS):
        return
    for call in chain(module.calls_to("input", "raw_input"), module.calls_to(*CLICK)):
        question = constant(call.args[0], module) if call.args else None
        if isinstance(question, str) and _asks_for_password(question) and not _hides(call, module):
            yield Hit(call, "The password is shown while it is typed.")
    for call in module.calls_to(*OPTIONS):
        names = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        prompts = constant(argument(call, "prompt"), module) is True or isinstance(
            constant(argument(call, "prompt"), module), str
        )
        if prompts and any(kind_of(name) is Kind.PASSWORD for name in names) and not _hides(call, module):
            yield Hit(call, "The password is shown while it is typed.")


def _asks_for_password(question: str) -> bool:
    """Whether the question ends in the secret's name; one about it asks for something else."""
    asked = words(question)
    return any(word in SECRETS for word in asked[-2:]) and "?" not in question and not {"y", "n"} & set(asked)


def _hides(call: ast.Call, module: Module) -> bool:
    return constant(argument(call, "hide_input"), module) is True
