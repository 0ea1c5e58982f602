"""Who has to hear of what comes after the signature, and in which words. One small function a verb."""

from activity.models import Event
from outcomes.notices_calibration import WRITERS_CALIBRATION
from outcomes.notices_check_ins import WRITERS_CHECK_INS
from outcomes.notices_promises import WRITERS_PROMISES
from outcomes.notices_renewals import WRITERS_RENEWALS
from reviews.notice import Notice, Writers, notices_by


def notices_of(event: Event) -> list[Notice]:
    """Who hears of it; none for a verb that concerns nobody."""
    return notices_by(WRITERS, event)


WRITERS: Writers = {
    **WRITERS_CALIBRATION,
    **WRITERS_CHECK_INS,
    **WRITERS_PROMISES,
    **WRITERS_RENEWALS,
}
"""Verb to writer; outcomes/subscriptions.py rings for exactly these (a test compares the two)."""
