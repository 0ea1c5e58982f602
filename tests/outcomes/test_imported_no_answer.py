"""A file answers for nobody: imported hours wait for a person, and roll-ups hear of those that count."""

import datetime as dt

import pytest

from activity.models import OutboxMessage
from dealdesk.kit.refusals import Refused
from insights.actions.folding import fold, fold_outcomes
from insights.rollups.comparing import compare_all
from outcomes.actions import add_undisclosed, start_import, strike_incident, take_import
from outcomes.models import CellOutcome, Handover, Incident, Moment, OutcomeImport, Realised
from tests.make import Cast, type_called
from tests.make_outcomes import make_signed
from tests.outcomes.check_ins import answer_all, answer_one, check_in_of
from tests.reviews.browser import browser_of, text_of

SIGNED_ON = dt.date(2026, 2, 3)
HEAD = "deal,term,function,spent_hours,remaining_hours,tickets,day"
TERM = "support-response"


@pytest.fixture
def handover(cast: Cast) -> Handover:
    return make_signed(cast, TERM, on=SIGNED_ON, answer={"once": (6000, 6000, 6000)})


def take(cast: Cast, handover: Handover, row: str) -> OutcomeImport:
    text = f"{HEAD}\n{handover.deal.number},{row}\n"
    return take_import(start_import("hours.csv", text, by=cast.desk), by=cast.desk)


@pytest.fixture
def reopened(cast: Cast, handover: Handover) -> Handover:
    """All answered at 90 days; then Support is asked about one more term."""
    answer_all(cast, handover, Moment.DAY_90, level=2)
    add_undisclosed(
        handover,
        type=type_called(handover.draft, "uptime"),
        wording="24x7, agreed by e-mail.",
        functions=["SUP"],
        found_on=SIGNED_ON + dt.timedelta(days=200),
        by=cast.desk,
    )
    return handover


def test_hours_in_a_check_in_that_was_opened_again_count_once_somebody_says_how_hard_it_was(
    cast: Cast, reopened: Handover
) -> None:
    before = Realised.objects.get(handover=reopened, moment=Moment.DAY_90)
    take(cast, reopened, "uptime,SUP,300,40,,")
    row = Realised.objects.get(handover=reopened, moment=Moment.DAY_90)
    assert row.dose == before.dose and not row.is_complete
    assert not row.cells.filter(undisclosed__isnull=False).exists()
    answer_one(cast, reopened, "SUP", Moment.DAY_90, level=4, spent_minutes=18_000)
    row = Realised.objects.get(handover=reopened, moment=Moment.DAY_90)
    assert row.is_complete and row.cells.get(undisclosed__isnull=False).was_level == 4


def test_the_page_asks_how_hard_it_was_and_one_click_keeps_the_hours(cast: Cast, reopened: Handover) -> None:
    take(cast, reopened, "uptime,SUP,300,40,,")
    check_in = check_in_of(reopened, "SUP", Moment.DAY_90)
    browser = browser_of(cast.members["SUP"])
    text = text_of(browser.get(f"/check-ins/{check_in.pk}/"))
    assert "The hours were imported." in text and 'value="300"' in text
    fieldset = text.split('name="U')[1].split("-spent")[0]
    assert "checked" not in fieldset
    assert browser.post(f"/check-ins/{check_in.pk}/nothing/").status_code == 302
    cell = CellOutcome.objects.get(check_in=check_in, undisclosed__isnull=False)
    assert (cell.level, cell.spent_minutes, cell.remaining_minutes) == (1, 18_000, 2400)
    assert not cell.is_imported


def test_hours_that_correct_an_answer_ring_the_roll_ups(cast: Cast, handover: Handover) -> None:
    for moment in (Moment.DAY_30, Moment.DAY_60, Moment.DAY_90):
        answer_all(cast, handover, moment, level=4, spent_minutes=60)
    fold(handover.deal_id)
    OutboxMessage.objects.update(done_at=dt.datetime.now(dt.UTC))
    take(cast, handover, f"{TERM},SUP,500,,,")
    rung = OutboxMessage.objects.filter(done_at=None, task="insights.fold_outcomes")
    assert rung.exists(), "the realised dose is another"
    fold_outcomes(handover.deal_id)
    rung.update(done_at=dt.datetime.now(dt.UTC))
    assert compare_all().difference_count == 0


def test_struck_tickets_can_be_imported_with_the_right_number(cast: Cast, handover: Handover) -> None:
    take(cast, handover, f"{TERM},SUP,,,41,2026-03")
    strike_incident(Incident.objects.get(), by=cast.desk)
    with pytest.raises(Refused, match="1 row does not fit"):
        take(cast, handover, f"{TERM},SUP,0,,41,2026-03")
    take(cast, handover, f"{TERM},SUP,,,14,2026-03")
    take(cast, handover, f"{TERM},SUP,,,14,2026-03-31")
    standing = Incident.objects.filter(struck_at=None)
    assert [row.count for row in standing] == [14], "and twice is once"
    assert Incident.objects.exclude(struck_at=None).get().count == 41
