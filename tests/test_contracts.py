"""Who imports whom, as pyproject.toml says."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_every_module_has_a_room_and_imports_only_downwards() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([program, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
