"""A brake for pages that strangers may ask: so many times a minute and address, counted in the cache."""

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

MINUTE = 60


def asks_too_often(request: HttpRequest, page: str, *, most_a_minute: int) -> bool:
    """Count this request of the caller's address. While Redis is down nobody is counted.

    It keeps guessing from costing anything; what is guessed at must be unguessable by itself.
    """
    key = f"{page}:{request.META.get('REMOTE_ADDR', '')}"
    try:
        cache.add(key, 0, MINUTE)
        return int(cache.incr(key)) > most_a_minute
    except (ValueError, RedisError):  # it expired between the two calls, or nobody counts
        return False
