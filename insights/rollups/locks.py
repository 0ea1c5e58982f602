"""Advisory locks, held until the transaction ends, by which roll-ups are kept one writer at a time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

WHOLE = 0x0D0A
"""The lock that each folding shares and that a comparison of everything holds alone."""

FIRST_OF_DAYS = 0x0D10
"""The first roll-up's lock of days; the second's is the next, and so on."""

_LOCK_DAYS = """
SELECT pg_advisory_xact_lock(%s, day - DATE '2000-01-01')
FROM (SELECT unnest(%s::date[]) AS day ORDER BY 1) AS days
"""


def share_whole() -> None:
    _ask("SELECT pg_advisory_xact_lock_shared(%s, 0)", [WHOLE])


def hold_whole() -> None:
    _ask("SELECT pg_advisory_xact_lock(%s, 0)", [WHOLE])


def hold_days(place: int, days: Sequence[date]) -> None:
    """One lock a day, in order, so that two who need the same days never wait for each other in a ring."""
    _ask(_LOCK_DAYS, [FIRST_OF_DAYS + place, sorted(days)])


def _ask(sql: str, parameters: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
