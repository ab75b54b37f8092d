"""Programs that run together."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from hefesto_site import processes
from hefesto_site.processes import ProcessGroup, Program, ProgramFailed

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
PARENT = (
    "import subprocess, sys, time; c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print('child', c.pid, flush=True); time.sleep(60)"
)
OWNER = f"""
import sys, time
from hefesto_site.processes import ProcessGroup, Program
with ProcessGroup([Program("one", [sys.executable, "-c", {SLEEP!r}])]) as group:
    print("running", group.programs[0].process.pid, flush=True)
    time.sleep(60)
"""


def python(name: str, code: str) -> Program:
    return Program(name, [sys.executable, "-c", code])


def wait_for(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    found = subprocess.run(["/bin/ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.strip()[:1] not in {"", "Z"}


def pids(group: ProcessGroup) -> list[int]:
    return [program.process.pid for program in group.programs if program.process]


def test_each_line_stands_under_its_program() -> None:
    output = io.StringIO()
    programs = [python("web", "print('one\\ntwo')"), python("worker", "print('three')")]
    with ProcessGroup(programs, output=output):
        wait_for(lambda: output.getvalue().count("\n") == 3)
    assert sorted(output.getvalue().splitlines()) == ["web    | one", "web    | two", "worker | three"]


def test_lines_for_machines_have_no_prefix() -> None:
    output = io.StringIO()
    with ProcessGroup([python("web", "print('{}')")], output=output, prefixed=False) as group:
        wait_for(lambda: output.getvalue() == "{}\n")
        group.tell("hefesto", "serving")
    assert json.loads(output.getvalue().splitlines()[1]) == {"event": "serving", "level": "info", "logger": "hefesto"}


def test_a_program_that_was_killed_is_started_again() -> None:
    output = io.StringIO()
    with ProcessGroup([python("web", SLEEP)], output=output) as group:
        [first] = pids(group)
        os.kill(first, signal.SIGKILL)

        def is_replaced() -> bool:
            group.look_after()
            return pids(group) != [first]

        wait_for(is_replaced)
        assert "web | ended (signal SIGKILL): starting it again" in output.getvalue()
        wait_for(lambda: is_running(pids(group)[0]))


def test_a_program_that_cannot_run_ends_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "RESTART_PAUSE_SECONDS", 0.0)
    with ProcessGroup([python("web", "raise SystemExit(3)")], output=io.StringIO()) as group:

        def look_forever() -> bool:
            group.look_after()
            return False

        with pytest.raises(ProgramFailed, match=r"^web ended 3 times in a row \(exit code 3\)\.$"):
            wait_for(look_forever)


def test_the_end_takes_programs_and_what_they_started() -> None:
    output = io.StringIO()
    with ProcessGroup([python("one", PARENT), python("two", SLEEP)], output=output) as group:
        wait_for(lambda: "child" in output.getvalue() and "up" in output.getvalue())
        child = int(output.getvalue().split("child ")[1].split()[0])
        everything = [child, group.group_id, *pids(group)]
    assert [pid for pid in everything if is_running(pid)] == []


def test_a_program_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.5)
    output = io.StringIO()
    with ProcessGroup([python("one", STUBBORN)], output=output) as group:
        wait_for(lambda: "up" in output.getvalue())
        [pid] = pids(group)
    assert not is_running(pid)


def test_even_a_killed_owner_leaves_no_program_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout
        line = next(line for line in owner.stdout if line.startswith("running"))
        owner.kill()
    wait_for(lambda: not is_running(int(line.split()[1])))


def test_nobody_reading_the_output_does_not_stop_a_program() -> None:
    output = io.StringIO()
    with ProcessGroup([python("one", SLEEP)], output=output) as group:
        output.close()
        group.tell("one", "unheard")
        assert is_running(pids(group)[0])
