#!/usr/bin/env python
"""Django's command line; the embedded servers run while a command does."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from hefesto_site.embedded import EmbeddedError, Hold
from hefesto_site.environment import BadSetting

COULD_NOT_RUN = 2


def main() -> None:
    """Run the command; a setting or server that is not as it must be is told in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefesto_site.settings")
    if "runserver" not in sys.argv[1:2]:
        # Migrations and reports may take their time; the limit is there to protect the web processes.
        os.environ.setdefault("HEFESTO_STATEMENT_TIMEOUT_SECONDS", "0")
    try:
        hold = Hold(settings.EMBEDDED)
        if "--no-store" not in sys.argv:  # what is not stored needs no database
            hold.take()
    except (BadSetting, EmbeddedError) as error:
        sys.stderr.write(f"hefesto: {error}\n")
        sys.exit(COULD_NOT_RUN)
    try:
        execute_from_command_line(sys.argv)
    finally:
        hold.release()


if __name__ == "__main__":
    main()
