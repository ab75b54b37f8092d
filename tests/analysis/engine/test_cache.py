"""What the cache keeps, when it is believed, and that it stays small."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from analysis.engine.cache import FILE, Cache
from analysis.engine.catalogue import catalogue
from analysis.engine.record import Record
from analysis.engine.run import Engine, Report, Source
from findings.severity import Severity
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


def changed(folder: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Change or read the file behind the cache's back."""
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        return connection.execute(statement, values).fetchall()


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
    with closing(Cache(tmp_path, "as it was")) as before, closing(Cache(tmp_path, "as it is")) as after:
        key = before.key("a.py", b"x = 1")
        before.put(key, Record(lines=1))
        before.flush()
        assert before.get(key, "a.py") is not None
        assert after.key("a.py", b"x = 1") != key


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE records SET record = SUBSTR(record, 1, LENGTH(record) - 5)",
        "UPDATE records SET record = x''",
        "UPDATE records SET record = NULL",
        "UPDATE records SET record = 5",
        "UPDATE records SET record = SUBSTR(record, 1, 40) || x'58' || SUBSTR(record, 42)",
        "UPDATE records SET record = RANDOMBLOB(300)",
        "DELETE FROM records",
    ],
)
def test_a_broken_entry_is_none(engine: Engine, tmp_path: Path, harm: str) -> None:
    first = analyzed(engine, FILES)
    changed(tmp_path / "cache", harm)
    second = analyzed(engine, FILES)
    assert second.cache_hits == 0
    assert without_hits(second) == without_hits(first)
    assert analyzed(engine, FILES).cache_hits == 4


@pytest.mark.parametrize("content", [b"", b"this is no cache", os.urandom(50_000), b"SQLite format 3\0" + b"x" * 9000])
def test_a_broken_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / FILE).write_bytes(content)
    with Engine(workers=1, cache_folder=tmp_path / "cache") as engine:
        first = analyzed(engine, FILES)
        assert first.examined == {"a.py", "b/c.py", "clean.py"}
        analyzed(engine, FILES)
        assert analyzed(engine, FILES).cache_hits == 4


def test_a_cache_that_another_process_holds_is_done_without(engine: Engine, tmp_path: Path) -> None:
    first = analyzed(engine, FILES)
    with closing(sqlite3.connect(tmp_path / "cache" / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        report = analyzed(engine, FILES | {"new.py": b"x = 1\n"})
        other.execute("ROLLBACK")
    assert "new.py" in report.examined
    assert report.issues == first.issues


def test_several_threads_share_it(engine: Engine) -> None:
    finished: list[int] = []

    def ask(number: int) -> None:
        for _ in range(3):
            analyzed(engine, {f"{number}/{n}.py": f"x = {n}\n".encode() for n in range(30)})
        finished.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(finished) == [0, 1, 2, 3, 4]
    assert analyzed(engine, {f"4/{n}.py": f"x = {n}\n".encode() for n in range(30)}).cache_hits == 30


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
    files = list((tmp_path / "cache").iterdir())
    assert files
    assert all(secret.encode() not in file.read_bytes() for file in files)


def test_only_its_owner_can_read_the_cache(engine: Engine, tmp_path: Path) -> None:
    analyzed(engine, FILES)
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_hold_a_cache_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache" / FILE).mkdir(parents=True)
    with Engine(workers=1, cache_folder=tmp_path / "cache") as engine:
        assert analyzed(engine, FILES).examined == analyzed(engine, FILES).examined == {"a.py", "b/c.py", "clean.py"}


def test_an_analysis_that_is_broken_off_keeps_what_it_has(engine: Engine) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    sources = [Source(path, data) for path, data in FILES.items()]
    with pytest.raises(KeyboardInterrupt):
        engine.analyze(sources, analyzers=["security"], threshold=Severity.LOW, progress=stop)
    assert analyzed(engine, FILES).cache_hits >= 1


def test_the_least_used_entries_leave_when_it_is_full(tmp_path: Path) -> None:
    with closing(Cache(tmp_path, "1", limit_bytes=20_000)) as cache:
        keys = [cache.key(f"{number}.py", b"x = 1") for number in range(100)]
        for key in keys:
            cache.put(key, Record(facts={"some_rule": "x" * 500}))
        cache.flush()
        for age, key in enumerate(keys):
            changed(tmp_path, "UPDATE records SET day = day - ? WHERE key = ?", age // 4, key)
        cache.prune()
        left = [key for key in keys if cache.get(key, "a.py") is not None]
    assert 0 < len(left) < 40
    assert left == keys[: len(left)]
    ((size,),) = changed(tmp_path, "SELECT SUM(LENGTH(record)) FROM records")
    assert size <= 20_000  # type: ignore[operator]


def test_entries_that_were_long_not_used_leave(tmp_path: Path) -> None:
    with closing(Cache(tmp_path, "1")) as cache:
        fresh, old = cache.key("fresh.py", b""), cache.key("old.py", b"")
        for key in (fresh, old):
            cache.put(key, Record())
        cache.flush()
        changed(tmp_path, "UPDATE records SET day = day - 90 WHERE key = ?", old)
        cache.prune()
        assert cache.get(fresh, "fresh.py") is not None
        assert cache.get(old, "old.py") is None


def test_an_entry_that_is_used_does_not_grow_old(tmp_path: Path) -> None:
    with closing(Cache(tmp_path, "1")) as cache:
        key = cache.key("a.py", b"")
        cache.put(key, Record())
        cache.flush()
        ((today,),) = changed(tmp_path, "SELECT day FROM records")
        changed(tmp_path, "UPDATE records SET day = day - 20")
        assert cache.get(key, "a.py") is not None
        assert changed(tmp_path, "SELECT day FROM records") == [(today,)]


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
