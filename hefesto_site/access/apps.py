"""The access app."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Projects and API keys."""

    name = "hefesto_site.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load what registers itself: the security scheme of the OpenAPI document."""
        import_module("hefesto_site.access.openapi")
