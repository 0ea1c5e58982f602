"""What the addresses of the API are built from."""

from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import User


class PersonRequest(Request):
    """A request that has passed authentication: its user is a person."""

    user: User


class ApiView(APIView):
    """Answers are for the one who asks and for now, so nobody on the way may keep them."""

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Cache-Control": "no-store"}
