"""What OPTIONS answers."""

from typing import TYPE_CHECKING, Any

from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView  # it imports this module, by the settings


class Methods(BaseMetadata):
    """The methods of an address; the OpenAPI document has the rest."""

    def determine_metadata(
        self,
        request: Request,  # noqa: ARG002 - the signature is the framework's
        view: "APIView",
    ) -> dict[str, Any]:
        """The data of the answer."""
        return {"methods": view.allowed_methods}
