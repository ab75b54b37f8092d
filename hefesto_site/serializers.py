"""What health, status and configuration look like."""

from typing import Any, Final

from rest_framework import serializers

from hefesto_site.access.models import Tier
from hefesto_site.access.tiers import FEATURES
from hefesto_site.health import VERSION
from hefesto_site.probes import ANALYZERS, Availability, Integration

AVAILABILITY: Final = [state.value for state in Availability]


class Health(serializers.Serializer[Any]):
    """Whether the service can do its work."""

    status = serializers.ChoiceField(["healthy"])
    version = serializers.CharField()
    timestamp = serializers.DateTimeField()


class AnalyzerStates(serializers.Serializer[Any]):
    """Each analyzer by its name."""

    complexity = serializers.ChoiceField(AVAILABILITY)
    security = serializers.ChoiceField(AVAILABILITY)
    code_smells = serializers.ChoiceField(AVAILABILITY)
    best_practices = serializers.ChoiceField(AVAILABILITY)


class IntegrationStates(serializers.Serializer[Any]):
    """Each integration by its name."""

    bigquery = serializers.ChoiceField([Integration.CONNECTED, Integration.DISCONNECTED, Integration.DISABLED])
    iris = serializers.ChoiceField([Integration.ENABLED, Integration.DISABLED])
    gemini_api = serializers.ChoiceField([Integration.AVAILABLE, Integration.UNAVAILABLE, Integration.DISABLED])


class ServiceStates(serializers.Serializer[Any]):
    """Each part that the service stands on."""

    database = serializers.ChoiceField(AVAILABILITY)
    redis = serializers.ChoiceField(AVAILABILITY)
    broker = serializers.ChoiceField(AVAILABILITY)
    worker = serializers.ChoiceField(AVAILABILITY)


class SystemStatus(serializers.Serializer[Any]):
    """What was found when it was last measured."""

    status = serializers.ChoiceField(["operational", "degraded", "outage"])
    version = serializers.CharField()
    analyzers = AnalyzerStates()
    integrations = IntegrationStates()
    services = ServiceStates()
    workers = serializers.IntegerField(min_value=0, help_text="How many workers gave a sign of life lately.")
    uptime_seconds = serializers.IntegerField(min_value=0)
    last_health_check = serializers.DateTimeField()


class Thresholds(serializers.Serializer[Any]):
    """The score above which a finding has each severity."""

    low = serializers.IntegerField()
    medium = serializers.IntegerField()
    high = serializers.IntegerField()
    critical = serializers.IntegerField()


class AnalyzerConfig(serializers.Serializer[Any]):
    """An analyzer's rules; each option of a rule stands beside them under its own name."""

    enabled = serializers.BooleanField()
    checks = serializers.ListField(child=serializers.CharField(), help_text="Every rule, by name.")


class ComplexityConfig(AnalyzerConfig):
    """What counts as complex."""

    thresholds = Thresholds()


class CodeSmellsConfig(AnalyzerConfig):
    """What counts as too much."""

    max_function_lines = serializers.IntegerField()
    max_parameters = serializers.IntegerField()


class BestPracticesConfig(AnalyzerConfig):
    """What is insisted on."""

    enforce_docstrings = serializers.BooleanField()


class AnalyzerConfigs(serializers.Serializer[Any]):
    """Each analyzer by its name."""

    complexity = ComplexityConfig()
    security = AnalyzerConfig()
    code_smells = CodeSmellsConfig()
    best_practices = BestPracticesConfig()


class IntegrationConfig(serializers.Serializer[Any]):
    """Whether an integration is set up."""

    enabled = serializers.BooleanField()


class BigQueryConfig(IntegrationConfig):
    """Where the mirror lies."""

    project_id = serializers.CharField(allow_null=True)
    dataset = serializers.CharField(allow_null=True)


class IrisConfig(IntegrationConfig):
    """How sure a correlation must be."""

    correlation_confidence_threshold = serializers.FloatField(min_value=0, max_value=1)


class IntegrationConfigs(serializers.Serializer[Any]):
    """Each integration by its name."""

    bigquery = BigQueryConfig()
    iris = IrisConfig()
    gemini_api = IntegrationConfig()


class License(serializers.Serializer[Any]):
    """What the licence brings."""

    tier = serializers.ChoiceField(Tier.values)
    features = serializers.ListField(child=serializers.CharField())


class Config(serializers.Serializer[Any]):
    """What this installation is set to."""

    version = serializers.CharField()
    analyzers = AnalyzerConfigs()
    integrations = IntegrationConfigs()
    license = License()


STATUS_EXAMPLE: Final = {
    "status": "operational",
    "version": VERSION,
    "analyzers": dict.fromkeys(ANALYZERS, "available"),
    "integrations": {"bigquery": "connected", "iris": "enabled", "gemini_api": "available"},
    "services": dict.fromkeys(("database", "redis", "broker", "worker"), "available"),
    "workers": 1,
    "uptime_seconds": 3600,
    "last_health_check": "2025-10-30T11:59:00Z",
}
CONFIG_EXAMPLE: Final = {
    "version": VERSION,
    "analyzers": {
        "complexity": {
            "enabled": True,
            "thresholds": {"low": 5, "medium": 10, "high": 15, "critical": 20},
            "checks": ["cyclomatic_complexity"],
        },
        "security": {
            "enabled": True,
            "checks": ["sql_injection", "hardcoded_secrets", "eval_usage", "pickle_usage"],
        },
        "code_smells": {
            "enabled": True,
            "max_function_lines": 50,
            "max_parameters": 5,
            "checks": ["long_function", "too_many_parameters"],
        },
        "best_practices": {"enabled": True, "enforce_docstrings": True, "checks": ["missing_docstring"]},
    },
    "integrations": {
        "bigquery": {"enabled": True, "project_id": "hefesto-prod", "dataset": "code_analysis"},
        "iris": {"enabled": True, "correlation_confidence_threshold": 0.7},
        "gemini_api": {"enabled": False},
    },
    "license": {"tier": "pro", "features": list(FEATURES[Tier.PRO])},
}
