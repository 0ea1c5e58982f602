"""A story as beats: who does what on which day, and the moments that fit before now. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dealdesk.demo.hours import start_of_work

AFTER_SIGNING = {"keep", "waive", "find_term", "check_in"}
"""These ring for news alone, and of what is old there is none."""


@dataclass(frozen=True)
class Beat:
    """One sitting of one person: a verb of telling.py with what it needs.

    `story` is the deal's or the concern's key, `customer` the customer's, `by` an e-mail address.
    `day` and `share` (0 to 1 of the working day) are a wish; `zone` is where the person works.
    What `is_old` is no news for anybody any more.
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
    is_old: bool = False

    @property
    def wish(self) -> datetime:
        return start_of_work(self.day, self.share, self.lasts, self.zone)


@dataclass(frozen=True)
class Moment:
    """A beat with the time at which it is told, in UTC.

    `is_burst` when more of the kind follows on the same day: its bells are answered together with theirs.
    Of an old deal, all from the submission to the last review is one burst, and all after the signature.
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
    follows = ""
    for beat in reversed(beats):
        at = start_of_work(beat.day, beat.share, beat.lasts, beat.zone, until=until - beat.gap)
        is_burst = beat.verb == "review" and kind == (beat.verb, at.date())
        is_old_burst = beat.is_old and (follows == "review" or beat.verb in AFTER_SIGNING)
        moments.append(Moment(at, beat, is_burst or is_old_burst))
        until, kind, follows = at, (beat.verb, at.date()), beat.verb
    return moments[::-1]
