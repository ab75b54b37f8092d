"""What an `except` clause does with what it catches."""

import ast

import pytest

from analysis.engine.handlers import Handling, handled
from analysis.engine.module import Module


def found(clause: str, body: str) -> list[Handling]:
    code = f"try:\n    a()\n{clause}\n    {body}\n"
    module = Module("a.py", code, ast.parse(code))
    return [how for how in Handling for _ in handled(module, how)]


@pytest.mark.parametrize(
    ("clause", "body", "how"),
    [
        ("except:", "pass", Handling.SILENT),
        ("except Exception:", "...", Handling.SILENT),
        ("except (OSError, Exception):", "'why'", Handling.SILENT),
        ("except:", "a = 1", Handling.BARE),
        ("except:", "log.info('x')", Handling.BARE),
        ("except Exception:", "a = 1", Handling.BROAD),
        ("except BaseException as e:", "return_ = None", Handling.BROAD),
    ],
)
def test_a_handler_of_everything_that_loses_the_exception_is_one_of_three(
    clause: str, body: str, how: Handling
) -> None:
    assert found(clause, body) == [how]


@pytest.mark.parametrize(
    ("clause", "body"),
    [
        ("except OSError:", "pass"),
        ("except (OSError, KeyError):", "a = 1"),
        ("except:", "raise"),
        ("except Exception:", "raise ValueError"),
        ("except Exception as e:", "a = e"),
        ("except Exception:", "logger.exception('x')"),
        ("except Exception:", "traceback.print_exc()"),
        ("except errors.Exception:", "pass"),
    ],
)
def test_a_handler_that_is_specific_or_tells_is_fine(clause: str, body: str) -> None:
    assert found(clause, body) == []
