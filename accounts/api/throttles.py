import logging
from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import ApiToken

log = logging.getLogger("dealdesk.api")


class PerToken(SimpleRateThrottle):
    """So many requests a minute with one token, or by one person in a browser.

    While Redis is down nobody is counted: a rate limit must not stop a decision.
    """

    scope = "api"

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError as problem:
            log.warning("requests are not counted, because Redis does not answer: %s", problem)
            return True

    def get_cache_key(self, request: Request, view: Any) -> str:
        if isinstance(request.auth, ApiToken):
            return self.cache_format % {"scope": self.scope, "ident": request.auth.digest}
        return self.cache_format % {"scope": self.scope, "ident": f"person-{request.user.pk}"}
