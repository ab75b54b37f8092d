"""Endpoints 3 to 5: analyse a path, get an analysis and its reports, analyse many paths."""

from typing import Any, ClassVar, Final, cast

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analysis import batches, examples, reports, selectors, submissions
from analysis.models import Analysis
from analysis.preferences import Preference, preference
from analysis.serializers import (
    AnalysisAcceptance,
    AnalysisAnswer,
    AnalysisBody,
    BatchAnswer,
    BatchBody,
    ReportQuery,
    order,
)
from hefesto_site.access.credentials import Credential
from hefesto_site.access.scopes import Access, Scope, needs
from hefesto_site.api.openapi import Answer, Operation

_TAG: Final = "Analysis"
_PREFER: Final = OpenApiParameter(
    "Prefer",
    str,
    OpenApiParameter.HEADER,
    description="`respond-async` answers 202 at once; `wait=N` waits at most N seconds.",
)
_ANALYSIS_ID: Final = OpenApiParameter("analysis_id", str, OpenApiParameter.PATH, description="An analysis' id.")
_BATCH_ID: Final = OpenApiParameter("batch_id", str, OpenApiParameter.PATH, description="A batch's id.")
_DONE: Final = Answer(AnalysisAnswer, "The analysis' result.", examples={"done": examples.ANALYSIS_ANSWER})
_ACCEPTED: Final = Answer(
    AnalysisAcceptance,
    "The analysis goes on; its `Location` has the result as soon as it is there.",
    examples={"accepted": examples.ACCEPTANCE},
)


def _caller(request: Request) -> Credential | None:
    return cast("Credential | None", request.auth)


def _standing(analysis: Analysis, applied: str = "") -> Response:
    """The result of a completed analysis, where an unfinished one stands; raises what a failed one failed with."""
    match analysis.state:
        case Analysis.State.COMPLETED:
            return Response(orjson.Fragment(_data(analysis)))
        case Analysis.State.FAILED:
            raise selectors.failure_of(analysis)
    location = reverse("analysis:analysis", args=[analysis.pk])
    headers = {"Location": location, "Retry-After": "1"} | ({"Preference-Applied": applied} if applied else {})
    data = {"analysis_id": str(analysis.pk), "status": analysis.state, "path": analysis.path}
    return Response(data, status=202, headers=headers)


def _data(analysis: Analysis) -> bytes:
    """The answer byte for byte as it was first given, with the report where one was asked for."""
    kept = selectors.answer_of(analysis)
    if analysis.format == Analysis.Format.JSON:
        return kept
    report = reports.rendered(orjson.loads(kept), analysis.format)
    return kept[:-1] + b',"report":' + orjson.dumps(report.decode()) + b"}"


class AnalyzeView(APIView):
    """Analyses one path."""

    access: ClassVar[Access] = {"POST": needs(Scope.WRITE_ANALYSIS, or_anonymous=True)}

    @Operation(
        operation_id="analyze",
        tag=_TAG,
        summary="Analyze code",
        description="Analyses a file or folder and waits for the result; one that takes long is answered with 202.",
        body=AnalysisBody,
        body_examples={"analyze": examples.ANALYSIS_REQUEST},
        parameters=[_PREFER],
        answers={200: _DONE, 202: _ACCEPTED},
        errors=[examples.INVALID_PATH, examples.NO_PROJECT, examples.FAILED, examples.NO_WORKER],
    )
    def post(self, request: Request) -> Response:
        """Queue the analysis, and wait for it as long as caller and settings allow."""
        values = AnalysisBody.read(request)
        wish: Preference = preference(
            request.headers.get("Prefer", ""), longest_seconds=settings.HEFESTO_ANALYZE_WAIT_SECONDS
        )
        analysis = submissions.submit(
            order(values), slug=values.get("project"), answer_format=values["format"], credential=_caller(request)
        )
        if wish.seconds and submissions.wait(analysis, wish.seconds):
            analysis = selectors.reread(analysis)
        return _standing(analysis, wish.applied)


class AnalysisView(APIView):
    """One analysis."""

    access: ClassVar[Access] = {"GET": needs(Scope.READ_ANALYSIS, or_anonymous=True)}

    @Operation(
        operation_id="get_analysis",
        tag=_TAG,
        summary="Get an analysis",
        description="The result as it was first answered; 202 until it is there.",
        parameters=[_ANALYSIS_ID],
        answers={200: _DONE, 202: _ACCEPTED},
        errors=[examples.INVALID_PATH, examples.NO_ANALYSIS, examples.FAILED],
    )
    def get(self, request: Request, analysis_id: str) -> Response:
        """Answer what is there."""
        return _standing(selectors.analysis_seen_by(_caller(request), analysis_id))


class ReportView(APIView):
    """One analysis' report as a document of its own."""

    access: ClassVar[Access] = {"GET": needs(Scope.READ_ANALYSIS, or_anonymous=True)}

    @Operation(
        operation_id="get_analysis_report",
        tag=_TAG,
        summary="Get an analysis' report",
        description="The bare document, not in the envelope; 202, in the envelope, until the analysis is done.",
        query=ReportQuery,
        parameters=[_ANALYSIS_ID],
        answers={
            200: Answer(
                None, "The report.", media_types=[name.partition(";")[0] for name in reports.MEDIA_TYPES.values()]
            ),
            202: _ACCEPTED,
        },
        errors=[examples.INVALID_PATH, examples.NO_ANALYSIS, examples.FAILED],
    )
    def get(self, request: Request, analysis_id: str) -> Response | HttpResponse:
        """Render what was answered."""
        form: str = ReportQuery.read(request)["as"]
        analysis = selectors.analysis_seen_by(_caller(request), analysis_id)
        if analysis.state != Analysis.State.COMPLETED:
            return _standing(analysis)
        answer: dict[str, Any] = orjson.loads(selectors.answer_of(analysis))
        return HttpResponse(
            reports.rendered(answer, form), content_type=reports.MEDIA_TYPES[form], headers=reports.headers(form)
        )


class BatchesView(APIView):
    """Analyses many paths."""

    access: ClassVar[Access] = {"POST": needs(Scope.WRITE_ANALYSIS, or_anonymous=True)}

    @Operation(
        operation_id="analyze_batch",
        tag=_TAG,
        summary="Analyze many paths",
        description="Each path becomes an analysis of its own. A path that names nothing to analyse fails alone.",
        body=BatchBody,
        body_examples={"batch": examples.BATCH_REQUEST},
        answers={
            202: Answer(
                BatchAnswer,
                "The batch goes on; its `Location` tells how far it is.",
                examples={"accepted": examples.BATCH_ACCEPTED},
            )
        },
        errors=[examples.NO_PROJECT, examples.NO_WORKER],
    )
    def post(self, request: Request) -> Response:
        """Queue the analyses."""
        values = BatchBody.read(request)
        batch = batches.submit(values["paths"], order(values), slug=values.get("project"), credential=_caller(request))
        location = reverse("analysis:batch", args=[batch.public_id])
        return Response(batches.acceptance(batch), status=202, headers={"Location": location, "Retry-After": "1"})


class BatchView(APIView):
    """One batch."""

    access: ClassVar[Access] = {"GET": needs(Scope.READ_ANALYSIS, or_anonymous=True)}

    @Operation(
        operation_id="get_batch",
        tag=_TAG,
        summary="Get a batch",
        description="Where each path stands, in the order they were asked in.",
        parameters=[_BATCH_ID],
        answers={200: Answer(BatchAnswer, "The batch's progress.", examples={"ended": examples.BATCH_ENDED})},
        errors=[examples.NO_BATCH],
    )
    def get(self, request: Request, batch_id: str) -> Response:
        """Answer what is there."""
        return Response(batches.progress(selectors.batch_seen_by(_caller(request), batch_id)))
