"""`manage.py analyze`: the service's analysis on the command line, for people and for scripts."""

import os
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from tqdm import tqdm

from analysis import answers, reports, selectors, services
from analysis.engine.run import Engine
from analysis.examination import ANALYZERS, Order, Progress, examine
from analysis.exceptions import AnalysisFailed
from analysis.models import Analysis
from analysis.shared_engine import CACHE_FOLDER
from findings.severity import Severity
from hefesto_site.access.selectors import project_for
from hefesto_site.api.errors import ApiError, ValidationFailed

GATE_FAILED: Final = 1
COULD_NOT_RUN: Final = 2
INTERRUPTED: Final = 130
_PUT_ASIDE: Final = frozenset({"ignored", "wontfix"})


class Command(BaseCommand):
    """Analyses a path in this process, and stores what it finds as the API does."""

    help = (
        "Analyses a file or folder below the workspace (HEFESTO_WORKSPACE). Exit code 0: done, and the gate holds; "
        "1: --fail-on found something; 2: could not run."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "path",
            metavar="PATH",
            help="Relative to the current folder; where that lies outside the workspace, relative to the workspace.",
        )
        parser.add_argument(
            "--format", choices=["text", "json", "html", "sarif"], default="text", help="Default: text."
        )
        parser.add_argument("--output", metavar="FILE", help="Write the report here instead of standard output.")
        parser.add_argument(
            "--analyzers", metavar="A,B", type=_analyzers, default=ANALYZERS, help=f"Of {', '.join(ANALYZERS)}."
        )
        parser.add_argument(
            "--severity-threshold",
            metavar="LEVEL",
            type=_severity,
            help="Report from this severity on. Default: MEDIUM.",
        )
        parser.add_argument(
            "--exclude",
            metavar="PATTERN",
            type=_text,
            action="append",
            default=[],
            help="As in .gitignore; may be repeated.",
        )
        parser.add_argument(
            "--fail-on",
            metavar="LEVEL",
            type=_severity,
            help="Exit with 1 if a finding at or above this severity is there that staff have not put aside.",
        )
        parser.add_argument("--no-store", action="store_true", help="Store nothing; needs no database.")
        parser.add_argument("--project", metavar="SLUG", type=_text, help="Project that the findings belong to.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Analyse, report, and leave with the exit code."""
        del args
        with _told_in_one_line():
            order = _order(options)
            answer = _unstored(order) if options["no_store"] else _stored(order, options["project"])
            document = orjson.loads(answer)
            report = answer + b"\n" if options["format"] == "json" else reports.rendered(document, options["format"])
            _write(report, options["output"])
        if options["fail_on"] is not None and _is_gate_failed(document, options["fail_on"]):
            sys.exit(GATE_FAILED)


def _text(argument: str) -> str:
    try:
        argument.encode()
    except UnicodeEncodeError:
        raise ArgumentTypeError("must be text") from None
    return argument


def _severity(text: str) -> Severity:
    try:
        return Severity[text.upper()]
    except KeyError:
        raise ArgumentTypeError(f"must be one of {', '.join(s.name for s in Severity)}, not {text!r}") from None


def _analyzers(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in ANALYZERS]
    if unknown or not names:
        raise ArgumentTypeError(f"must be some of {', '.join(ANALYZERS)}, not {', '.join(unknown) or text!r}")
    return names


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    """Whatever keeps the command from running is told in one line, with exit code 2."""
    try:
        yield
    except ValidationFailed as error:
        faults = "; ".join(f"{fault['field']}: {fault['message']}" for fault in error.details["errors"])
        raise CommandError(faults, returncode=COULD_NOT_RUN) from error
    except ApiError as error:
        about = ", ".join(f"{name}: {value}" for name, value in error.details.items() if name != "resource_type")
        raise CommandError(f"{error.message} ({about})", returncode=COULD_NOT_RUN) from error
    except Error as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CommandError(f"The database cannot be used: {reason}", returncode=COULD_NOT_RUN) from error
    except OSError as error:
        raise CommandError(f"{error.strerror or error}: {error.filename}", returncode=COULD_NOT_RUN) from error


def _order(options: dict[str, Any]) -> Order:
    """What the options ask for."""
    fail_on: Severity | None = options["fail_on"]
    threshold: Severity | None = options["severity_threshold"]
    if fail_on is not None and threshold is not None and fail_on < threshold:
        raise CommandError(
            f"--fail-on {fail_on.name} never sees what --severity-threshold {threshold.name} leaves out.",
            returncode=COULD_NOT_RUN,
        )
    return Order(
        path=_below_workspace(options["path"]),
        analyzers=options["analyzers"],
        threshold=threshold or min(Severity.MEDIUM, fail_on or Severity.MEDIUM),
        exclude_patterns=tuple(options["exclude"]),
    )


def _below_workspace(path: str) -> str:
    """The path relative to the workspace; one that leads out of it is left as it is, to be refused there."""
    if "\0" in path:
        return path
    root = services.workspace().root
    given = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve follows links, which the workspace must see
    for place in (given, given.parent.resolve() / given.name):
        if place.is_relative_to(root):
            return place.relative_to(root).as_posix()
    return path


@contextmanager
def _bar() -> Iterator[Progress]:
    """A progress bar on a terminal; nothing in a pipe."""
    with tqdm(unit=" files", file=sys.stderr, disable=None, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


def _engine() -> "closing[Engine]":
    return closing(Engine(cache_folder=CACHE_FOLDER))


def _stored(order: Order, slug: str | None) -> bytes:
    """The answer of an analysis that is recorded like any other."""
    location = services.workspace().locate(order.path, order.exclude_patterns)
    analysis = services.begin(order, location=location, project=project_for(location, slug, None))
    try:
        with _engine() as engine, _bar() as show:
            services.run(analysis, engine=engine, progress=show)
    except KeyboardInterrupt:
        services.fail(analysis, AnalysisFailed(reason="interrupted"))
        raise CommandError("Interrupted.", returncode=INTERRUPTED) from None
    analysis = selectors.reread(analysis)
    if analysis.state != Analysis.State.COMPLETED:
        raise selectors.failure_of(analysis)
    return selectors.answer_of(analysis)


def _unstored(order: Order) -> bytes:
    """The answer of an analysis that nobody will hear of again."""
    try:
        with _engine() as engine, _bar() as show:
            started = time.monotonic()
            found = examine(
                order,
                workspace=services.workspace(),
                engine=engine,
                time_limit_seconds=settings.HEFESTO_ANALYSIS_TIME_LIMIT_SECONDS,
                progress=show,
            )
            return answers.unstored(found, execution_time_ms=round((time.monotonic() - started) * 1000))
    except KeyboardInterrupt:
        raise CommandError("Interrupted.", returncode=INTERRUPTED) from None


def _write(report: bytes, output: str | None) -> None:
    if output is not None:
        Path(output).write_bytes(report)
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(report)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_gate_failed(document: dict[str, Any], level: Severity) -> bool:
    return any(
        Severity[finding["severity"]] >= level and finding["status"] not in _PUT_ASIDE
        for finding in document["findings"]
    )
