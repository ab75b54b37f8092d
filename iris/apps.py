"""The app's registration with Django."""

from django.apps import AppConfig


class IrisConfig(AppConfig):
    """Production alerts tied to code."""

    name = "iris"
    verbose_name = "Iris"
