"""Idempotency-Key: a request that is sent twice has one effect, and gets the same answer twice."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.models import Reply

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(days=7)
LONGEST_KEY = 200

KEY_PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="Your own id of this request. A repeat within seven days changes nothing and gets the same "
    "answer.",
)

Handler = Callable[..., Response]


class OtherRequest(APIException):
    status_code = 422
    default_detail = "This Idempotency-Key was used for another request. Take a new key for each request."


def once(act: Handler) -> Handler:
    """Carry out a changing request once for each key; without the header, as often as it comes.

    The answer is stored in the transaction of the effect, so that there are both or neither; a refusal
    undoes both, and the key may be used again. Of two at once, the second waits for the first.
    """

    @wraps(act)
    def carried_out(view: ApiView, request: PersonRequest, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return act(view, request, *args, **kwargs)
        _must_be_sound(key)
        Reply.objects.filter(person=request.user, at__lt=timezone.now() - KEPT_FOR).delete()
        with transaction.atomic():
            asked = _digest_of(request)
            kept, is_new = Reply.objects.get_or_create(
                person=request.user, key=key, defaults={"asked": asked}
            )
            if not is_new:
                return _again(kept, asked)
            response = act(view, request, *args, **kwargs)
            Reply.objects.filter(pk=kept.pk).update(status=response.status_code, body=response.data)
            return response

    return carried_out


def _must_be_sound(key: str) -> None:
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise ValidationError({HEADER: [f"Write 1 to {LONGEST_KEY} printable ASCII characters."]})


def _digest_of(request: PersonRequest) -> str:
    """Blanks and the order of keys do not make another request."""
    asked = [request.method, request.path, request.data]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _again(kept: Reply, asked: str) -> Response:
    if kept.asked != asked:
        raise OtherRequest
    return Response(kept.body, status=kept.status, headers={"Idempotent-Replayed": "true"})
