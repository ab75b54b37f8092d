"""The analysis app."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    """Analyses, batches and what they answered."""

    name = "analysis"
    default_auto_field = "django.db.models.BigAutoField"
