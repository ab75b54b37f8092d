"""The project's own registration with Django: what must be loaded in every process."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class SiteConfig(AppConfig):
    """Makes the Celery app current and quickens every database connection."""

    name = "hefesto_site"
    default = True

    def ready(self) -> None:
        """Load what registers itself."""
        import_module("hefesto_site.celery")
        import_module("hefesto_site.timestamps")
        import_module("hefesto_site.checks")


class HefestoAdminConfig(admin_apps.AdminConfig):
    """Django's admin, as our own site."""

    default = False  # of this package; settings name it
    default_site = "hefesto_site.admin_site.HefestoAdmin"
