"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Projects and API keys."""

    name = "hefesto_site.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
