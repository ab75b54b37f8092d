"""The security scheme of the OpenAPI document, and which operations need it."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from hefesto_site.access.scopes import Access


class BearerScheme(OpenApiAuthenticationExtension):
    """Describes `BearerAuthentication`."""

    target_class = "hefesto_site.access.authentication.BearerAuthentication"
    name = "bearerAuth"

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[str]]] | None:  # type: ignore[override]
        """The scheme; beside it nothing at all where anonymous access may be on; None where everyone may come."""
        access: Access = getattr(auto_schema.view, "access", {})
        requirement = access.get(auto_schema.method)
        if requirement is None:
            return None
        return [{self.name: []}, {}] if requirement.or_anonymous else [{self.name: []}]

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:  # noqa: ARG002 - the framework's signature
        """An API key in the Authorization header."""
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "hf_…",
            "description": "An API key: `Authorization: Bearer hf_…`, made with `manage.py create_api_key` or in the admin.",
        }
