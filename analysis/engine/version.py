"""What decides, besides a file itself, what is found in it: the engine's own source, Python's and ruff's version."""

import hashlib
import sys
from functools import cache
from pathlib import Path

import analysis
from analysis.engine import ruff


@cache
def engine_version() -> str:
    """A digest that changes when the same file could be judged otherwise."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{sys.version}|{_ruff_version()}".encode())
    package = Path(analysis.__file__).parent
    for folder in ("engine", "rules"):
        for path in sorted((package / folder).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
                digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _ruff_version() -> str:
    try:
        return ruff.version()
    except ruff.RuffFailed:
        return "none"
