"""One look at a file's words tells whether a rule has anything to find there."""

import ast

import pytest

from analysis.engine.module import Module
from analysis.engine.vocabulary import mentions, vocabulary

CODE = """
import a.b.c as d
from e.f import g as h
def i(j, *k, l=1, **m): n.o(p=q, r="s")
class T(u): v["w"] = 1
async def x(): pass
"""


@pytest.mark.parametrize("word", [*"abcdefghijklmnopqrsuvwx"])
def test_a_word_of_the_file_is_mentioned(word: str) -> None:
    assert mentions(Module("a.py", CODE, ast.parse(CODE)), {word, "absent"})


def test_other_words_are_not() -> None:
    module = Module("a.py", "x = 'a longer text: secret'  # verify", ast.parse("x = 'a longer text: secret'"))
    assert not mentions(module, {"secret", "verify", "y"})
    assert vocabulary(module) == {"x", "a longer text: secret"}
