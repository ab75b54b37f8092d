"""Calls that hash are told with their algorithm and what goes in."""

import ast

import pytest

from analysis.engine.hashing import HashCall, hash_calls, hashed
from analysis.engine.module import Module

IMPORTS = "import hashlib\nfrom Crypto.Hash import SHA\nfrom cryptography.hazmat.primitives import hashes\n"


def found(code: str) -> tuple[HashCall, Module]:
    module = Module("a.py", IMPORTS + code, ast.parse(IMPORTS + code))
    (only,) = hash_calls(module)
    return only, module


@pytest.mark.parametrize(
    ("code", "algorithm"),
    [
        ("hashlib.md5(text)", "md5"),
        ("hashlib.new('SHA1', text)", "sha1"),
        ("hashlib.new(name='md5')", "md5"),
        ("NAME = 'md5'\nhashlib.new(NAME)", "md5"),
        ("hashlib.file_digest(file, 'sha256')", "sha256"),
        ("SHA.new(text)", "sha1"),
        ("hashes.MD5()", "md5"),
    ],
)
def test_the_algorithm_is_named_alike_in_every_library(code: str, algorithm: str) -> None:
    assert found(code)[0].algorithm == algorithm


@pytest.mark.parametrize("code", ["hashlib.new(name)", "hashlib.algorithms_available", "md5(text)", "other.md5(text)"])
def test_other_calls_are_no_hashes(code: str) -> None:
    module = Module("a.py", IMPORTS + code, ast.parse(IMPORTS + code))
    assert not hash_calls(module)


def test_a_call_can_say_that_it_is_not_for_security() -> None:
    assert not found("hashlib.md5(text, usedforsecurity=False)")[0].is_for_security
    assert found("hashlib.md5(text, usedforsecurity=True)")[0].is_for_security


@pytest.mark.parametrize(
    "code",
    [
        "hashlib.md5(password)",
        "hashlib.new('md5', password)",
        "hashlib.md5(data=password)",
        "h = hashlib.md5()\nh.update(password)",
    ],
)
def test_what_is_hashed_is_found_where_it_goes_in(code: str) -> None:
    call, module = found(code)
    assert [ast.unparse(node) for node in hashed(call, module)] == ["password"]
