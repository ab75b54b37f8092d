"""What the cache keeps, when it is believed, and that it stays small."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.engine.cache import Cache
from analysis.engine.catalogue import catalogue
from analysis.engine.record import Record
from analysis.engine.run import Engine, Report
from tests.analysis.engine.conftest import analyzed

FILES = {
    "a.py": b"def f(a=[]):\n    return eval(a)  # hefesto: ignore[eval_usage] fine\n",
    "b/c.py": b"# hefesto: ignore\nimport os\n\n\nclass C:\n    def m(self):\n        return os\n",
    "broken.py": b"def f(:\n",
    "clean.py": b"",
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(workers=1, cache_folder=tmp_path / "cache") as cached:
        yield cached


def entries_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def without_hits(report: Report) -> tuple[object, ...]:
    return report.issues, report.examined, report.diagnostics, report.suppressed, report.files, report.lines


def test_the_second_analysis_answers_the_same_from_the_cache(engine: Engine) -> None:
    first = analyzed(engine, FILES)
    second = analyzed(engine, FILES)
    assert (first.cache_hits, second.cache_hits) == (0, 4)
    assert without_hits(second) == without_hits(first)
    assert first.suppressed
    assert len(first.diagnostics) == 2


def test_another_engine_on_the_same_folder_has_the_same_cache(engine: Engine, tmp_path: Path) -> None:
    first = analyzed(engine, FILES)
    with Engine(workers=1, cache_folder=tmp_path / "cache") as other:
        second = analyzed(other, FILES)
    assert second.cache_hits == 4
    assert without_hits(second) == without_hits(first)


def test_a_changed_file_is_looked_at_again_and_the_others_are_not(engine: Engine) -> None:
    analyzed(engine, FILES)
    report = analyzed(engine, FILES | {"a.py": b"def f(a=[]):\n    return a\n"})
    assert report.cache_hits == 3
    assert "eval_usage" not in {s.rule for s in report.suppressed}


def test_the_same_text_under_another_path_is_looked_at_again(engine: Engine) -> None:
    text = b"assert input()\n"
    analyzed(engine, {"package/module.py": text})
    assert analyzed(engine, {"tests/test_module.py": text}).cache_hits == 0


def test_another_version_of_the_engine_believes_nothing(tmp_path: Path) -> None:
    before, after = Cache(tmp_path, "rules as they were"), Cache(tmp_path, "rules as they are")
    key = before.key("a.py", b"x = 1")
    before.put(key, Record(lines=1))
    assert before.get(key, "a.py") is not None
    assert after.key("a.py", b"x = 1") != key


@pytest.mark.parametrize("harm", ["cut", "emptied", "changed", "replaced", "a folder"])
def test_a_broken_entry_is_none(engine: Engine, tmp_path: Path, harm: str) -> None:
    first = analyzed(engine, FILES)
    for entry in entries_of(tmp_path / "cache"):
        stored = entry.read_bytes()
        entry.unlink()
        if harm == "a folder":
            entry.mkdir()
        else:
            middle = len(stored) // 2
            entry.write_bytes(
                {
                    "cut": stored[:-5],
                    "emptied": b"",
                    "changed": stored[:middle] + bytes([stored[middle] ^ 1]) + stored[middle + 1 :],
                    "replaced": b"\x80\x04" + os.urandom(200),
                }[harm]
            )
    second = analyzed(engine, FILES)
    assert second.cache_hits == 0
    assert without_hits(second) == without_hits(first)


def test_what_the_next_analysis_may_see_better_is_not_kept(tmp_path: Path) -> None:
    deep = b"x = a" + b".b" * 50_000 + b"\n" * 1000  # ruff and the parser give up on it
    with Engine(workers=1, cache_folder=tmp_path / "cache") as engine:
        report = analyzed(engine, {"deep.py": deep, "fine.py": b"x = 1\n"})
        assert "analyzer_degraded" in {told.kind for told in report.diagnostics}
        assert analyzed(engine, {"deep.py": deep, "fine.py": b"x = 1\n"}).cache_hits == 1


def test_a_secret_is_not_in_the_cache(engine: Engine, tmp_path: Path) -> None:
    secret = "AKIA" + "Z7QF3XKLMN4P2RST"
    report = analyzed(engine, {"a.py": f'KEY = "{secret}"\neval(input("{secret}"))\n'.encode()})
    assert "hardcoded_secrets" in {issue.rule for issue in report.issues}
    assert all(secret.encode() not in entry.read_bytes() for entry in entries_of(tmp_path / "cache"))


def test_only_its_owner_can_read_the_cache(engine: Engine, tmp_path: Path) -> None:
    analyzed(engine, FILES)
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_keeps_nothing_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    cache = Cache(tmp_path / "cache", "1")
    key = cache.key("a.py", b"")
    (tmp_path / "cache" / key[:2]).write_text("a file where a folder should be")
    cache.put(key, Record())
    assert cache.get(key, "a.py") is None


def test_the_least_used_entries_leave_when_it_is_full(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "1", limit_bytes=20_000)
    keys = [cache.key(f"{number}.py", b"x = 1") for number in range(100)]
    for age, key in enumerate(reversed(keys)):
        cache.put(key, Record(facts={"some_rule": "x" * 500}))
        used_at = time.time() - age * 60
        os.utime(tmp_path / key[:2] / f"{key[2:]}.record", (used_at, used_at))
    cache.prune()
    left = [key for key in keys if cache.get(key, "a.py") is not None]
    assert 0 < len(left) < 50
    assert left == keys[-len(left) :]
    assert sum(path.stat().st_size for path in entries_of(tmp_path)) <= 20_000


def test_old_entries_and_unfinished_ones_leave(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "1")
    fresh, old = cache.key("fresh.py", b""), cache.key("old.py", b"")
    for key in (fresh, old):
        cache.put(key, Record())
    months_ago = time.time() - 90 * 24 * 3600
    os.utime(tmp_path / old[:2] / f"{old[2:]}.record", (months_ago, months_ago))
    unfinished = tmp_path / fresh[:2] / "something.1.2.part"
    unfinished.write_bytes(b"")
    os.utime(unfinished, (months_ago, months_ago))
    cache.prune()
    assert cache.get(fresh, "fresh.py") is not None
    assert [path.suffix for path in entries_of(tmp_path)] == [".record"]


def test_an_entry_that_is_used_does_not_grow_old(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "1")
    key = cache.key("a.py", b"")
    cache.put(key, Record())
    weeks_ago = time.time() - 21 * 24 * 3600
    place = tmp_path / key[:2] / f"{key[2:]}.record"
    os.utime(place, (weeks_ago, weeks_ago))
    assert cache.get(key, "a.py") is not None
    assert time.time() - place.stat().st_mtime < 60


def test_what_rules_keep_to_compare_files_is_cached_with_each_file(engine: Engine) -> None:
    body = "".join(f"    total += amounts[{n}] * rates[{n}] - fees[{n}]\n    print(total, {n})\n" for n in range(20))
    one, other = (f"def {name}(amounts, rates, fees, total):\n{body}    return total\n" for name in ("f", "g"))
    first = analyzed(engine, {"one.py": one.encode(), "other.py": other.encode()})
    assert "duplicate_code" in {issue.rule for issue in first.issues}
    second = analyzed(engine, {"one.py": one.encode(), "other.py": other.encode()})
    assert (second.cache_hits, second.issues) == (2, first.issues)
    alone = analyzed(engine, {"one.py": one.encode()})
    assert "duplicate_code" not in {issue.rule for issue in alone.issues}


def test_the_cache_holds_every_analyzer_and_severity(engine: Engine) -> None:
    analyzed(engine, FILES)
    report = analyzed(engine, FILES)
    assert report.cache_hits == 4
    assert {issue.analyzer for issue in report.issues} <= set(catalogue().analyzers)
