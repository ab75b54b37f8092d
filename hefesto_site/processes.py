"""Programs that run together: one prefix for each one's lines, restarts, and an end that leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self, TextIO

COLOURS = (36, 33, 35, 32, 34)
STOP_SECONDS = 10.0
RESTART_PAUSE_SECONDS = 1.0
HEALTHY_AFTER_SECONDS = 30.0
FAILURES_IN_A_ROW = 3
POLL_SECONDS = 0.1

# Runs as the head of the programs' process group. Its standard input ends when we do, however we end; then the whole
# group goes, so that not even `kill -9` on us leaves a program behind.
GUARD = """
import os, signal, subprocess, sys, time
for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(name, signal.SIG_IGN)
sys.stdin.buffer.read()
os.killpg(0, signal.SIGTERM)
deadline = time.monotonic() + float(sys.argv[1])
while time.monotonic() < deadline:
    groups = subprocess.run(["/bin/ps", "-e", "-o", "pgid="], capture_output=True, text=True).stdout.split()
    if groups.count(str(os.getpid())) <= 2:  # this process and ps itself
        break
    time.sleep(0.1)
os.killpg(0, signal.SIGKILL)
"""


class ProgramFailed(Exception):
    """A program ended again and again right after its start."""


class StopRequested(BaseException):
    """Somebody asked for the end: Ctrl-C, or a signal."""


@dataclass
class Program:
    """One program of the group."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    process: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    start_at: float | None = None
    failures: int = 0


class ProcessGroup:
    """The programs and what they print; used as a context, it stops them all at the end."""

    def __init__(self, programs: Iterable[Program], *, output: TextIO = sys.stdout, prefixed: bool = True) -> None:
        self.programs = list(programs)
        self.output = output
        self.prefixed = prefixed
        self.is_coloured = output.isatty()
        self.width = max(len(program.name) for program in self.programs)
        self.printing = threading.Lock()
        self.readers: list[threading.Thread] = []
        self.guard: subprocess.Popen[bytes] | None = None
        self.group_id = 0

    def __enter__(self) -> Self:
        """Start every program, those with a delay when `look_after` finds that it is over."""
        command = [sys.executable, "-I", "-c", GUARD, str(STOP_SECONDS)]
        self.guard = subprocess.Popen(command, stdin=subprocess.PIPE, process_group=0)
        self.group_id = self.guard.pid
        for program in self.programs:
            if program.delay_seconds:
                program.start_at = time.monotonic() + program.delay_seconds
            else:
                self.start(program)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop every program, and what they started."""
        self.stop()

    def start(self, program: Program) -> None:
        """Start one program, its lines read by a thread."""
        program.started_at, program.start_at = time.monotonic(), None
        program.process = subprocess.Popen(
            program.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **program.environment},
            process_group=self.group_id,
            text=True,
            errors="replace",
        )
        reader = threading.Thread(target=self.read, args=(program.name, program.process.stdout), daemon=True)
        reader.start()
        self.readers.append(reader)

    def read(self, name: str, lines: TextIO) -> None:
        """Print a program's lines until it ends."""
        with lines:
            for line in lines:
                self.write(f"{self.prefix(name) if self.prefixed else ''}{line.rstrip()}\n")

    def tell(self, name: str, line: str) -> None:
        """Print a line of our own under a name; where there are no prefixes, lines are read by machines."""
        if self.prefixed:
            self.write(f"{self.prefix(name)}{line}\n")
        else:
            self.write(json.dumps({"event": line, "level": "info", "logger": name}) + "\n")

    def write(self, text: str) -> None:
        """Print, one line at a time."""
        with self.printing:
            try:
                self.output.write(text)
                self.output.flush()
            except (OSError, ValueError):
                # Nobody reads any more; the programs must not feel it.
                return

    def prefix(self, name: str) -> str:
        """Return what stands before a program's lines."""
        shown = f"{name:<{self.width}} | "
        if not self.is_coloured:
            return shown
        names = [program.name for program in self.programs]
        colour = COLOURS[names.index(name) % len(COLOURS)] if name in names else 1
        return f"\033[{colour}m{shown}\033[0m"

    def look_after(self) -> None:
        """Restart what has ended; raise ProgramFailed when that does not help."""
        now = time.monotonic()
        for program in self.programs:
            if program.start_at is not None:
                if now >= program.start_at:
                    self.start(program)
            elif program.process and (code := program.process.poll()) is not None:
                self.note_end(program, code, now)

    def note_end(self, program: Program, code: int, now: float) -> None:
        """Count an end that nobody asked for, and plan the restart."""
        program.failures = 1 if now - program.started_at > HEALTHY_AFTER_SECONDS else program.failures + 1
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        if program.failures >= FAILURES_IN_A_ROW:
            raise ProgramFailed(f"{program.name} ended {program.failures} times in a row ({how}).")
        self.tell(program.name, f"ended ({how}): starting it again")
        program.start_at = now + RESTART_PAUSE_SECONDS

    def stop(self) -> None:
        """Ask every program to end, then end what is left of the group by force."""
        running = [program.process for program in self.programs if program.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        try:
            for process in running:
                process.wait(max(0.0, deadline - time.monotonic()))
        except (subprocess.TimeoutExpired, StopRequested):
            # Too slow, or asked for a second time.
            pass
        self.end_by_force(running)

    def end_by_force(self, running: list[subprocess.Popen[str]]) -> None:
        """Kill the whole group, its guard included."""
        if self.guard:
            os.killpg(self.group_id, signal.SIGKILL)
            self.guard.communicate()
        for process in running:
            process.wait()
        for reader in self.readers:
            reader.join(timeout=1)


def raise_on_signals() -> None:
    """Turn the signals that ask for an end into StopRequested."""

    def request_stop(number: int, _frame: object) -> None:
        raise StopRequested(signal.Signals(number).name)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, request_stop)
