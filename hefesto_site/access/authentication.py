"""`Authorization: Bearer`: who the caller is."""

from typing import Final

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from hefesto_site.access.credentials import Credential
from hefesto_site.access.services import recognise
from hefesto_site.api.errors import InvalidCredential

_SCHEME: Final = "bearer"


class BearerAuthentication(BaseAuthentication):
    """Reads the header; a request without one is anonymous, one with a wrong one is refused wherever it goes."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Credential] | None:
        """No user, as a key is not a session, and the credential. Raises `InvalidCredential`."""
        header: str | None = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        scheme, _, text = header.partition(" ")
        credential = recognise(text.strip()) if scheme.lower() == _SCHEME else None
        if credential is None:
            raise InvalidCredential
        return AnonymousUser(), credential

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the signature is the framework's
        """What a 401 tells in `WWW-Authenticate`."""
        return 'Bearer realm="hefesto"'
