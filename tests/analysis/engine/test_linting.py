"""What becomes of an analysis when ruff fails, on one file or at all."""

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.engine import mirror as mirror_module
from analysis.engine import ruff
from analysis.engine.limits import Limits
from analysis.engine.linting import lint
from analysis.engine.mirror import Mirror, sweep
from analysis.engine.run import Engine
from tests.analysis.engine.conftest import analyzed

PRINT = "print(1)\n"
STACK_OVERFLOW = "x = " + "-" * 300_000 + "1\n"


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with Mirror() as folder:
        yield folder


@pytest.fixture
def other_ruff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program that the engine takes for ruff; it is the outside that is replaced, not the engine."""
    program = tmp_path / "ruff"
    monkeypatch.setattr(ruff, "find_ruff_bin", lambda: str(program))
    ruff.executable.cache_clear()
    yield program
    ruff.executable.cache_clear()


def script(program: Path, text: str) -> None:
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)


def test_ruff_sees_every_file_whatever_it_is_called_and_wherever_it_lies(mirror: Mirror) -> None:
    names = ["a.py", "build/b.py", "node_modules/.venv/c.py", ".hidden/d.py", "-e.py", "f g.py", "tool", "h\u00fc.py"]
    names += [
        "../i.py",
        "/j.py",
        "k/../l.py",
        "m\nn.py",
        "[o].py",
        "@p.py",
        "q" * 1200 + ".py",
        "odd-names/0/module.py",
    ]
    for name in names:
        mirror.add(name, PRINT)
    found = lint(mirror, ["T201"], Limits())
    assert set(found.hits) == set(names)
    assert found.failed == {}
    assert {(hit.code, hit.line, hit.column) for hits in found.hits.values() for hit in hits} == {("T201", 1, 1)}


def test_comments_and_configuration_do_not_silence_ruff_itself(mirror: Mirror) -> None:
    mirror.add("a.py", "# ruff: noqa\nprint(1)  # noqa: T201\nprint(2)  # ruff: ignore[T201]\n")
    mirror.add("ruff.toml", 'exclude = ["*"]\n')
    assert [hit.line for hit in lint(mirror, ["T201"], Limits()).hits["a.py"]] == [2, 3]


def test_a_file_that_ends_ruff_costs_only_itself(mirror: Mirror) -> None:
    for number in range(20):
        mirror.add(f"{number}.py", PRINT)
    mirror.add("deep.py", STACK_OVERFLOW)
    mirror.add("deeper/still.py", STACK_OVERFLOW)
    found = lint(mirror, ["T201"], Limits())
    assert set(found.hits) == {f"{number}.py" for number in range(20)}
    assert set(found.failed) == {"deep.py", "deeper/still.py"}
    assert "stack overflow" in found.failed["deep.py"]


def test_without_ruff_the_rest_of_the_engine_still_answers(other_ruff: Path) -> None:
    assert not other_ruff.exists()
    with Engine(workers=1) as engine:
        report = analyzed(engine, {"a.py": b"eval(input())\n", "b.py": b""})
    assert [issue.rule for issue in report.issues] == ["eval_usage"]
    assert [(told.path, told.kind) for told in report.diagnostics] == [
        ("a.py", "analyzer_degraded"),
        ("b.py", "analyzer_degraded"),
    ]
    assert report.examined == frozenset(), "nothing may be taken for resolved that nobody looked for"


@pytest.mark.parametrize("text", ["exit 2", "kill -SEGV $$", "exit 101", "echo no json; exit 3"])
def test_a_ruff_that_always_fails_is_given_up_after_one_more_try(other_ruff: Path, mirror: Mirror, text: str) -> None:
    calls = other_ruff.with_name("calls")
    script(other_ruff, f"echo x >> {calls}\n{text}")
    for number in range(50):
        mirror.add(f"{number}.py", PRINT)
    found = lint(mirror, ["T201"], Limits())
    assert len(found.failed) == 50
    assert len(calls.read_text().splitlines()) == 2


def test_a_ruff_that_hangs_is_ended(other_ruff: Path, mirror: Mirror) -> None:
    script(other_ruff, "exec sleep 60")
    mirror.add("a.py", PRINT)
    started = time.monotonic()
    found = lint(mirror, ["T201"], Limits(ruff_seconds=0.5))
    assert time.monotonic() - started < 10
    assert "0.5 seconds" in found.failed["a.py"]


def test_what_is_no_json_is_a_failure_of_ruff(other_ruff: Path, mirror: Mirror) -> None:
    script(other_ruff, "echo this is not json; exit 1")
    mirror.add("a.py", PRINT)
    assert set(lint(mirror, ["T201"], Limits()).failed) == {"a.py"}


def test_nobody_elses_environment_reaches_ruff(
    other_ruff: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "github")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    seen = other_ruff.with_name("seen")
    script(other_ruff, f"export > {seen}")
    mirror.add("a.py", PRINT)
    lint(mirror, ["T201"], Limits())
    assert "secret" not in seen.read_text()
    assert "RUFF" not in seen.read_text()


def test_the_hits_of_one_file_are_bounded(mirror: Mirror) -> None:
    mirror.add("a.py", PRINT * 6000)
    assert len(lint(mirror, ["T201"], Limits()).hits["a.py"]) == ruff.HITS_OF_A_FILE


def test_the_version_and_the_rules_are_ruffs_own() -> None:
    assert ruff.version().count(".") == 2
    assert ruff.known_codes()["T201"]["name"] == "print"


def test_the_mirror_is_private_and_goes_in_the_end() -> None:
    with Mirror() as mirror:
        mirror.add("a/b.py", "x = 1\r\ny = '\u00e4'\n")
        assert stat.S_IMODE(mirror.folder.stat().st_mode) == 0o700
        assert (mirror.folder / "a" / "b.py").read_bytes() == "x = 1\r\ny = '\u00e4'\n".encode()
    assert not mirror.folder.exists()


def test_mirrors_of_processes_that_were_killed_are_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names = ("hefesto-mirror-1-old", "hefesto-mirror-2-new", "somebody-elses")
    for name in names:
        (tmp_path / name).mkdir()
    long_ago = time.time() - mirror_module.ABANDONED_SECONDS - 1
    for name in (names[0], names[2]):
        os.utime(tmp_path / name, (long_ago, long_ago))
    (tmp_path / "hefesto-mirror-link").symlink_to(tmp_path / "somebody-elses")
    sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "hefesto-mirror-2-new",
        "hefesto-mirror-link",
        "somebody-elses",
    ]
