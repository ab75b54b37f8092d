"""Code to analyse, and a worker that does it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from analysis.models import Analysis

Writer = Callable[..., Path]

BAD = '''\
"""Payments."""

import sqlite3


def find(connection: sqlite3.Connection, user_id: str) -> list[tuple[str]]:
    """Find a user."""
    query = f"SELECT * FROM users WHERE id = {user_id}"
    return connection.execute(query).fetchall()


def classify(a: int, b: int, c: int) -> int:
    """Classify."""
    if a and b or c:
        return 1
    if a or b:
        return 2
    if b and c:
        return 3
    if a and c:
        return 4
    for i in range(a):
        if i and b:
            return 5
        if i and c:
            return 6
    return 0
'''
MANY_PARAMETERS = '''\
"""Payments."""


def pay(a: int, b: int, c: int, d: int, e: int, f: int) -> int:
    """Pay."""
    return a + b + c + d + e + f
'''
CLEAN = '''\
"""Nothing to find."""


def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b
'''


@pytest.fixture(autouse=True)
def idle_worker(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the worker end what a test left to it, before the test's tables are emptied under its hands."""
    if "celery_worker" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    Analysis.objects.filter(state=Analysis.State.QUEUED).delete()
    deadline = time.monotonic() + 60
    while Analysis.objects.unfinished().exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def write(workspace: Path) -> Writer:
    """Return a writer of files below the workspace."""

    def write_file(path: str, text: str = BAD) -> Path:
        file = workspace / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text))
        return file

    return write_file
