"""Health, status, configuration, and the OpenAPI document."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ClassVar, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hefesto_site.access.scopes import PUBLIC, Access, needs
from hefesto_site.api import caching
from hefesto_site.api.errors import ServiceUnavailable
from hefesto_site.api.openapi import Answer, Operation
from hefesto_site.configuration import configuration
from hefesto_site.health import VERSION, health
from hefesto_site.serializers import CONFIG_EXAMPLE, STATUS_EXAMPLE, Config, Health, SystemStatus
from hefesto_site.status import status

MONITORING: Final = "Health & Monitoring"
_NOTHING_FOREIGN: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class HealthView(APIView):
    """For load balancers; `Entrance` answers before this, with the same function."""

    access: ClassVar[Access] = PUBLIC
    authentication_classes = ()

    @Operation(
        operation_id="get_health",
        tag=MONITORING,
        summary="Health check",
        description="Healthy when the database answers and every analyzer loads. For load balancers and liveness probes.",
        answers={
            200: Answer(
                Health,
                "The service is healthy.",
                examples={"healthy": {"status": "healthy", "version": VERSION, "timestamp": "2025-10-30T12:00:00Z"}},
            )
        },
        errors=[
            ServiceUnavailable(
                "Analyzer service is temporarily unavailable",
                service="complexity_analyzer",
                reason="initialization_failed",
            )
        ],
    )
    def get(self, _request: Request) -> Response:
        """Answer, or raise what fails."""
        return Response(health(), headers=caching.NO_STORE)


class StatusView(APIView):
    """What is up, part by part."""

    access: ClassVar[Access] = PUBLIC
    authentication_classes = ()

    @Operation(
        operation_id="get_status",
        tag=MONITORING,
        summary="System status",
        description=(
            "Every analyzer, service and integration as it was measured within the last 30 seconds. `gemini_api` is "
            "`available`, `unavailable` or `disabled`."
        ),
        answers={200: Answer(SystemStatus, "What was measured.", examples={"operational": STATUS_EXAMPLE})},
    )
    def get(self, _request: Request) -> Response:
        """Answer; parts that are away are told, not raised."""
        return Response(status(), headers=caching.NO_STORE)


class ConfigView(APIView):
    """What this installation is set to."""

    access: ClassVar[Access] = {"GET": needs(None)}

    @Operation(
        operation_id="get_config",
        tag="Configuration & Admin",
        summary="Current configuration",
        description="Read from the rules and the settings themselves; each option of a rule stands under its own name.",
        answers={200: Answer(Config, "The configuration.", examples={"pro": CONFIG_EXAMPLE})},
    )
    def get(self, _request: Request) -> Response:
        """Answer."""
        return Response(configuration())


@cache
def _openapi_document() -> tuple[bytes, str]:
    """The document and its tag: generated once, as it only changes with the code."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    body = OpenApiJsonRenderer().render(schema, renderer_context={})
    return body, caching.etag(body)


@require_safe
def openapi_document(request: HttpRequest) -> HttpResponse:
    """`/openapi.json`."""
    body, tag = _openapi_document()
    return caching.not_modified(request, tag) or HttpResponse(
        body, content_type="application/json", headers=caching.headers(tag)
    )


def from_here_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap a page of documentation, so that whatever its scripts would like, nothing is loaded from elsewhere."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Content-Security-Policy"] = _NOTHING_FOREIGN
        return response

    return guarded
