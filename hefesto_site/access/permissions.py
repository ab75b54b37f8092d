"""The one permission class: the scope that a view declares for a method, or an open door where that is set."""

from typing import TYPE_CHECKING, Final, cast

from django.conf import settings
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from hefesto_site.access.credentials import Credential
from hefesto_site.access.scopes import PUBLIC, Access
from hefesto_site.api.errors import AuthenticationRequired, InsufficientPermissions

if TYPE_CHECKING:
    from rest_framework.views import APIView  # it imports this module, by the settings

_AS: Final = {"HEAD": "GET"}


class HasScope(BasePermission):
    """Reads the view's `access`."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """True, or an error with a code."""
        access: Access | None = getattr(view, "access", None)
        method = request.method or ""
        if access is PUBLIC or method == "OPTIONS":
            return True
        if access is None:
            raise InsufficientPermissions("This address declares no access", view=type(view).__name__)
        required = access.get(_AS.get(method, method))
        if required is None:
            return _has_no(method, view)
        credential = cast("Credential | None", request.auth)
        if credential is None:
            if required.or_anonymous and settings.HEFESTO_ANONYMOUS_ACCESS:
                return True
            raise AuthenticationRequired
        if not credential.allows(required.scope):
            raise InsufficientPermissions(required_scope=required.scope, scopes=sorted(credential.scopes))
        return True


def _has_no(method: str, view: "APIView") -> bool:
    """True for a method that 405 answers; one that the view has and does not declare stays shut."""
    if hasattr(view, method.lower()):
        raise InsufficientPermissions("This method declares no access", view=type(view).__name__)
    return True
