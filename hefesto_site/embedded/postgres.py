"""The embedded Postgres: made once, started as a process of its own, stopped in order."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from hefesto_site.embedded.places import EmbeddedError, Places, make_private, secret
from hefesto_site.embedded.programs import find_postgres, program_version

DATABASE = "hefesto"
ROLE = "hefesto"
LOG_LIMIT_BYTES = 5_000_000
START_SECONDS = 600
STOP_SECONDS = 60
ZOMBIE_SECONDS = 10
POLL_SECONDS = 0.01
STATUS_LINE = 7
FIRST_WITH_BUILTIN_LOCALE = 17
COMPLAINT = re.compile(r"\b(FATAL|PANIC|ERROR|error):")
COMPLAINT_PREFIX = re.compile(r"^\d{4}-\S+ \S+ \w+ \[\d+\] |^.*/bin/|^(FATAL|PANIC|ERROR): +")

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # One server, no replica: the least that must be written, in fewer and larger checkpoints.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    # Containers often give 64 MB of shared memory; parallel queries then take theirs from the main segment.
    "min_dynamic_shared_memory": "32MB",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] ",
}
THROW_AWAY_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "wal_compression": "off"}


def password(places: Places) -> str:
    """Return the role's password, from the file that libpq reads."""
    line = secret(places.data_dir, places.password_file.name, template="*:*:*:*:{}")
    return line.rpartition(":")[2]


def is_answering(places: Places) -> bool:
    """Tell whether Postgres takes connections: its socket is open, and it says of itself that it is ready."""
    return accepts(places.postgres_socket) and status_words(places)[STATUS_LINE:] == ["ready"]


def accepts(path: Path) -> bool:
    """Tell whether a process listens on a Unix socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True


def status_words(places: Places) -> list[str]:
    """Return the lines of postmaster.pid; its eighth says `starting`, `ready` or `stopping`."""
    try:
        return [line.strip() for line in (places.postgres / "postmaster.pid").read_text().splitlines()]
    except OSError:
        return []


def start(places: Places, *, program_folder: str, throw_away: bool) -> None:
    """Make the cluster if there is none, start Postgres, and return when it takes connections."""
    folder = find_postgres(places, program_folder)
    if not (places.postgres / "PG_VERSION").exists():
        make_cluster(places, folder, throw_away=throw_away)
    wait_for_zombie(places)
    options = SETTINGS | {"unix_socket_directories": str(places.sockets)} | (THROW_AWAY_SETTINGS if throw_away else {})
    log = places.home / "postgres.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.unlink()
    with log.open("ab") as file:
        offset = file.tell()
        arguments = [f"--{name}={value}" for name, value in options.items()]
        server = launch([str(folder / "postgres"), "-D", str(places.postgres), *arguments], places, file.fileno())
    deadline = time.monotonic() + START_SECONDS
    while not is_answering(places):
        if server.poll() is not None or time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL does not start: {last_complaint(log, offset)} (log: {log})")
        time.sleep(POLL_SECONDS)


def launch(
    command: list[str], places: Places, output: int, source: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, so that Ctrl-C at the terminal does not reach it."""
    account = places.account
    return subprocess.Popen(
        command,
        stdin=source,
        stdout=output,
        stderr=output,
        cwd=places.home,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        umask=0o077,
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
    )


def make_cluster(places: Places, folder: Path, *, throw_away: bool) -> None:
    """Make the cluster aside and move it into place, so that a half-made one is never taken for a whole one."""
    draft = places.home / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    make_private(draft, places.account)
    initdb = [str(folder / "initdb"), f"--pgdata={draft}", "--username=postgres", "--encoding=UTF8", "--locale=C"]
    if (program_version(folder / "postgres") or 0) >= FIRST_WITH_BUILTIN_LOCALE:
        initdb += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    run([*initdb, "--auth=reject", "--no-instructions", *(["--no-sync"] if throw_away else [])], places)
    # In single-user mode there is no moment in which a server answers without a password.
    statements = (
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password(places)}'\nCREATE DATABASE {DATABASE} OWNER {ROLE}\n"
    )
    run([str(folder / "postgres"), "--single", "-D", str(draft), "postgres"], places, statements)
    (draft / "pg_hba.conf").write_text(f"local all {ROLE} scram-sha-256\n")
    draft.rename(places.postgres)


def run(command: list[str], places: Places, text: str = "") -> None:
    """Run one of Postgres' programs to its end as the servers' account."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as source:
        source.write(text.encode())
        source.seek(0)
        ended = launch(command, places, output.fileno(), source.fileno()).wait()
        output.seek(0)
        complaints = output.read().decode(errors="replace")
    if ended != 0 or "FATAL:" in complaints or "ERROR:" in complaints:
        raise EmbeddedError(f"PostgreSQL's data cannot be made in {places.home}: {worst_line(complaints)}")


def last_complaint(log: Path, offset: int) -> str:
    """Return the line of the log, since the offset, that tells best why the server ended."""
    with log.open("rb") as file:
        file.seek(offset)
        return worst_line(file.read().decode(errors="replace"))


def worst_line(text: str) -> str:
    """Return the last line that names an error, or else the last lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    full = [line for line in lines if "No space left" in line]
    bad = [line for line in lines if COMPLAINT.search(line)]
    found = (full or bad)[-1:] or lines[-3:] or ["no reason given"]
    return " ".join(COMPLAINT_PREFIX.sub("", line) for line in found)


def wait_for_zombie(places: Places) -> None:
    """Wait until a killed postmaster is reaped; until then its lock file counts as held."""
    words = status_words(places)
    deadline = time.monotonic() + ZOMBIE_SECONDS
    while words and words[0].isdigit() and is_zombie(int(words[0])):
        if time.monotonic() > deadline:
            # Nobody reaps here (a container whose first process does not): a zombie holds nothing any more.
            (places.postgres / "postmaster.pid").unlink(missing_ok=True)
            return
        time.sleep(POLL_SECONDS)


def is_zombie(pid: int) -> bool:
    """Tell whether a process has ended and only waits to be reaped."""
    return process_state(pid) == "Z"


def process_state(pid: int) -> str:
    """Return the letter of a process' state, empty if there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # the second: it ended between opening and reading
        if Path("/proc/self").exists():
            return ""
    shown = subprocess.run(["/bin/ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip()[:1]


def stop(places: Places) -> None:
    """Stop Postgres in order, roughly if it does not; nothing happens if it does not run."""
    words = status_words(places)
    if not accepts(places.postgres_socket) or not words:
        return
    pid = int(words[0])
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            return
        if has_ended(pid):
            return


def has_ended(pid: int) -> bool:
    """Wait for a process to end; False if it takes too long."""
    deadline = time.monotonic() + STOP_SECONDS
    while process_state(pid) not in {"", "Z"}:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
