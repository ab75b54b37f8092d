"""Which media type is spoken: always the view's first, as the contract knows one for each answer."""

from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class OneMediaType(DefaultContentNegotiation):
    """Reads what the request says its body is, and passes over what it would like to get."""

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - the signature is the framework's
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002
    ) -> tuple[BaseRenderer, str]:
        """The view's first renderer; nothing of the request's Accept header comes back in the answer."""
        first = next(iter(renderers))
        return first, first.media_type
