"""The project that takes every path which no other project claims."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def create_default_project(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Make it, unless it is there."""
    apps.get_model("access", "Project").objects.get_or_create(slug="default", defaults={"name": "Default"})


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(create_default_project, migrations.RunPython.noop)]
