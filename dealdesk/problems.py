"""The API's errors as problem details (RFC 9457): type, title, status, detail."""

from typing import Any

from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove


class Conflict(APIException):
    status_code = 409
    default_code = "conflict"


def as_problem_details(problem: Exception, context: dict[str, Any]) -> Response | None:
    """Every error of the API as application/problem+json; None leaves the error to the server."""
    if isinstance(problem, Refused | IllegalMove):
        problem = Conflict(str(problem))
    response = exception_handler(problem, context)
    if response is None:
        return None
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": response.status_text,
        "status": response.status_code,
        "detail": _detail(response.data),
    }
    if isinstance(problem, ValidationError):
        body["errors"] = response.data
        body["detail"] = "Some fields need your attention; see errors."
    response.data = body
    response.content_type = "application/problem+json"
    return response


def _detail(content: Any) -> str:
    return str(content.get("detail", "")) if isinstance(content, dict) else ""
