"""What is up: one function for each part, each with its own limit of time."""

import tempfile
import urllib.request
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final

import redis
from django.conf import settings
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from analysis.engine import ruff
from analysis.engine.catalogue import Catalogue, catalogue
from analysis.engine.examining import examine
from hefesto_site.access.tiers import has_feature
from hefesto_site.celery import app
from hefesto_site.health import broken_analyzer, is_database_answering
from hefesto_site.presence import connect, present_workers

PROBE_SECONDS: Final = 2
ANALYZERS: Final = ("complexity", "security", "code_smells", "best_practices")

_SAMPLE_NAME: Final = "self_test.py"
_SAMPLE: Final = """\
import hashlib
from os.path import *


def Decide(a, b, c, d, e, f, g):
    try:
        if a and b or c and d or e and f:
            return eval(input())
        if a == None or b or c:
            return hashlib.md5(g).hexdigest()
    except:
        pass
"""
"""Has something for every analyzer to find."""


class Availability(StrEnum):
    """Whether something of our own works."""

    AVAILABLE = "available"
    DEGRADED = "degraded"
    UNAVAILABLE = "unavailable"


class Integration(StrEnum):
    """Where another's service, or our door to it, stands."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    ENABLED = "enabled"
    DISABLED = "disabled"
    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"


def analyzers() -> dict[str, Availability]:
    """Each analyzer by whether it finds what it must in a sample; degraded where ruff's part of its rules is away."""
    if broken_analyzer():
        return dict.fromkeys(ANALYZERS, Availability.UNAVAILABLE)
    rules = catalogue()
    examined = examine(_SAMPLE_NAME, _SAMPLE, rules)
    by_python = {rules.rules[found.rule].analyzer for found in examined.found if found.rule in rules.rules}
    by_ruff = _found_by_ruff(rules)
    return {
        analyzer: _judge(
            works=analyzer in by_python | by_ruff,
            whole=examined.complete and (bool(by_ruff) or not any(rule.codes for rule in rules.of(analyzer))),
        )
        for analyzer in ANALYZERS
    }


def _judge(*, works: bool, whole: bool) -> Availability:
    if not works:
        return Availability.UNAVAILABLE
    return Availability.AVAILABLE if whole else Availability.DEGRADED


def _found_by_ruff(rules: Catalogue) -> set[str]:
    """The analyzers for which ruff finds something in the sample."""
    known = rules.by_ruff_code
    try:
        with tempfile.TemporaryDirectory(prefix="hefesto-") as folder:
            (Path(folder) / _SAMPLE_NAME).write_text(_SAMPLE, encoding="utf-8")
            found = ruff.check(Path(folder), known, seconds=PROBE_SECONDS)
    except (ruff.RuffFailed, OSError):
        return set()
    return {known[hit.code].analyzer for hits in found.values() for hit in hits if hit.code in known}


def database() -> Availability:
    """Whether Postgres answers on this thread's connection."""
    return Availability.AVAILABLE if is_database_answering() else Availability.UNAVAILABLE


def redis_and_workers() -> tuple[Availability, int]:
    """Whether Redis answers, and how many workers gave a sign of life there lately."""
    try:
        with closing(connect()) as client:
            return Availability.AVAILABLE, len(present_workers(client))
    except redis.RedisError:
        return Availability.UNAVAILABLE, 0


def broker() -> Availability:
    """Whether tasks can be handed to the broker."""
    try:
        with app.connection_for_write(connect_timeout=PROBE_SECONDS) as connection:
            connection.ensure_connection(max_retries=0, timeout=PROBE_SECONDS)
    except (OperationalError, OSError):
        return Availability.UNAVAILABLE
    return Availability.AVAILABLE


def bigquery() -> Integration:
    """Where the mirror's way to BigQuery stands."""
    if not is_bigquery_enabled():
        return Integration.DISABLED
    # Loaded where it is used: Google's library costs half a second and 45 MB that most installations never need.
    is_connected = import_string("metrics.mirror.client.is_connected")
    return Integration.CONNECTED if is_connected() else Integration.DISCONNECTED


def is_bigquery_enabled() -> bool:
    """Whether there is a dataset to mirror to, and a tier that may."""
    is_set = bool(settings.HEFESTO_BIGQUERY_PROJECT and settings.HEFESTO_BIGQUERY_DATASET)
    return is_set and has_feature(settings.HEFESTO_LICENSE_TIER, "bigquery_analytics")


def iris() -> Integration:
    """Whether alerts are taken: the webhook refuses every call without a secret."""
    return Integration.ENABLED if settings.HEFESTO_IRIS_WEBHOOK_SECRET else Integration.DISABLED


def gemini() -> Integration:
    """Whether Google's language model takes our key."""
    if not settings.GEMINI_API_KEY:
        return Integration.DISABLED
    request = urllib.request.Request(  # noqa: S310 - the setting's reader takes nothing but http and https
        f"{settings.HEFESTO_GEMINI_ENDPOINT}/v1beta/models?pageSize=1",
        headers={"x-goog-api-key": settings.GEMINI_API_KEY},
    )
    try:
        with urllib.request.urlopen(request, timeout=PROBE_SECONDS):  # noqa: S310 - as above
            return Integration.AVAILABLE
    except OSError:  # a refusal is an HTTPError, which is one too
        return Integration.UNAVAILABLE
