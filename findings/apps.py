"""The findings app."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Findings, their history and their counts."""

    name = "findings"
    default_auto_field = "django.db.models.BigAutoField"
