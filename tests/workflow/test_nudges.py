"""Nobody is chased by hand: reminders and escalations come by sweep, exactly once each, and are kept."""

from collections.abc import Callable, Iterator

import pytest
import time_machine

from accounts.models import User
from activity.models import Event
from reviews.actions import make_next_draft, publish_policy, submit_draft, withdraw_draft
from reviews.actions.assigning import assign_review
from reviews.actions.nudging import sweep_nudges
from reviews.actions.questions import ask_question
from reviews.actions.waiting import sweep_clocks
from reviews.clocks import nudge_plan
from reviews.engine.rules.rule import Settings
from reviews.models import Ask, Nudge, ReviewRequest, Submission
from reviews.notices import notices_of
from reviews.queries.policies import current_policy
from tests.accounts.browser import words_of
from tests.make import Cast, make_submission, make_user, review, review_all
from tests.make_absences import berlin, make_absence
from tests.reviews.browser import browser_of

pytestmark = pytest.mark.django_db

REMINDER, LAST, ESCALATION = Nudge.Kind.REMINDER, Nudge.Kind.LAST_REMINDER, Nudge.Kind.ESCALATION


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    """Monday the 23rd of November 2026, nine o’clock in Berlin: Finance begins its day."""
    with time_machine.travel(berlin(23), tick=False) as traveller:
        yield traveller


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """Payment terms for Finance, which has eight hours, until five o’clock."""
    cast.functions["FIN"].time_zone = "Europe/Berlin"
    cast.functions["FIN"].save()
    return make_submission(cast.maya, "payment-terms")


def kinds() -> list[tuple[int, str]]:
    return list(Nudge.objects.order_by("id").values_list("number", "kind"))


def told(number: int) -> set[str]:
    return {person.name for person in Nudge.objects.get(number=number).to.all()}


def test_the_plan_orders_reminders_and_escalations_by_when_they_come() -> None:
    plan = nudge_plan(Settings())
    assert [(due.per_cent, due.is_escalation, due.is_last_reminder) for due in plan] == [
        (50, False, False),
        (100, False, False),
        (125, True, False),
        (150, False, True),
        (200, True, False),
    ]
    assert nudge_plan(Settings(remind_at=(), escalate_at=())) == []


SCHEDULE = [
    (berlin(23, 12, 59), []),
    (berlin(23, 13), [(1, REMINDER)]),
    (berlin(23, 16, 59), [(1, REMINDER)]),
    (berlin(23, 17), [(1, REMINDER), (2, REMINDER)]),
    (berlin(24, 11), [(1, REMINDER), (2, REMINDER), (3, ESCALATION)]),
    (berlin(24, 13), [(1, REMINDER), (2, REMINDER), (3, ESCALATION), (4, LAST)]),
    (berlin(24, 17), [(1, REMINDER), (2, REMINDER), (3, ESCALATION), (4, LAST), (5, ESCALATION)]),
    (berlin(30, 17), [(1, REMINDER), (2, REMINDER), (3, ESCALATION), (4, LAST), (5, ESCALATION)]),
]


def test_each_nudge_comes_once_when_its_share_of_the_time_is_used(
    submission: Submission, monday: time_machine.Traveller
) -> None:
    for moment, expected in SCHEDULE:
        monday.move_to(moment)
        sweep_nudges()
        sweep_nudges()
        assert kinds() == expected, str(moment)
    assert Event.objects.filter(verb="wait.reminded").count() == 3
    assert Event.objects.filter(verb="wait.escalated").count() == 2


def test_a_sweep_that_was_long_away_sends_the_latest_reminder_and_every_escalation(
    submission: Submission, monday: time_machine.Traveller
) -> None:
    monday.move_to(berlin(30, 12))
    assert sweep_nudges() == 3
    assert kinds() == [(3, ESCALATION), (4, LAST), (5, ESCALATION)]
    assert sweep_nudges() == 0


def test_reminders_reach_the_function_and_escalations_the_lead_then_the_level_above(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    User.objects.filter(pk=cast.leads["FIN"].pk).update(reports_to=cast.anders)
    for moment, _ in SCHEDULE:
        monday.move_to(moment)
        sweep_nudges()
    assert told(1) == {"Max Finance", "Lea Finance"}
    assert told(3) == {"Max Finance", "Lea Finance"}
    assert told(5) == {"Max Finance", "Lea Finance", "Anders Holm"}
    notices = notices_of(Event.objects.filter(verb="wait.escalated").latest("id"))
    assert {notice.to.name for notice in notices} == told(5)
    assert "is overdue with Finance" in notices[0].text


def test_where_nobody_stands_above_the_deal_desk_is_told(
    submission: Submission, monday: time_machine.Traveller
) -> None:
    monday.move_to(berlin(24, 17))
    sweep_nudges()
    assert "Dora Desk" in told(5)


def test_a_stand_in_is_reminded_in_the_place_of_who_is_away(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    make_absence(cast.leads["FIN"], cast.members["LEG"])
    monday.move_to(berlin(24, 11))
    sweep_nudges()
    assert told(3) == {"Max Finance", "Max Legal"}


def test_nobody_who_wrote_in_the_deal_is_reminded_to_review_it(
    cast: Cast, monday: time_machine.Traveller
) -> None:
    dana = make_user("Dana Both", "sales_rep", "function_member")
    dana.memberships.create(function=cast.functions["FIN"])
    make_submission(dana, "payment-terms")
    monday.move_to(berlin(23, 16))
    sweep_nudges()
    assert told(1) == {"Max Finance", "Lea Finance"}


def answered(cast: Cast, request: ReviewRequest) -> None:
    review(cast, request)


def questioned(cast: Cast, request: ReviewRequest) -> None:
    ask_question(request, "Which sites?", by=cast.members["FIN"])


def all_away(cast: Cast, request: ReviewRequest) -> None:
    make_absence(cast.members["FIN"])
    make_absence(cast.leads["FIN"])
    sweep_clocks()


def replaced(cast: Cast, request: ReviewRequest) -> None:
    make_next_draft(request.term.draft, by=cast.maya)


def withdrawn(cast: Cast, request: ReviewRequest) -> None:
    withdraw_draft(request.term.draft, by=cast.maya)


@pytest.mark.parametrize("happens", [answered, questioned, all_away, replaced, withdrawn])
def test_what_waits_no_longer_or_stands_is_not_nudged(
    cast: Cast,
    submission: Submission,
    monday: time_machine.Traveller,
    happens: Callable[[Cast, ReviewRequest], None],
) -> None:
    happens(cast, ReviewRequest.objects.get())
    monday.move_to(berlin(27, 16))
    assert sweep_nudges() == 0
    assert kinds() == []


def test_a_term_that_goes_on_unchanged_is_not_reminded_of_again_from_the_beginning(
    cast: Cast, submission: Submission, monday: time_machine.Traveller
) -> None:
    monday.move_to(berlin(23, 14))
    assert sweep_nudges() == 1
    following = make_next_draft(submission.draft, by=cast.maya)
    monday.move_to(berlin(25, 9))
    submit_draft(following, by=cast.maya)
    monday.move_to(berlin(25, 12))
    assert sweep_nudges() == 1
    assert kinds() == [(1, REMINDER), (2, REMINDER)]


def test_the_shares_of_the_policy_decide_when(cast: Cast, monday: time_machine.Traveller) -> None:
    """A company that reminds at once and escalates never."""
    rules = current_policy().document["rules"]
    shares = {"remind_at": [10], "escalate_at": []}
    publish_policy(by=cast.desk, rules={**rules, "settings": {**rules["settings"], **shares}})
    make_submission(cast.maya, "payment-terms")
    monday.move_to(berlin(30, 12))
    assert sweep_nudges() == 1
    assert kinds() == [(1, LAST)]


def test_an_approver_is_reminded_and_their_boss_told(cast: Cast, monday: time_machine.Traveller) -> None:
    User.objects.filter(pk=cast.ruth.pk).update(reports_to=cast.anders)
    review_all(cast, make_submission(cast.maya, "payment-terms", "renewal", "price-hold"), level=4)
    ask = Ask.objects.open().get()
    assert (ask.person, ask.nudge_at) == (cast.ruth, berlin(24, 9)), "eight of sixteen hours"
    monday.move_to(berlin(24, 9))
    sweep_nudges()
    assert told(1) == {"Ruth Adeyemi"}
    monday.move_to(berlin(25, 14))
    sweep_nudges()
    assert told(3) == {"Ruth Adeyemi", "Anders Holm"}
    event = Event.objects.filter(verb="wait.escalated").get()
    assert (event.facts["wait"], event.facts["who"]) == ("approval", "Ruth Adeyemi")


def test_a_nudge_is_kept_for_good(submission: Submission, monday: time_machine.Traveller) -> None:
    monday.move_to(berlin(23, 14))
    sweep_nudges()
    event = Event.objects.get(verb="wait.reminded")
    assert event.facts["told"] == ["Lea Finance", "Max Finance"]
    assert (event.by, event.facts["per_cent"], event.facts["what"]) == (None, 50, "Payment terms")
    assert event.chain_id == submission.draft.deal.chain


def test_whoever_takes_a_review_is_told_only_when_somebody_else_hands_it_over(
    cast: Cast, submission: Submission
) -> None:
    request = ReviewRequest.objects.get()
    assign_review(request, cast.members["FIN"], by=cast.members["FIN"])
    assert notices_of(Event.objects.get(verb="review.assigned")) == []
    assign_review(request, None, by=cast.members["FIN"])
    assign_review(request, cast.members["FIN"], by=cast.leads["FIN"])
    handed = Event.objects.filter(verb="review.assigned").latest("id")
    assert [notice.to for notice in notices_of(handed)] == [cast.members["FIN"]]
    review(cast, request, by=cast.leads["FIN"])


def test_an_escalated_approval_is_marked_in_the_list(cast: Cast, monday: time_machine.Traveller) -> None:
    review_all(cast, make_submission(cast.maya, "payment-terms", "renewal", "price-hold"), level=4)
    monday.move_to(berlin(25, 14))
    assert "Escalated" not in words_of(browser_of(cast.ruth).get("/approvals/"))
    sweep_nudges()
    assert "Escalated" in words_of(browser_of(cast.ruth).get("/approvals/"))
