"""Every address of the API, asked in every way: nothing but what the document says comes back, and never a 500."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pytest_django import Settings

from hefesto_site.access.scopes import Scope
from tests.conftest import Caller
from tests.contract import ContractClient, document

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
SENT_WITH_BODY = ("POST", "PUT", "PATCH")
STRANGE_NAMES = (
    "nothing",
    "0",
    "-1",
    "%",
    "\0",
    "\n",
    "é",
    "\U0001f525",
    "...",
    "finding_" + "z" * 26,
    "finding_" + "0" * 26,
    "batch_" + "0" * 26,
    "550e8400-e29b-41d4-a716-446655440000",
    "{550e8400-e29b-41d4-a716-446655440000}",
    "x" * 5000,
    "' OR 1=1 --",
)
STRANGE_BODIES = (
    "",
    "{}",
    "[]",
    "null",
    "1e400",
    '{"": ""}',
    '{"path": {"path": {}}, "paths": 1, "status": [], "comment": {}}',
    '{"path": "\\u0000", "paths": ["\\u0000"], "status": "\\u0000", "comment": "\\u0000"}',
    '{"path": 99999999999999999999999999, "paths": [1e308], "status": -0.0, "project": true}',
    '{"path": "../../etc/passwd", "paths": ["/etc/passwd"], "status": "open", "project": "\\ud83d\\ude00"}',
)
STRANGE_VALUES = (
    "",
    " ",
    "\0",
    "-1",
    "1e9",
    "99999999999999999999999",
    "é",
    "\ufffe",
    "x" * 3000,
    "%",
    "[]",
    "null",
    "a,b",
)


def described() -> Iterator[tuple[str, str]]:
    for path, methods in document()["paths"].items():
        for method in methods:
            yield path, method.upper()


def filled(path: str, name: str) -> str:
    """The address with one and the same name for each of its parameters."""
    return "/".join(quote(name, safe="") if part.startswith("{") else part for part in path.split("/"))


@pytest.mark.parametrize("path", document()["paths"])
class TestEveryAddress:
    @pytest.mark.parametrize("method", METHODS)
    def test_every_method_is_answered_in_the_envelope(self, api: ContractClient, path: str, method: str) -> None:
        body = "{}" if method in SENT_WITH_BODY else ""
        status = api.generic(method, filled(path, "nothing"), body, "application/json").status_code
        described = {name.upper() for name in document()["paths"][path]}
        known = described | {"OPTIONS"} | ({"HEAD"} if "GET" in described else set())
        assert (status == 405) is (method not in known)

    def test_a_slash_too_many_is_another_address(self, api: ContractClient, path: str) -> None:
        assert api.get(filled(path, "nothing") + "/").status_code == 404

    def test_without_a_credential_only_the_open_ones_answer(
        self, anonymous: ContractClient, path: str, settings: Settings
    ) -> None:
        settings.HEFESTO_ANONYMOUS_ACCESS = False
        for method, operation in document()["paths"][path].items():
            response = anonymous.generic(method.upper(), filled(path, "nothing"), "{}", "application/json")
            assert (response.status_code == 401) is bool(operation.get("security"))

    def test_anonymous_access_opens_what_says_so(
        self, anonymous: ContractClient, path: str, settings: Settings
    ) -> None:
        settings.HEFESTO_ANONYMOUS_ACCESS = True
        for method, operation in document()["paths"][path].items():
            needs_credential = bool(operation.get("security")) and {} not in operation["security"]
            response = anonymous.generic(method.upper(), filled(path, "nothing"), "{}", "application/json")
            assert (response.status_code == 401) is needs_credential

    @pytest.mark.parametrize("name", STRANGE_NAMES)
    def test_strange_names_find_nothing(self, api: ContractClient, path: str, name: str) -> None:
        if "{" in path:
            assert api.get(filled(path, name)).status_code in {400, 404, 405}


@pytest.mark.parametrize(("path", "method"), [pair for pair in described() if pair[1] in SENT_WITH_BODY])
@pytest.mark.parametrize("body", STRANGE_BODIES)
def test_strange_bodies_are_refused(api: ContractClient, path: str, method: str, body: str) -> None:
    response = api.generic(method, filled(path, "finding_" + "0" * 26), body, "application/json")
    assert 400 <= response.status_code < 500 or response.json()["error"]["code"] == "ANALYZER_UNAVAILABLE"


@pytest.mark.parametrize(("path", "method"), [pair for pair in described() if pair[1] == "GET"])
@pytest.mark.parametrize("value", STRANGE_VALUES)
def test_strange_parameters_are_refused_or_find_nothing(
    api: ContractClient, path: str, method: str, value: str
) -> None:
    parameters = document()["paths"][path][method.lower()].get("parameters", ())
    for parameter in parameters:
        if parameter["in"] == "query":
            response = api.get(filled(path, "finding_" + "0" * 26), {parameter["name"]: value})
            assert response.status_code in {200, 400, 404, 422}


SCOPE_OF = {
    ("GET", "/api/v1/analyze/{analysis_id}"): Scope.READ_ANALYSIS,
    ("GET", "/api/v1/analyze/{analysis_id}/report"): Scope.READ_ANALYSIS,
    ("GET", "/api/v1/analyze/batch/{batch_id}"): Scope.READ_ANALYSIS,
    ("POST", "/api/v1/analyze"): Scope.WRITE_ANALYSIS,
    ("POST", "/api/v1/analyze/batch"): Scope.WRITE_ANALYSIS,
    ("GET", "/api/v1/findings"): Scope.READ_FINDINGS,
    ("GET", "/api/v1/findings/{finding_id}"): Scope.READ_FINDINGS,
    ("PATCH", "/api/v1/findings/{finding_id}"): Scope.WRITE_FINDINGS,
}
ANY_CREDENTIAL = {("GET", "/api/v1/config")}
OPEN = {("GET", "/health"), ("GET", "/api/v1/status")}


def test_the_table_of_scopes_knows_every_operation() -> None:
    assert {(method, path) for path, method in described()} == SCOPE_OF.keys() | ANY_CREDENTIAL | OPEN


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_opens_its_own_addresses_and_no_other(caller: Caller, scope: Scope) -> None:
    client = caller(scope)
    for (method, path), needed in SCOPE_OF.items():
        response = client.generic(method, filled(path, "nothing"), "{}", "application/json")
        assert (response.status_code != 403) is (scope in {needed, Scope.ADMIN}), (method, path)
