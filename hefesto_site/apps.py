"""The project's own registration with Django: what must be loaded in every process."""

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Makes the Celery app current and quickens every database connection."""

    name = "hefesto_site"

    def ready(self) -> None:
        """Load what registers itself."""
        import_module("hefesto_site.celery")
        import_module("hefesto_site.timestamps")
        import_module("hefesto_site.checks")
