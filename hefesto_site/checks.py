"""System checks: what the reader of one variable cannot judge by itself, each with an id and a hint."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - the framework's name
from django.urls import URLPattern, URLResolver, get_resolver

from hefesto_site.access.scopes import PUBLIC
from hefesto_site.access.tiers import has_feature
from hefesto_site.health import broken_analyzer

SHORTEST_WEBHOOK_SECRET = 16


@register(Tags.security)
def check_exposure(**_: Any) -> list[CheckMessage]:
    """What is right on a developer's machine and wrong where others reach the service."""
    if not settings.IS_EXPOSED:
        return []
    found: list[CheckMessage] = []
    if settings.HEFESTO_ANONYMOUS_ACCESS:
        found.append(
            Warning(
                "Analyses and findings are open to everyone.",
                hint="Leave HEFESTO_ANONYMOUS_ACCESS unset, and give callers API keys.",
                id="hefesto.W001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Warning(
                "Every Host header is believed.",
                hint="Name the hosts in HEFESTO_ALLOWED_HOSTS.",
                id="hefesto.W002",
            )
        )
    if settings.HEFESTO_DATA_DIR.is_relative_to(settings.HEFESTO_WORKSPACE):
        found.append(
            Warning(
                "The service's own data lie in the folder whose code is analysed.",
                hint="Set HEFESTO_DATA_DIR to a folder outside HEFESTO_WORKSPACE.",
                id="hefesto.W003",
            )
        )
    return found


@register(Tags.security)
def check_secrets(**_: Any) -> list[CheckMessage]:
    """Secrets that can be guessed."""
    found: list[CheckMessage] = []
    if settings.IS_EXPOSED and (
        len(set(settings.SECRET_KEY)) < 10 or settings.SECRET_KEY.startswith("django-insecure")
    ):
        found.append(
            Error(
                "HEFESTO_SECRET_KEY is not random.",
                hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
                id="hefesto.E001",
            )
        )
    secret = settings.HEFESTO_IRIS_WEBHOOK_SECRET
    if secret and len(secret) < SHORTEST_WEBHOOK_SECRET:
        found.append(
            Warning(
                f"HEFESTO_IRIS_WEBHOOK_SECRET has fewer than {SHORTEST_WEBHOOK_SECRET} characters.",
                hint="Whoever guesses it can send alerts: take a longer one.",
                id="hefesto.W004",
            )
        )
    return found


@register()
def check_bigquery(**_: Any) -> list[CheckMessage]:
    """A mirror that is half set up, or that the tier does not have."""
    if bool(settings.HEFESTO_BIGQUERY_PROJECT) != bool(settings.HEFESTO_BIGQUERY_DATASET):
        return [
            Error(
                "The mirror in BigQuery is half set up.",
                hint="Set both HEFESTO_BIGQUERY_PROJECT and HEFESTO_BIGQUERY_DATASET, or neither.",
                id="hefesto.E002",
            )
        ]
    if settings.HEFESTO_BIGQUERY_PROJECT and not has_feature(settings.HEFESTO_LICENSE_TIER, "bigquery_analytics"):
        return [
            Warning(
                "The mirror in BigQuery is set up and stays off: the licence's tier does not have it.",
                hint="Set HEFESTO_LICENSE_TIER to pro or enterprise.",
                id="hefesto.W005",
            )
        ]
    return []


@register()
def check_rules(**_: Any) -> list[CheckMessage]:
    """Rules that cannot be loaded."""
    analyzer = broken_analyzer()
    if analyzer is None:
        return []
    return [
        Error(
            f"The rules of the {analyzer} analyzer cannot be loaded.",
            hint="The traceback above names the file.",
            id="hefesto.E003",
        )
    ]


@register(Tags.urls)
def check_access(**_: Any) -> list[CheckMessage]:
    """Views of the API that say not, or not for every method, who may call them: they let nobody in."""
    return [
        Error(
            f"{view.__module__}.{view.__name__} does not declare the access of {', '.join(sorted(undeclared))}.",
            hint="Add it to the view: access = {'GET': needs(Scope.READ_FINDINGS)}",
            id="hefesto.E004",
        )
        for view in dict.fromkeys(_views(get_resolver().url_patterns))
        if (undeclared := _undeclared(view))
    ]


def _views(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[Any]:
    """The classes behind the addresses of the API that have an access to declare."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif (view := getattr(pattern.callback, "cls", None)) is not None and not view.__module__.startswith("drf_"):
            yield view


def _undeclared(view: Any) -> set[str]:
    methods = {name.upper() for name in view.http_method_names if hasattr(view, name)} - {"HEAD", "OPTIONS"}
    access = getattr(view, "access", None)
    return set() if access is PUBLIC else methods - set(access or {})
