"""`manage.py analyze` as people and scripts call it."""

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from analysis import services
from analysis.examination import Order
from analysis.management.commands import analyze as analyze_command
from analysis.models import Analysis
from findings.models import Finding
from findings.severity import Severity
from hefesto_site.access.models import Project
from hefesto_site.access.selectors import project_for
from tests.analysis.conftest import CLEAN, MANY_PARAMETERS, Writer
from tests.contract import ContractClient

pytestmark = pytest.mark.django_db(transaction=True)

MANAGE = settings.BASE_DIR / "manage.py"
NO_DATABASE = "postgres://nobody@127.0.0.1:1/nothing"
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(**variables: str) -> dict[str, str]:
    """The environment of a process on this test's database."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return {**os.environ, "DATABASE_URL": address, **variables}


@pytest.fixture
def manage(workspace: Path) -> Command:
    """Return the command as a shell runs it."""

    def run(*arguments: str, folder: Path = workspace, **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(MANAGE), "analyze", *arguments],
            cwd=folder,
            env=environment(**variables),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def analyze(workspace: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Return the command, run in this process, which is so much faster."""
    monkeypatch.chdir(workspace)

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        code = 0
        try:
            analyze_command.Command().run_from_argv(["manage.py", "analyze", *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capfd.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run


def test_a_report_goes_to_standard_output_and_nothing_else_is_said(manage: Command, write: Writer) -> None:
    write("src/a.py", MANY_PARAMETERS)
    done = manage("src")
    assert done.returncode == 0
    assert done.stdout.startswith("Hefesto 4.1.0: src\nproject default, 1 file, 6 lines in ")
    assert "`pay` takes 6 parameters (at most 5)." in done.stdout
    assert done.stdout.endswith("\n1 issue at or above MEDIUM: 0 critical, 0 high, 1 medium, 0 low.\n")
    assert done.stderr == ""


def test_the_command_and_the_api_say_the_same(
    analyze: Command, write: Writer, api: ContractClient, celery_worker: str
) -> None:
    write("a.py")
    by_command = json.loads(analyze("a.py", "--format", "json").stdout)
    analysis = Analysis.objects.get()
    assert by_command == api.get(f"/api/v1/analyze/{analysis.pk}").json()["data"]
    by_api = api.post("/api/v1/analyze", {"path": "a.py"}).json()["data"]
    changing = ("analysis_id", "timestamp", "execution_time_ms")
    of_the_run = ("new_findings", "cache_hits")
    for answer in (by_command, by_api):
        for name in changing:
            del answer[name]
        for name in of_the_run:
            del answer["metadata"][name]
    assert by_command == by_api
    assert set(Finding.objects.values_list("occurrence_count", flat=True)) == {2}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "MEDIUM"], 1),
        (["--fail-on", "low"], 1),
        (["--fail-on", "HIGH"], 0),
        (["--fail-on", "CRITICAL", "--severity-threshold", "LOW"], 0),
        (["--fail-on", "MEDIUM", "--analyzers", "security"], 0),
        (["--fail-on", "MEDIUM", "--exclude", "a.py"], 0),
    ],
)
def test_the_gate_decides_the_exit_code(analyze: Command, write: Writer, arguments: list[str], code: int) -> None:
    write("a.py", MANY_PARAMETERS)
    write("b.py", CLEAN)
    done = analyze(".", *arguments)
    assert (done.returncode, done.stderr) == (code, "")
    assert "Hefesto 4.1.0: ." in done.stdout


def test_what_staff_put_aside_does_not_fail_the_gate(analyze: Command, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    assert analyze(".", "--fail-on", "LOW").returncode == 1
    Finding.objects.update(status="ignored")
    assert analyze(".", "--fail-on", "LOW").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing.py"], "File path does not exist or is not readable (path: nothing.py, reason: file_not_found)"),
        (["/etc/passwd"], "(path: /etc/passwd, reason: outside_workspace)"),
        (["../.."], "reason: outside_workspace)"),
        (
            [".", "--analyzers", "taste"],
            "must be some of complexity, security, code_smells, best_practices, not 'taste'",
        ),
        ([".", "--severity-threshold", "BAD"], "must be one of LOW, MEDIUM, HIGH, CRITICAL, not 'BAD'"),
        ([".", "--fail-on", "BAD"], "must be one of LOW, MEDIUM, HIGH, CRITICAL, not 'BAD'"),
        ([".", "--fail-on", "LOW", "--severity-threshold", "HIGH"], "--fail-on LOW never sees what"),
        ([".", "--exclude", "**/**/**/**/x"], "exclude_patterns.0: Not a pattern as in .gitignore"),
        ([".", "--exclude", "a\udcff"], "argument --exclude: must be text"),
        (["a\udcff"], "reason: invalid_path"),
        ([".", "--project", "nobody"], "Project not found (project: nobody)"),
        ([".", "--format", "pdf"], "invalid choice: 'pdf'"),
        ([".", "--output", "/nowhere/report.txt"], "No such file or directory: /nowhere/report.txt"),
        ([], "the following arguments are required: PATH"),
    ],
)
def test_what_cannot_be_run_is_told_with_exit_code_2(
    analyze: Command, write: Writer, arguments: list[str], told: str
) -> None:
    write("a.py", CLEAN)
    done = analyze(*arguments)
    assert done.returncode == 2
    assert told in done.stderr.splitlines()[-1]
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_told_in_one_line(manage: Command, write: Writer) -> None:
    write("a.py", CLEAN)
    done = manage(".", DATABASE_URL=NO_DATABASE)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "The database cannot be used: " in line


def test_without_storing_no_database_is_needed_and_nothing_is_stored(manage: Command, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS * 2)
    done = manage("a.py", "--no-store", "--format", "json", "--fail-on", "LOW", DATABASE_URL=NO_DATABASE)
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    assert (answer["analysis_id"], answer["project"]) == (None, None)
    ids = [finding["id"] for finding in answer["findings"]]
    assert len(set(ids)) == len(ids) >= 2
    assert all(identity.startswith("issue_") for identity in ids)
    again = json.loads(manage("a.py", "--no-store", "--format", "json", "--fail-on", "LOW").stdout)
    assert [finding["id"] for finding in again["findings"]] == ids
    assert (Analysis.objects.count(), Finding.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("form", "start"), [("html", "<!doctype html>"), ("sarif", '{"$schema":'), ("text", "Hefesto")]
)
def test_a_report_can_be_written_to_a_file(
    manage: Command, write: Writer, tmp_path: Path, form: str, start: str
) -> None:
    write("ä.py", MANY_PARAMETERS)
    done = manage(".", "--format", form, "--output", str(tmp_path / "report"), "--no-store", LC_ALL="C", LANG="C")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "report").read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("a.py", "src/deep"),
        ("../deep/a.py", "src/deep"),
        ("./src//deep/a.py", "."),
        ("{workspace}/src/deep/a.py", "/"),
        ("src/deep/a.py", "/"),
    ],
)
def test_a_path_is_meant_from_where_one_stands(
    analyze: Command, write: Writer, monkeypatch: pytest.MonkeyPatch, path: str, folder: str
) -> None:
    workspace = write("src/deep/a.py", CLEAN).parents[2]
    monkeypatch.chdir(workspace / folder)
    done = analyze(path.format(workspace=workspace), "--format", "json", "--no-store")
    assert done.stderr == ""
    assert json.loads(done.stdout)["path"] == "src/deep/a.py"


def test_findings_belong_to_the_project_named(analyze: Command, write: Writer) -> None:
    write("a.py", MANY_PARAMETERS)
    Project.objects.create(slug="pay", name="Pay", root="elsewhere")
    assert "\nproject pay, " in analyze(".", "--project", "pay").stdout
    assert Finding.objects.get().project.slug == "pay"


def test_a_progress_bar_is_shown_on_a_terminal_only(write: Writer, workspace: Path) -> None:
    write("a.py", CLEAN)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen(
        [sys.executable, str(MANAGE), "analyze", ".", "--no-store"],
        cwd=workspace,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # how a terminal says that its other side is closed
            pass
        assert process.wait() == 0
    os.close(ours)
    assert b"files" in shown


def test_a_reader_that_has_seen_enough_is_no_error(write: Writer, workspace: Path) -> None:
    for number in range(200):
        write(f"src/{number}.py", MANY_PARAMETERS)
    command = f"{sys.executable} {MANAGE} analyze . --no-store | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["/bin/bash", "-c", command], cwd=workspace, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "Hefesto 4.1.0: .\n", "")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let programs be interrupted that start from here: a shell has its background jobs ignore that, for ever."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_analysis_is_recorded_as_such(write: Writer, workspace: Path) -> None:
    for number in range(300):
        write(f"src/{number}.py", "".join(f"def f{n}(a):\n    if a:\n        return {n}\n\n\n" for n in range(200)))
    with subprocess.Popen(
        [sys.executable, str(MANAGE), "analyze", "."],
        cwd=workspace,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not Analysis.objects.filter(state="running").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, "CommandError: Interrupted.\n")
    analysis = Analysis.objects.get()
    assert (analysis.state, analysis.error_details) == ("failed", {"reason": "interrupted"})


def test_a_command_that_was_killed_is_given_up_and_not_repeated() -> None:
    order = Order(path=".", analyzers=("security",), threshold=Severity.LOW)
    analysis = services.begin(order, location="", project=project_for("", None, None))
    Analysis.objects.update(lease_expires_at=timezone.now())
    assert services.take_abandoned() == []
    analysis.refresh_from_db()
    assert (analysis.state, analysis.error_details["reason"]) == ("failed", "worker_lost")
