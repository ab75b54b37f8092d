"""What counts as a line of code."""

import ast

from analysis.engine.code_lines import count, docstring, inside_strings, own_lines
from analysis.engine.module import Module

CODE = '''"""A module."""

import os  # for paths


def outer(a):
    """Return it.

    # not a comment
    """
    # a comment
    text = """
    one

    two
    """

    @cached
    def inner(b):
        return b

    class Local:
        size = 1

    return inner(
        text,
    )
'''


def module() -> Module:
    return Module("a.py", CODE, ast.parse(CODE))


def test_blank_lines_comments_docstrings_and_the_inside_of_strings_do_not_count() -> None:
    assert count(module(), 1, CODE.count("\n")) == 11


def test_a_function_counts_without_what_is_defined_in_it() -> None:
    parsed = module()
    outer = next(node for node in parsed.nodes(ast.FunctionDef) if node.name == "outer")
    assert own_lines(parsed, outer) == 5


def test_the_lines_inside_strings_are_known_by_number() -> None:
    assert inside_strings(module()) == {8, 9, 10, 13, 14, 15, 16}


def test_a_docstring_is_the_first_string_of_a_body() -> None:
    parsed = module()
    texts = [
        text.value for node in parsed.nodes(ast.Module, ast.FunctionDef, ast.ClassDef) if (text := docstring(node))
    ]
    assert texts[0] == "A module."
    assert len(texts) == 2
