"""Endpoints 6 to 8: list findings, look at one, decide about it."""

from collections.abc import Collection
from typing import ClassVar, Final, cast

import orjson
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from findings import examples, services
from findings.counting import stamp_and_total
from findings.filters import FindingsQuery, page_of
from findings.kept_pages import KeptPages
from findings.listing import rows_of
from findings.models import Status
from findings.selectors import finding_seen_by, related_to
from findings.serializers import (
    REOPEN,
    DecisionAnswer,
    DecisionBody,
    FindingAnswer,
    FindingsAnswer,
    answer_of,
    detailed,
)
from hefesto_site.access.credentials import Credential
from hefesto_site.access.scopes import Access, Scope, needs
from hefesto_site.api import caching, envelope
from hefesto_site.api.openapi import Answer, Operation

_TAG: Final = "Findings"
_kept = KeptPages()
_FINDING_ID: Final = OpenApiParameter("finding_id", str, OpenApiParameter.PATH, description="A finding's id.")


def _caller(request: Request) -> Credential | None:
    return cast("Credential | None", request.auth)


def _projects_of(request: Request) -> Collection[int] | None:
    credential = _caller(request)
    return credential.project_ids if credential else None


class FindingsView(APIView):
    """All findings."""

    access: ClassVar[Access] = {"GET": needs(Scope.READ_FINDINGS, or_anonymous=True)}

    @Operation(
        operation_id="list_findings",
        tag=_TAG,
        summary="List findings",
        description="Newest first; those that are open, unless told otherwise.",
        query=FindingsQuery,
        answers={200: Answer(FindingsAnswer, "A page of findings.", examples={"findings": examples.FINDINGS})},
        errors=[examples.NO_PROJECT],
        is_conditional=True,
    )
    def get(self, request: Request) -> Response:
        """Answer a page, or that the caller's own still holds."""
        page = page_of(FindingsQuery.read(request), _caller(request))
        stamp, total = stamp_and_total(page.criteria)
        tag = caching.etag(stamp, page)
        if (unchanged := caching.not_modified(request, tag)) is not None:
            return cast("Response", unchanged)
        if (answer := _kept.get(tag)) is None:
            rows, has_more = rows_of(page, total)
            answer = envelope.dumps(answer_of(page, rows, has_more=has_more, total=total))
            _kept.keep(tag, answer)
        return Response(orjson.Fragment(answer), headers=caching.headers(tag))


class FindingView(APIView):
    """One finding."""

    access: ClassVar[Access] = {
        "GET": needs(Scope.READ_FINDINGS, or_anonymous=True),
        "PATCH": needs(Scope.WRITE_FINDINGS),
    }

    @Operation(
        operation_id="get_finding",
        tag=_TAG,
        summary="Get a finding",
        description="With its history, and the findings that are most like it.",
        parameters=[_FINDING_ID],
        answers={200: Answer(FindingAnswer, "The finding.", examples={"finding": examples.FINDING})},
        errors=[examples.NO_FINDING],
    )
    def get(self, request: Request, finding_id: str) -> Response:
        """Answer all there is to know."""
        finding = finding_seen_by(_projects_of(request), finding_id)
        return Response(detailed(finding, finding.history.all(), related_to(finding)))

    @Operation(
        operation_id="update_finding",
        tag=_TAG,
        summary="Decide about a finding",
        description="Resolve, ignore or reopen it; the comment stays in its history.",
        parameters=[_FINDING_ID],
        body=DecisionBody,
        body_examples={"resolved": examples.DECISION},
        answers={200: Answer(DecisionAnswer, "The new status.", examples={"resolved": examples.DECIDED})},
        errors=[examples.NO_FINDING, examples.SAME_STATUS],
    )
    def patch(self, request: Request, finding_id: str) -> Response:
        """Change the status."""
        finding = finding_seen_by(_projects_of(request), finding_id)
        values = DecisionBody.read(request)
        credential = _caller(request)
        finding = services.change_status(
            finding_id=finding.pk,
            to=Status.OPEN if values["status"] == REOPEN else Status(values["status"]),
            by=services.Actor(credential.actor, credential.user_id) if credential else services.Actor(""),
            comment=values.get("comment") or "",
        )
        return Response(
            {
                "id": finding.public_id,
                "status": finding.status,
                "updated_at": finding.updated_at,
                "updated_by": finding.updated_by or None,
            }
        )
