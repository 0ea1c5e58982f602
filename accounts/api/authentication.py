"""`Authorization: Bearer ddk_...`: the request acts as the person whose token it is."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actions import digest_of_token, note_use
from accounts.models import ApiToken, User

DEAD = "This token is unknown, revoked or expired. Make a new one under My account, API tokens."


class BearerToken(BaseAuthentication):
    """The person with exactly the roles held now. A token that does not work is refused, never ignored."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, text = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        alive = ApiToken.objects.alive().select_related("user")
        token = alive.filter(digest=digest_of_token(text.strip())).first()
        if token is None:
            raise AuthenticationFailed(DEAD)
        note_use(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="DealDesk"'


class BearerTokenScheme(OpenApiAuthenticationExtension):
    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Made under My account, API tokens."}
