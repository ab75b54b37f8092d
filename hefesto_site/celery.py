"""The Celery app, what runs on a schedule, and the worker's sign of life."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefesto_site.settings")

app = Celery("hefesto")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
