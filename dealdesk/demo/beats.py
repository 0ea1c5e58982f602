"""A story as beats: who does what on which day, and the moments that fit before now. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dealdesk.demo.hours import start_of_work


@dataclass(frozen=True)
class Beat:
    """One sitting of one person: a verb of telling.py with what it needs.

    `story` is the deal's or the concern's key, `customer` the customer's, `by` an e-mail address.
    `day` and `share` (0 to 1 of the working day) are a wish; `zone` is where the person works.
    """

    verb: str
    story: str
    customer: str
    by: str
    zone: str
    day: date
    share: float
    lasts: timedelta = timedelta(minutes=6)
    gap: timedelta = timedelta(minutes=9)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def wish(self) -> datetime:
        return start_of_work(self.day, self.share, self.lasts, self.zone)


@dataclass(frozen=True)
class Moment:
    """A beat with the time at which it is told, in UTC.

    `is_burst` when more of the kind follows on the same day: its bells are answered together with theirs.
    """

    at: datetime
    beat: Beat
    is_burst: bool


def fit(beats: Sequence[Beat], now: datetime) -> list[Moment]:
    """Moments in the order of the beats, each over before the next begins and all before `now`.

    Goes backwards from the last: what does not fit on its day moves to an earlier hour or day.
    """
    moments: list[Moment] = []
    until, kind = now, ("", now.date())
    for beat in reversed(beats):
        at = start_of_work(beat.day, beat.share, beat.lasts, beat.zone, until=until - beat.gap)
        is_burst = beat.verb == "review" and kind == (beat.verb, at.date())
        moments.append(Moment(at, beat, is_burst))
        until, kind = at, (beat.verb, at.date())
    return moments[::-1]
