"""What health, status and configuration look like."""

from typing import Any, Final

from rest_framework import serializers

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
