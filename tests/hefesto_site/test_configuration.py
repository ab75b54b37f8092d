"""What this installation is set to."""

from typing import Any

import pytest
from pytest_django import Settings

from analysis.engine.catalogue import catalogue
from hefesto_site.access.scopes import Scope
from hefesto_site.configuration import configuration
from tests.conftest import Caller
from tests.contract import ContractClient, expected, timeless


def shared(found: Any, wanted: Any) -> Any:
    """What was found, without what was not asked for."""
    if isinstance(wanted, dict):
        return {name: shared(found[name], value) for name, value in wanted.items()}
    if isinstance(wanted, list):
        return [value for value in wanted if value in found]
    return found


@pytest.mark.django_db
def test_the_configuration_is_the_specifications_answer_and_what_it_adds(
    api: ContractClient, settings: Settings
) -> None:
    settings.HEFESTO_LICENSE_TIER = "pro"
    settings.HEFESTO_BIGQUERY_PROJECT = "hefesto-prod"
    settings.HEFESTO_BIGQUERY_DATASET = "code_analysis"
    settings.HEFESTO_IRIS_WEBHOOK_SECRET = "a webhook's secret"
    body = timeless(api.get("/api/v1/config").json())
    assert shared(body, expected("config")) == expected("config")


@pytest.mark.parametrize("is_anonymous_access_on", [True, False])
def test_the_configuration_needs_a_credential_always(
    anonymous: ContractClient, settings: Settings, is_anonymous_access_on: bool
) -> None:
    settings.HEFESTO_ANONYMOUS_ACCESS = is_anonymous_access_on
    assert anonymous.get("/api/v1/config").status_code == 401


@pytest.mark.parametrize("scope", list(Scope))
def test_any_credential_will_do(caller: Caller, scope: Scope) -> None:
    assert caller(scope).get("/api/v1/config").status_code == 200


def test_every_rule_and_every_option_is_told() -> None:
    told = configuration()["analyzers"]
    for rule in catalogue().rules.values():
        analyzer = told[rule.analyzer]
        assert rule.name in analyzer["checks"]
        assert rule.options.items() <= {**analyzer, **analyzer.get("thresholds", {})}.items()


def test_no_secret_is_told(settings: Settings) -> None:
    settings.HEFESTO_IRIS_WEBHOOK_SECRET = settings.GEMINI_API_KEY = "a secret that nobody may see"
    told = configuration()
    assert "a secret" not in repr(told)
    assert told["integrations"]["iris"]["enabled"]
    assert told["integrations"]["gemini_api"]["enabled"]


@pytest.mark.parametrize(("tier", "is_enabled"), [("free", False), ("pro", True), ("enterprise", True)])
def test_the_mirror_is_on_from_the_pro_tier(settings: Settings, tier: str, is_enabled: bool) -> None:
    settings.HEFESTO_LICENSE_TIER = tier
    settings.HEFESTO_BIGQUERY_PROJECT = settings.HEFESTO_BIGQUERY_DATASET = "somewhere"
    told = configuration()
    assert told["integrations"]["bigquery"]["enabled"] is is_enabled
    assert ("bigquery_analytics" in told["license"]["features"]) is is_enabled


def test_what_is_not_set_is_null() -> None:
    assert configuration()["integrations"]["bigquery"] == {"enabled": False, "project_id": None, "dataset": None}
