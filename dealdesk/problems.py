"""The API's errors as problem details (RFC 9457): type, title, status, detail."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove

NOTHING_THERE = "There is nothing here that you may see."
SEE_ERRORS = "Some fields need your attention; see errors."


class Conflict(APIException):
    status_code = 409
    default_code = "conflict"


class TooLarge(APIException):
    status_code = 413
    default_detail = "This is more than one request may hold."


def as_problem_details(problem: Exception, context: dict[str, Any]) -> Response | None:
    """Every error of the API as application/problem+json; None leaves the error to the server."""
    problem = _in_terms_of_the_api(problem)
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
        body["detail"] = SEE_ERRORS
    response.data = body
    response.content_type = "application/problem+json"
    return response


def _detail(content: Any) -> str:
    return str(content.get("detail", "")) if isinstance(content, dict) else ""


def _in_terms_of_the_api(problem: Exception) -> Exception:
    if isinstance(problem, Refused | IllegalMove):
        return Conflict(str(problem))
    if isinstance(problem, Http404):
        return NotFound(NOTHING_THERE)
    return TooLarge() if isinstance(problem, RequestDataTooBig) else problem
