"""That a file which ends its process costs only itself, and that no process outlives its use."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.engine import pool as pool_module
from analysis.engine import worker_process
from analysis.engine.examining import Examined
from analysis.engine.limits import Limits
from analysis.engine.pool import Job, Pool
from analysis.engine.run import Engine, Source, WorkersFailed
from findings.severity import Severity
from tests.analysis.engine.conftest import analyzed

FINE = "x = eval(input())\n"
SLOW = "x = 1\n" * 300_000  # seconds of work


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Whether something becomes so in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def is_gone(pid: int) -> bool:
    """Whether a process has ended, or is a zombie that nobody collects."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def looked_at(pool: Pool, files: list[tuple[str, str]]) -> dict[str, Examined]:
    """What a pool finds in some files."""
    with Job(lambda: pool) as job:
        job.add(files)
        return dict(job.results())


def kinds_of(examined: Examined) -> list[str]:
    return [kind for kind, _, _ in examined.diagnostics]


def test_a_file_that_takes_too_long_is_given_up_and_the_others_are_not() -> None:
    with Engine(workers=1, limits=Limits(file_seconds=0.5)) as engine:
        analyzed(engine, {"warm.py": b"x = 1\n"})
        report = analyzed(engine, {"slow.py": SLOW.encode(), "fine.py": FINE.encode(), "other.py": FINE.encode()})
    assert report.examined == {"fine.py", "other.py"}
    assert [(told.path, told.kind) for told in report.diagnostics] == [("slow.py", "timeout")]
    assert {issue.file_path for issue in report.issues} == {"fine.py", "other.py"}


def test_a_process_that_is_killed_in_its_work_is_replaced_and_the_file_looked_at_again() -> None:
    pool = Pool(1, Limits())
    try:
        looked_at(pool, [("warm.py", FINE)])
        (victim,) = pool.pids
        killer = threading.Timer(0.3, os.kill, (victim, signal.SIGKILL))
        killer.start()
        found = looked_at(pool, [("slow.py", "def f(a=[]): pass\n" * 30_000), ("fine.py", FINE)])
        killer.join()
        assert victim not in pool.pids
        assert all(examined.complete or "too_many_issues" in kinds_of(examined) for examined in found.values())
        assert set(found) == {"slow.py", "fine.py"}
    finally:
        pool.close()


def test_a_file_that_ends_two_processes_is_blamed() -> None:
    pool = Pool(1, Limits())
    try:
        looked_at(pool, [("warm.py", FINE)])
        found: dict[str, Examined] = {}

        def work() -> None:
            found.update(looked_at(pool, [("bad.py", "def f(a=[]): pass\n" * 60_000), ("fine.py", FINE)]))

        thread = threading.Thread(target=work)
        thread.start()
        seen: set[int] = set()
        while len(seen) < 2 and thread.is_alive():
            for pid in set(pool.pids) - seen:
                if _cpu_seconds(pid) > 0.6:  # it has started, and is at the file
                    os.kill(pid, signal.SIGKILL)
                    seen.add(pid)
            time.sleep(0.02)
        thread.join()
        assert kinds_of(found["bad.py"]) == ["crashed"]
        assert found["fine.py"].complete
    finally:
        pool.close()


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_process_that_is_killed_while_idle_is_replaced() -> None:
    with Engine(workers=2) as engine:
        analyzed(engine, {"a.py": FINE.encode(), "b.py": (FINE * 5000).encode()})
        for pid in engine.pids:
            os.kill(pid, signal.SIGKILL)
        assert analyzed(engine, {"a.py": FINE.encode()}).examined == {"a.py"}


def test_a_file_that_takes_more_memory_than_a_process_has_costs_only_itself() -> None:
    with Engine(workers=1, limits=Limits(worker_bytes=400 * 1024 * 1024, file_seconds=30)) as engine:
        report = analyzed(engine, {"large.py": b"x=1\n" * 400_000, "fine.py": FINE.encode()})
    assert report.examined == {"fine.py"}
    assert {told.kind for told in report.diagnostics if told.path == "large.py"} <= {
        "too_complex",
        "crashed",
        "timeout",
    }


def test_a_process_that_has_grown_is_replaced_after_its_work() -> None:
    with Engine(workers=1, limits=Limits(worker_peak_bytes=100 * 1024 * 1024)) as engine:
        analyzed(engine, {"a.py": FINE.encode()})
        (before,) = engine.pids
        analyzed(engine, {"large.py": b"import a, b, c\n" * 50_000})
        assert analyzed(engine, {"a.py": FINE.encode()}).examined == {"a.py"}
        assert engine.pids != [before]


def test_a_warm_engine_has_all_its_processes() -> None:
    with Engine(workers=3) as engine:
        engine.warm()
        before = engine.pids
        assert len(set(before)) == 3
        analyzed(engine, {f"{n}.py": FINE.encode() * 4000 for n in range(6)})
        assert engine.pids == before


def test_closing_ends_every_process_and_leaves_no_descriptor() -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    engine = Engine(workers=2)
    analyzed(engine, {f"{n}.py": FINE.encode() * 2000 for n in range(4)})
    pids = engine.pids
    assert len(pids) == 2
    engine.close()
    assert all(is_gone(pid) for pid in pids)
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_an_engine_that_was_closed_starts_again_when_it_is_asked() -> None:
    engine = Engine(workers=1)
    analyzed(engine, {"a.py": FINE.encode()})
    engine.close()
    assert analyzed(engine, {"a.py": FINE.encode()}).examined == {"a.py"}
    engine.close()


def test_closing_while_at_work_refuses_the_rest() -> None:
    engine = Engine(workers=1)
    closing = threading.Thread(target=engine.close)

    def close_once(_: int) -> None:
        if closing.ident is None:
            closing.start()

    files = [Source(f"{n}.py", FINE.encode() * 4000) for n in range(20)]
    with pytest.raises(WorkersFailed, match="closed"):
        engine.analyze(files, analyzers=["security"], threshold=Severity.LOW, progress=close_once)
    closing.join()
    assert engine.pids == []


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_their_parent_however_it_ends(end: signal.Signals) -> None:
    program = (
        "import time\n"
        "from analysis.engine.run import Engine, Source\n"
        "from findings.severity import Severity\n"
        "engine = Engine(workers=2)\n"
        "files = [Source(f'{n}.py', b'x = 1\\n' * 9000) for n in range(4)]\n"
        "engine.analyze(files, analyzers=['security'], threshold=Severity.LOW)\n"
        "print(*engine.pids, flush=True)\n"
        "time.sleep(60)\n"
    )
    root = str(Path(__file__).parents[3])
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent, parent.stdout as output:
        pids = [int(pid) for pid in output.readline().split()]
        parent.send_signal(end)
    assert len(pids) == 2
    assert within(5, lambda: all(is_gone(pid) for pid in pids))


def test_a_process_at_work_does_not_outlive_a_parent_that_was_killed() -> None:
    program = (
        "import threading, time\n"
        "from analysis.engine.run import Engine, Limits, Source\n"
        "from findings.severity import Severity\n"
        "engine = Engine(workers=1, limits=Limits(file_seconds=3))\n"
        "ask = lambda text: engine.analyze([Source('a.py', text)], analyzers=['security'], threshold=Severity.LOW)\n"
        "ask(b'x = 1')\n"
        "threading.Thread(target=ask, args=(b'x = 1\\n' * 300_000,), daemon=True).start()\n"
        "time.sleep(0.5)\n"
        "print(*engine.pids, flush=True)\n"
        "time.sleep(60)\n"
    )
    root = str(Path(__file__).parents[3])
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent, parent.stdout as output:
        (pid,) = (int(pid) for pid in output.readline().split())
        parent.kill()
    assert within(30, lambda: is_gone(pid))


def test_a_process_shares_no_descriptor_of_its_parent() -> None:
    with Path("/dev/null").open("rb") as secret, Engine(workers=1) as engine:
        os.set_inheritable(secret.fileno(), True)  # noqa: FBT003
        analyzed(engine, {"a.py": FINE.encode()})
        (pid,) = engine.pids
        targets = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    assert sum(target.startswith("socket:") for target in targets) == 1
    others = {target for target in targets if not target.startswith("socket:")}
    assert others <= {"/dev/null", f"/proc/{pid}/status"}  # the last while it asks how much memory it took


def test_an_engine_may_be_asked_after_a_fork() -> None:
    with Engine(workers=1) as engine:
        analyzed(engine, {"a.py": FINE.encode()})
        before = engine.pids
        program = os.fork()
        if program == 0:  # the child has neither the threads nor the sockets
            code = 1
            try:
                report = engine.analyze([Source("b.py", FINE.encode())], analyzers=["security"], threshold=Severity.LOW)
                code = 0 if report.examined == {"b.py"} and engine.pids != before else 2
                engine.close()
            finally:
                os._exit(code)
        _, status = os.waitpid(program, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert analyzed(engine, {"a.py": FINE.encode()}).examined == {"a.py"}
        assert engine.pids == before


def test_a_process_that_cannot_start_is_told_with_its_last_words() -> None:
    with Engine(workers=1, limits=Limits(worker_bytes=1024 * 1024)) as engine, pytest.raises(WorkersFailed) as failed:
        analyzed(engine, {"a.py": FINE.encode()})
    assert str(failed.value)


def test_the_largest_files_come_first_and_small_ones_share_a_request() -> None:
    sizes = [10, 200_000, 30, 70_000, 20]
    chunks = list(pool_module._parts([(f"{size}.py", "x" * size) for size in sizes]))
    assert [[path for path, _ in chunk] for chunk in chunks] == [
        ["200000.py"],
        ["70000.py"],
        ["30.py", "20.py", "10.py"],
    ]


def test_a_warm_process_answers_a_file_of_500_lines_in_time(engine: Engine) -> None:
    text = Path(worker_process.__file__).read_text() * 4
    analyzed(engine, {"warm.py": text.encode()})
    took = []
    for number in range(5):
        started = time.monotonic()
        analyzed(engine, {f"{number}.py": text.encode()})
        took.append(time.monotonic() - started)
    assert min(took) < 0.5  # a tenth of it on an idle machine; `make bench` measures
