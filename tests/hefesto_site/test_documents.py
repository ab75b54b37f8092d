"""The OpenAPI document, and the pages that show it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from tests.contract import document

Operation = tuple[str, str, dict[str, Any]]


def operations() -> list[Operation]:
    return [
        (path, method, operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """What a reference in the document stands for."""
    while "$ref" in node:
        target: Any = document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def test_the_document_is_valid_and_made_without_a_warning() -> None:
    validate(document())
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_the_document_is_that_of_this_api() -> None:
    assert document()["openapi"].startswith("3.0.")
    assert (document()["info"]["title"], document()["info"]["version"]) == ("Hefesto API", "4.1.0")


def test_the_document_is_served_and_kept() -> None:
    response = Client().get("/openapi.json")
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == document()
    again = Client().get("/openapi.json", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_document_is_read_only() -> None:
    assert Client().post("/openapi.json").status_code == 405


def api_routes(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from api_routes(pattern.url_patterns, route)
        elif route.startswith(("/api/", "/health")):
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def test_every_address_of_the_api_is_described_and_nothing_else() -> None:
    assert sorted(document()["paths"]) == sorted(set(api_routes(get_resolver().url_patterns)))


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("path", "method", "operation"), operations())
class TestEveryOperation:
    def test_it_is_told_in_words(self, path: str, method: str, operation: dict[str, Any]) -> None:
        del path, method
        assert operation["summary"]
        assert len(operation["tags"]) == 1
        assert all(parameter.get("description") for parameter in operation.get("parameters", ()))
        assert all(resolved(answer)["description"] for answer in operation["responses"].values())

    def test_its_answers_are_in_the_envelope(self, path: str, method: str, operation: dict[str, Any]) -> None:
        del path, method
        for status, answer in operation["responses"].items():
            content = resolved(answer).get("content", {}).get("application/json")
            if content is None:
                continue
            for schema in content["schema"].get("oneOf", [content["schema"]]):
                envelope = resolved(schema)
                assert envelope["required"] == ["success", "data", "error", "timestamp"]
                assert envelope["properties"]["success"]["enum"] == [status < "400"]

    def test_its_errors_are_those_of_its_kind(self, path: str, method: str, operation: dict[str, Any]) -> None:
        expected = {"500", "503"}
        if operation.get("security"):
            expected |= {"401", "403"}
        if "{" in path:
            expected |= {"404"}
        if "requestBody" in operation:
            expected |= {"400", "413", "415", "422"}
        assert expected <= set(operation["responses"]), method

    def test_its_examples_are_allowed_by_its_schemas(self, path: str, method: str, operation: dict[str, Any]) -> None:
        del path, method
        contents = [resolved(answer).get("content", {}) for answer in operation["responses"].values()]
        contents.append(operation.get("requestBody", {}).get("content", {}))
        checked = 0
        for content in contents:
            for media in content.values():
                for example in media.get("examples", {}).values():
                    check_value(example["value"], media["schema"])
                    checked += 1
        assert checked > 0


def check_value(value: Any, schema: dict[str, Any]) -> None:
    schema = {**schema, "components": document()["components"]}
    OAS30Validator(schema, format_checker=OAS30Validator.FORMAT_CHECKER).validate(value)


@pytest.mark.django_db  # closing a file's response looks after the connection
@pytest.mark.parametrize("url", ["/docs", "/redoc"])
class TestPages:
    def test_everything_on_it_comes_from_here(self, url: str) -> None:
        page = Client().get(url).content.decode()
        addresses = re.findall(r"""(?:src|href)=["']([^"']+)["']|url\(([^)]+)\)""", page)
        assert addresses
        for address in filter(None, (first or second for first, second in addresses)):
            assert not urlsplit(address).netloc, address
            loaded = Client().get(address)
            assert loaded.status_code == 200, address
            loaded.close()
        assert "//" not in re.sub(r"//\s", "", re.sub(r"(?m)^\s*//.*$", "", page)).replace("</", "")

    def test_its_scripts_may_load_nothing_from_elsewhere(self, url: str) -> None:
        policy = Client().get(url).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "http" not in policy
        assert "<script>" not in Client().get(url).content.decode()

    def test_it_shows_our_document(self, url: str) -> None:
        shown = [Client().get(address).content.decode() for address in (url, f"{url}?script=")]
        assert any("/openapi.json" in text for text in shown)

    def test_it_is_read_only(self, url: str) -> None:
        assert Client().post(url).status_code == 405
