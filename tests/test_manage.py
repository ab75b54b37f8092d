"""The command line itself."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from hefesto_site.embedded import Servers, postgres


def manage(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bad_setting_is_told_in_one_line_without_a_traceback() -> None:
    ended = manage("check", PORT="none")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "hefesto: PORT must be a whole number, not 'none'.\n"


def test_a_command_starts_the_servers_and_stops_them_when_it_ends() -> None:
    data_dir = Path(os.environ["HEFESTO_TEST_FOLDER"]) / f"manage-{os.getpid()}"
    ended = manage("showmigrations", "--plan", DATABASE_URL="", REDIS_URL="", HEFESTO_DATA_DIR=str(data_dir))
    assert ended.returncode == 0, ended.stderr
    assert "access.0001_initial" in ended.stdout
    assert not postgres.accepts(Servers(str(data_dir)).places.postgres_socket)
