"""An engine that is warm for all tests, and short ways to ask it."""

from collections.abc import Callable, Iterator

import pytest

from analysis.engine.catalogue import catalogue
from analysis.engine.run import Engine, Report, Source
from findings.severity import Severity

Look = Callable[..., Report]


def analyzed(engine: Engine, files: dict[str, bytes], threshold: Severity = Severity.LOW) -> Report:
    """What every analyzer says of some files."""
    sources = [Source(path, data) for path, data in files.items()]
    return engine.analyze(sources, analyzers=catalogue().analyzers, threshold=threshold)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Two processes without a cache."""
    with Engine(workers=2) as warm:
        yield warm


@pytest.fixture
def look(engine: Engine) -> Look:
    """Return a function that analyses files given as `path=bytes`, or the text of one."""

    def look_at(text: str | bytes | dict[str, bytes], path: str = "package/module.py") -> Report:
        if isinstance(text, dict):
            return analyzed(engine, text)
        return analyzed(engine, {path: text if isinstance(text, bytes) else text.encode()})

    return look_at
