"""Options are found however a file sets them, and files are told by what they are for."""

import ast

import pytest

from analysis.engine.configuration import is_development, is_settings, options
from analysis.engine.module import Module


def module(code: str, path: str = "shop/module.py") -> Module:
    return Module(path, code, ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "DEBUG = True",
        "DEBUG: bool = True",
        "class Config:\n    DEBUG = True",
        "if production:\n    DEBUG = True",
        "settings.DEBUG = True",
        "app.config['DEBUG'] = True",
        "app.config.update(DEBUG=True)",
        "app.config.from_mapping({'DEBUG': True})",
    ],
)
def test_an_option_is_found_however_it_is_set(code: str) -> None:
    found = list(options(module(code), "DEBUG"))
    assert [(option.name, ast.unparse(option.value)) for option in found] == [("DEBUG", "True")]


@pytest.mark.parametrize("code", ["def f():\n    DEBUG = True", "debug = True", "DEBUG == True", "print(DEBUG)"])
def test_a_local_variable_is_no_option(code: str) -> None:
    assert not list(options(module(code), "DEBUG"))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("shop/settings.py", ""),
        ("shop/settings/base.py", ""),
        ("config/production.py", ""),
        ("shop/test_config.py", ""),
        ("shop/options.py", "INSTALLED_APPS = []"),
    ],
)
def test_settings_are_told_by_their_name_or_content(path: str, code: str) -> None:
    assert is_settings(module(code, path))


def test_other_files_are_no_settings() -> None:
    assert not is_settings(module("DEBUG = True", "shop/views.py"))


@pytest.mark.parametrize(
    "path",
    ["settings/dev.py", "settings_local.py", "tests/settings.py", "examples/app.py", "conftest.py", "ci/settings.py"],
)
def test_files_for_developers_are_told_by_their_path(path: str) -> None:
    assert is_development(module("", path))


@pytest.mark.parametrize("path", ["shop/settings.py", "settings/production.py", "shop/device.py", "latest/views.py"])
def test_other_files_are_for_everybody(path: str) -> None:
    assert not is_development(module("", path))
