"""How views describe themselves for the OpenAPI document: the data they answer and the errors they raise.

The envelope, the errors that any view may raise, and the headers of every answer are added in `postprocessing`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.serializers import BaseSerializer

from hefesto_site.api.deprecation import Deprecation
from hefesto_site.api.errors import ApiError
from hefesto_site.api.serializers import Body, Query

View = TypeVar("View", bound=Callable[..., Any])
Output = type[BaseSerializer[Any]] | BaseSerializer[Any] | None

ERRORS: Final = "x-hefesto-errors"
CONDITIONAL: Final = "x-hefesto-conditional"
"""Extensions that carry a description from a view to `postprocessing`, which takes them out again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One successful answer of an operation: its data, and examples of it as the specification shows them."""

    data: Output
    description: str
    examples: Mapping[str, Any] = field(default_factory=dict, kw_only=True)
    media_types: Sequence[str] = field(default=(), kw_only=True)  # none: JSON, in the envelope

    def response(self) -> OpenApiResponse:
        """The answer in the generator's terms."""
        examples = [OpenApiExample(name, value=value) for name, value in self.examples.items()]
        data = {"type": "string", "format": "binary"} if self.media_types else self.data
        return OpenApiResponse(data, description=self.description, examples=examples)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Decorates one method of a view.

    `errors` are instances as the view would raise them: their details become the examples. What any view of its kind
    raises (credentials, validation, unreadable bodies, an unavailable database) need not be named.
    `is_conditional` tells of an `ETag` and `If-None-Match`.
    """

    operation_id: str
    tag: str
    summary: str
    answers: Mapping[int, Answer]
    description: str = ""
    query: type[Query] | None = None
    body: type[Body] | None = None
    body_examples: Mapping[str, Any] = field(default_factory=dict)
    parameters: Sequence[OpenApiParameter] = ()
    errors: Sequence[ApiError] = ()
    is_conditional: bool = False

    def __call__(self, view: View) -> View:
        """The method, with its description for the generator."""
        responses: dict[int | tuple[int, str], OpenApiResponse] = {}
        for status, answer in self.answers.items():
            response = answer.response()
            if not answer.media_types:
                responses[status] = response
            for media_type in answer.media_types:
                responses[status, media_type] = response
        examples = [OpenApiExample(name, value=value, request_only=True) for name, value in self.body_examples.items()]
        describe = extend_schema(
            operation_id=self.operation_id,
            tags=[self.tag],
            summary=self.summary,
            description=self.description,
            parameters=[*([self.query] if self.query else []), *self.parameters],
            request=self.body,
            responses=responses,
            examples=examples,
            extensions={ERRORS: list(self.errors), CONDITIONAL: self.is_conditional},
        )
        return describe(view)


class _Requirement(Protocol):
    scope: str | None
    or_anonymous: bool


class ContractSchema(AutoSchema):
    """Reads what a view declares of itself: the scopes it needs, and whether it will go."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """The operation, with who may call it in words."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is not None:
            access: Mapping[str, _Requirement] = getattr(self.view, "access", {})
            requirement = access.get(self.method)
            told = _told(requirement) if requirement else "Open to everyone."
            operation["description"] = "\n\n".join(filter(None, (operation.get("description"), told)))
        return operation

    def is_deprecated(self) -> bool:
        """Whether the view carries a `Deprecation`."""
        return isinstance(getattr(self.view, "deprecation", None), Deprecation)


def _told(requirement: _Requirement) -> str:
    scope = f"Needs the scope `{requirement.scope}`" if requirement.scope else "Needs a credential of any scope"
    return (
        f"{scope}; open without a credential where anonymous access is on." if requirement.or_anonymous else f"{scope}."
    )
