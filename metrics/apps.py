"""The app's registration with Django."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """Quality over time."""

    name = "metrics"
    verbose_name = "Metrics"
