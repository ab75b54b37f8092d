"""The WSGI application that Granian serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefesto_site.settings")

django_application = get_wsgi_application()
# By its name, as its modules need the registry that the line above fills.
application = import_string("hefesto_site.entrance.Entrance")(django_application)
