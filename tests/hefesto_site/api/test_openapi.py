"""How a view's own words become its part of the OpenAPI document."""

from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hefesto_site.access.scopes import PUBLIC, Access, Scope, needs
from hefesto_site.api import fields
from hefesto_site.api.deprecation import Deprecation
from hefesto_site.api.errors import Conflict, MalformedRequest, ResourceNotFound
from hefesto_site.api.openapi import Answer, Operation
from hefesto_site.api.pagination import Paginated
from hefesto_site.api.serializers import Body, Period


class Thing(serializers.Serializer[Any]):
    name = serializers.CharField()


class Order(Body):
    name = fields.String(max_length=9, help_text="What to call it.")
    severity = fields.Choice(["LOW", "HIGH"], default="LOW", allow_null=True)
    since = fields.DateTime(required=False)


class Search(Paginated, Period):
    kind = fields.Choice(["a", "b"], required=False, help_text="Which kind.")


class ThingView(APIView):
    access: ClassVar[Access] = {
        "GET": needs(Scope.READ_FINDINGS, or_anonymous=True),
        "POST": needs(Scope.WRITE_FINDINGS),
        "DELETE": needs(None),
    }

    @Operation(
        operation_id="list_things",
        tag="Things",
        summary="List things",
        description="All of them.",
        query=Search,
        answers={200: Answer(Thing, "Things.", examples={"one": {"name": "x"}})},
        is_conditional=True,
    )
    def get(self, _request: Request) -> Response:
        return Response()

    @Operation(
        operation_id="make_thing",
        tag="Things",
        summary="Make a thing",
        body=Order,
        body_examples={"one": {"name": "x"}},
        answers={201: Answer(Thing, "Made."), 202: Answer(None, "Being made.")},
        errors=[Conflict("There is one", name="x"), MalformedRequest("Not like this", reason="a view's own")],
    )
    def post(self, _request: Request) -> Response:
        return Response()

    @Operation(
        operation_id="show_thing",
        tag="Things",
        summary="Show a thing",
        parameters=[OpenApiParameter("name", str, OpenApiParameter.PATH, description="Its name.")],
        answers={200: Answer(None, "The thing itself.", media_types=["text/html", "text/plain"])},
        errors=[ResourceNotFound("No such thing", name="x"), ResourceNotFound("Gone", name="y")],
    )
    def delete(self, _request: Request) -> Response:
        return Response()


class OldView(APIView):
    access: ClassVar[Access] = PUBLIC
    deprecation = Deprecation(sunset=datetime(2026, 6, 30, tzinfo=UTC), replacement="/api/v2/old")

    @Operation(operation_id="old", tag="Old", summary="Old", answers={200: Answer(Thing, "Old.")})
    def get(self, _request: Request) -> Response:
        return Response()


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    patterns = [path("api/v1/things/<str:name>", ThingView.as_view()), path("api/v1/old", OldView.as_view())]
    return dict(SchemaGenerator(patterns=patterns).get_schema(request=None, public=True))


@pytest.fixture(scope="module")
def things(made: dict[str, Any]) -> dict[str, Any]:
    return dict(made["paths"]["/api/v1/things/{name}"])


def test_who_may_call_is_told_in_words_and_as_security(made: dict[str, Any], things: dict[str, Any]) -> None:
    assert things["get"]["description"] == (
        "All of them.\n\nNeeds the scope `read:findings`; open without a credential where anonymous access is on."
    )
    assert things["get"]["security"] == [{"bearerAuth": []}, {}]
    assert things["post"]["description"] == "Needs the scope `write:findings`."
    assert things["post"]["security"] == [{"bearerAuth": []}]
    assert things["delete"]["description"] == "Needs a credential of any scope."
    old = made["paths"]["/api/v1/old"]["get"]
    assert (old["description"], "security" in old) == ("Open to everyone.", False)


def test_a_view_that_will_go_is_deprecated(made: dict[str, Any], things: dict[str, Any]) -> None:
    assert made["paths"]["/api/v1/old"]["get"]["deprecated"] is True
    assert "deprecated" not in things["get"]


def test_a_query_is_told_parameter_by_parameter(things: dict[str, Any]) -> None:
    told = {each["name"]: each["schema"] for each in things["get"]["parameters"] if each["in"] == "query"}
    assert told["limit"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 50}
    assert told["offset"]["minimum"] == 0
    assert told["kind"]["enum"] == ["a", "b"]
    assert told["start_date"] == {
        "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]
    }


def test_a_body_is_told_field_by_field(made: dict[str, Any], things: dict[str, Any]) -> None:
    media = things["post"]["requestBody"]["content"]["application/json"]
    assert media["examples"]["One"]["value"] == {"name": "x"}
    order = made["components"]["schemas"][media["schema"]["$ref"].rpartition("/")[2]]
    assert order["required"] == ["name"]
    assert order["properties"]["name"] == {
        "type": "string",
        "minLength": 1,
        "maxLength": 9,
        "description": "What to call it.",
    }
    assert order["properties"]["severity"]["nullable"] is True
    assert order["properties"]["severity"]["default"] == "LOW"


def test_data_and_examples_are_put_into_the_envelope(made: dict[str, Any], things: dict[str, Any]) -> None:
    media = things["get"]["responses"]["200"]["content"]["application/json"]
    assert media["schema"] == {"$ref": "#/components/schemas/ThingEnvelope"}
    envelope = made["components"]["schemas"]["ThingEnvelope"]
    assert envelope["properties"]["data"] == {"$ref": "#/components/schemas/Thing"}
    assert media["examples"]["One"]["value"] == {
        "success": True,
        "data": {"name": "x"},
        "error": None,
        "timestamp": "2025-10-30T12:00:00Z",
    }


def test_a_list_that_can_be_kept_says_so(things: dict[str, Any]) -> None:
    told = things["get"]
    assert told["parameters"][-1]["name"] == "If-None-Match"
    assert "ETag" in told["responses"]["200"]["headers"]
    assert "ETag" in told["responses"]["304"]["headers"]
    assert "304" not in things["post"]["responses"]


def test_another_media_type_has_no_envelope(things: dict[str, Any]) -> None:
    content = things["delete"]["responses"]["200"]["content"]
    assert sorted(content) == ["text/html", "text/plain"]
    assert content["text/html"]["schema"] == {"type": "string", "format": "binary"}


def test_every_answer_has_its_id_and_version(things: dict[str, Any]) -> None:
    for answer in things["post"]["responses"].values():
        if "$ref" not in answer:
            assert {"X-Request-ID", "X-API-Version"} <= answer["headers"].keys()


def test_errors_are_grouped_by_status_and_shared_where_they_are_nobodys_own(
    made: dict[str, Any], things: dict[str, Any]
) -> None:
    told = things["post"]["responses"]
    assert list(told) == ["201", "202", "400", "401", "403", "409", "413", "415", "422", "500", "503"]
    assert told["401"] == {"$ref": "#/components/responses/AuthenticationRequiredError"}
    assert list(told["400"]["content"]["application/json"]["examples"]) == [
        "MALFORMED_REQUEST 1",
        "MALFORMED_REQUEST 2",
        "MALFORMED_REQUEST 3",
    ]
    assert told["409"]["content"]["application/json"]["examples"]["CONFLICT"]["value"]["error"] == {
        "code": "CONFLICT",
        "message": "There is one",
        "details": {"name": "x"},
    }
    assert things["delete"]["responses"]["404"]["description"] == "No such thing; Gone."
    conflict = made["components"]["schemas"]["ConflictError"]["properties"]
    assert conflict["error"]["properties"]["code"]["enum"] == ["CONFLICT"]
    assert conflict["data"] == {"type": "object", "nullable": True, "enum": [None]}


def test_nothing_of_the_making_is_left(made: dict[str, Any]) -> None:
    assert "x-hefesto" not in repr(made)
    assert "x-spec" not in repr(made)
