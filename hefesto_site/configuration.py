"""What this installation is set to: read from the rules and the settings themselves, so that it cannot drift."""

from typing import Any

from django.conf import settings

from analysis.engine.catalogue import Catalogue, catalogue
from hefesto_site import probes
from hefesto_site.access.models import Tier
from hefesto_site.access.tiers import FEATURES
from hefesto_site.health import VERSION
from hefesto_site.probes import Integration

_THRESHOLDS = ("low", "medium", "high", "critical")


def configuration() -> dict[str, Any]:
    """The data of `GET /api/v1/config`."""
    rules = catalogue()
    tier = Tier(settings.HEFESTO_LICENSE_TIER)
    return {
        "version": VERSION,
        "analyzers": {analyzer: _analyzer(rules, analyzer) for analyzer in probes.ANALYZERS},
        "integrations": {
            "bigquery": {
                "enabled": probes.is_bigquery_enabled(),
                "project_id": settings.HEFESTO_BIGQUERY_PROJECT or None,
                "dataset": settings.HEFESTO_BIGQUERY_DATASET or None,
            },
            "iris": {
                "enabled": probes.iris() is Integration.ENABLED,
                "correlation_confidence_threshold": settings.CORRELATION_CONFIDENCE_THRESHOLD,
            },
            "gemini_api": {"enabled": bool(settings.GEMINI_API_KEY)},
        },
        "license": {"tier": tier.value, "features": list(FEATURES[tier])},
    }


def _analyzer(rules: Catalogue, analyzer: str) -> dict[str, Any]:
    """An analyzer's rules by name, and the options of all of them; four options that are thresholds stand together."""
    of_analyzer = rules.of(analyzer)
    options = {name: value for rule in of_analyzer for name, value in rule.options.items()}
    found: dict[str, Any] = {"enabled": bool(of_analyzer)}
    if options.keys() >= set(_THRESHOLDS):
        found["thresholds"] = {name: options.pop(name) for name in _THRESHOLDS}
    return {**found, **options, "checks": [rule.name for rule in of_analyzer]}
