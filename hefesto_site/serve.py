"""What `make run` does: servers, migrations, a first login, then web, worker and beat until somebody says stop."""

import errno
import fcntl
import io
import os
import socket
import sys
import time
from contextlib import ExitStack, closing
from functools import partial
from http import HTTPStatus
from pathlib import Path

import django
import orjson
import redis
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError, connections
from kombu.exceptions import OperationalError as BrokerError

from hefesto_site.celery import app
from hefesto_site.embedded import EmbeddedError, Hold
from hefesto_site.environment import BadSetting
from hefesto_site.first_analysis import FirstAnalysis, ask
from hefesto_site.presence import connect, present_workers
from hefesto_site.processes import ProcessGroup, Program, ProgramFailed, StopRequested, raise_on_signals

MOST_WEB_WORKERS = 8
FEWEST_TASK_THREADS = 4
TASK_STATEMENT_TIMEOUT_SECONDS = 300
BEAT_DELAY_SECONDS = 5.0
SERVERS_EVERY_SECONDS = 1.0
SERVERS_SILENT_SECONDS = 10.0
READY_SECONDS = 60.0
UNHEALTHY_SECONDS = 10.0
POLL_SECONDS = 0.05
LOOK_EVERY_SECONDS = 0.1


class CannotServe(Exception):
    """The service cannot start; the message is one line for the person at the terminal."""


def main() -> int:
    """Serve until a signal comes; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefesto_site.settings")
    raise_on_signals()
    try:
        with ExitStack() as stack:
            serve(stack)
    except StopRequested:
        return 0
    except (BadSetting, EmbeddedError, CannotServe, ProgramFailed, CommandError) as error:
        complain(str(error))
    except (DatabaseError, InterfaceError) as error:
        complain(f"the database cannot be used: {error}")
    except OSError as error:
        complain(f"{error.strerror or error}: {error.filename or settings.HEFESTO_DATA_DIR}")
    return 1


def complain(message: str) -> None:
    """Tell what is wrong, in one line."""
    sys.stderr.write(f"hefesto: {' '.join(message.split())}\n")


def serve(stack: ExitStack) -> None:
    """Start everything, tell where it is, and look after it."""
    check_port(settings.HEFESTO_HOST, settings.PORT)
    hold = Hold(settings.EMBEDDED)
    stack.callback(hold.release)
    hold.take()
    stack.callback(os.close, lock_data_dir(settings.HEFESTO_DATA_DIR))
    check_redis()
    login = prepare_database()
    group = stack.enter_context(ProcessGroup(programs(), prefixed=not settings.IS_EXPOSED))
    wait_until_serving(group)
    announce(group, login)
    look_after(group, login.get("api_key"))


def look_after(group: ProcessGroup, key: str | None) -> None:
    """Keep the programs running; on the first start, analyse what this checkout holds."""
    first = None
    if key and settings.HEFESTO_WORKSPACE == settings.BASE_DIR:
        tell = partial(group.tell, "hefesto")
        first = FirstAnalysis(own_address(), key, is_worker_present=is_worker_present, tell=tell)
    answered_at = time.monotonic()
    while True:
        group.look_after()
        answered_at = last_answer_of_servers(answered_at)
        if first:
            first.step()
        time.sleep(LOOK_EVERY_SECONDS)


def last_answer_of_servers(before: float) -> float:
    """Return when the embedded servers answered last; raise CannotServe when that is too long ago."""
    now = time.monotonic()
    if now - before < SERVERS_EVERY_SECONDS:
        return before
    if settings.EMBEDDED.are_answering():
        return now
    if now - before > SERVERS_SILENT_SECONDS:
        raise CannotServe(f"the embedded PostgreSQL or Valkey has ended; its log is in {settings.HEFESTO_DATA_DIR}.")
    return before


def is_worker_present() -> bool:
    """Tell whether a worker takes tasks."""
    with closing(connect()) as client:
        return bool(present_workers(client))


def check_port(host: str, port: int) -> None:
    """Refuse a port that cannot be listened on, before anything slow begins."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise CannotServe(f"HEFESTO_HOST: {host!r} is no address of this machine ({error.strerror}).") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen()
        except OSError as error:
            hint = "; PORT chooses another" if error.errno in {errno.EADDRINUSE, errno.EACCES} else ""
            raise CannotServe(f"cannot listen on {host} port {port}: {error.strerror}{hint}.") from error


def lock_data_dir(data_dir: Path) -> int:
    """Keep a second service from running on the same data; the lock ends with this process."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(data_dir / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CannotServe(f"Hefesto already runs on {data_dir}; another needs its own HEFESTO_DATA_DIR.") from None
    return descriptor


def check_redis() -> None:
    """Refuse to start without Redis or the broker: nothing could be analysed."""
    try:
        with closing(connect()) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise CannotServe(f"REDIS_URL: Redis does not answer: {error}") from error
    try:
        with app.connection_for_write(connect_timeout=5) as broker:
            broker.ensure_connection(max_retries=1, timeout=5)
    except BrokerError as error:
        raise CannotServe(f"CELERY_BROKER_URL: the broker does not answer: {error}") from error


def prepare_database() -> dict[str, str | None]:
    """Check, migrate, make the first login if there is none, and return what to tell of it."""
    django.setup()
    connections["default"].settings_dict["OPTIONS"]["options"] = "-c statement_timeout=0"
    call_command("migrate", verbosity=0, interactive=False, skip_checks=False)
    told = io.StringIO("{}")
    if not settings.IS_EXPOSED:
        call_command("first_login", stdout=told)
    connections.close_all()
    login: dict[str, str | None] = orjson.loads(told.getvalue())
    return login


def programs() -> list[Program]:
    """Return the service's programs."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "hefesto_site"]
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers"]
    web += ["--host", settings.HEFESTO_HOST, "--port", str(settings.PORT), "--log-level", "error"]
    web += ["--workers", str(min(cores, MOST_WEB_WORKERS)), "--blocking-threads", str(settings.HEFESTO_WEB_THREADS)]
    web.append("hefesto_site.wsgi:application")
    worker = [*celery, "worker", "--pool", "threads", "--concurrency", str(max(cores, FEWEST_TASK_THREADS))]
    worker += ["--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "--schedule", str(settings.HEFESTO_DATA_DIR / "beat-schedule"), "--pidfile", ""]
    timeout = {"HEFESTO_STATEMENT_TIMEOUT_SECONDS": str(TASK_STATEMENT_TIMEOUT_SECONDS)}
    # Nothing waits for beat's first look; without it, the others have the processors to themselves while they load.
    return [
        Program("web", web),
        Program("worker", worker, timeout),
        Program("beat", beat, delay_seconds=BEAT_DELAY_SECONDS),
    ]


def wait_until_serving(group: ProcessGroup) -> None:
    """Return when the service is healthy, or has said for a while that it is not: then `/health` tells what is wrong."""
    started, answered = time.monotonic(), 0.0
    while (status := ask(own_address(), "GET", "/health")[0]) != HTTPStatus.OK:
        group.look_after()
        now = time.monotonic()
        answered = answered or (now if status else 0.0)
        if answered and now - answered > UNHEALTHY_SECONDS:
            group.tell("hefesto", f"/health answers {status}")
            return
        if not answered and now - started > READY_SECONDS:
            raise CannotServe(f"the service does not answer after {READY_SECONDS:.0f} seconds.")
        time.sleep(POLL_SECONDS)


def announce(group: ProcessGroup, login: dict[str, str | None]) -> None:
    """Tell where everything is, and how to get in."""
    base = f"http://{url_host(settings.HEFESTO_HOST)}:{settings.PORT}"
    lines = [f"serving  {base}", f"docs     {base}/docs", f"admin    {base}/admin/  {login.get('login', '')}"]
    if key := login.get("api_key"):
        lines.append(f"api key  {key}  (shown this once)")
    for line in [*lines, f"data     {settings.HEFESTO_DATA_DIR}", "stop     Ctrl-C"]:
        group.tell("hefesto", line.rstrip())


def own_address() -> tuple[str, int]:
    """Return where this service is asked."""
    return reachable_host(settings.HEFESTO_HOST), settings.PORT


def reachable_host(host: str) -> str:
    """Return an address to ask, where the host stands for all of them."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def url_host(host: str) -> str:
    """Return the host as it stands in a URL."""
    shown = reachable_host(host)
    return f"[{shown}]" if ":" in shown else shown


if __name__ == "__main__":
    sys.exit(main())
