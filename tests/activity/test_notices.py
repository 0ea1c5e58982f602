"""Who hears of what: everyone concerned once, never the person who acted."""

from django.core import mail

from activity.mail import send_mail_of_event
from activity.models import Event, Notification
from contracts.models import Draft
from reviews.actions import accept_counter, clear_draft, publish_policy, withdraw_draft
from reviews.actions.announcing import announce
from reviews.actions.policies import DEFAULT_STEPS
from reviews.models import CounterProposal, ReviewRequest, Submission
from tests.make import Cast, approve, make_submission, review, review_all


def told(verb: str) -> dict[str, str]:
    """Announce the newest event of a verb; returns name and text of everyone who was told."""
    event = Event.objects.filter(verb=verb).order_by("-id")[0]
    announce(event.pk)
    send_mail_of_event(event.pk)
    return {row.to.name: row.text for row in Notification.objects.filter(event=event).select_related("to")}


def moderate(cast: Cast) -> Submission:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    return submission


def test_each_member_hears_once_of_a_submission_however_many_terms(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal", "price-hold")
    text = f"{submission.draft.deal.number} Nordbank Savings & Trust: 3 terms wait for your review."
    assert told("draft.submitted") == {"Lea Finance": text, "Max Finance": text}
    assert sorted(message.to[0] for message in mail.outbox) == [
        "lea.finance@fernhill.example",
        "max.finance@fernhill.example",
    ]


def test_a_reason_cannot_forge_a_line_of_a_mail(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    forged = "Later.\nhttps://evil.example/\r\n\n-- \nDealDesk"
    withdraw_draft(Draft.objects.get(pk=submission.draft_id), reason=forged, by=cast.maya)
    [text] = set(told("draft.withdrawn").values())
    assert text.endswith("“Later. https://evil.example/ -- DealDesk”")
    assert text in mail.outbox[0].body.splitlines()


def test_announcing_again_tells_nobody_twice(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    told("draft.submitted")
    told("draft.submitted")
    assert len(mail.outbox) == 2


def test_who_wants_no_mail_still_finds_it_in_the_inbox(cast: Cast) -> None:
    lead = cast.leads["FIN"]
    lead.mail_when = "never"
    lead.save()
    make_submission(cast.maya, "payment-terms")
    assert "Lea Finance" in told("draft.submitted")
    assert [message.to for message in mail.outbox] == [["max.finance@fernhill.example"]]


def test_the_approver_hears_when_the_last_review_is_in(cast: Cast) -> None:
    moderate(cast)
    assert list(told("approval.asked")) == ["Mark Manager"]


def test_the_owner_hears_that_the_gate_is_open(cast: Cast) -> None:
    submission = moderate(cast)
    approve(submission, cast.mark)
    assert "the gate is open" in told("approval.given")["Maya Lindqvist"]
    clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    assert told("draft.cleared") == {}


def test_both_executives_hear_at_the_same_time_and_neither_hears_again(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=5)
    assert set(told("approval.asked")) == {"Anders Holm", "Eva Executive"}
    approve(submission, cast.anders)
    assert told("approval.given") == {}
    assert Event.objects.filter(verb="approval.asked").count() == 1


def test_a_later_step_is_not_told_before_its_turn(cast: Cast) -> None:
    """The manager first, then the VP: the VP hears when the manager has approved, and not before."""
    steps = [
        {"number": 1, "approver": "owner_manager", "count": 1},
        {"number": 2, "approver": "approver_vp", "count": 1},
    ]
    publish_policy(by=cast.desk, steps={**DEFAULT_STEPS, "MGR": steps}, exchange_rates={"EUR": 1000})
    submission = moderate(cast)
    assert set(told("approval.asked")) == {"Mark Manager"}
    assert not Notification.objects.filter(to=cast.ruth).exists()
    approve(submission, cast.mark)
    assert set(told("approval.asked")) == {"Ruth Adeyemi"}


def test_an_offer_and_its_acceptance_reach_the_other_side(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    review(cast, request, 4, verdict="counter_proposal", counter_wording="Net 45 days.")
    assert "offers other wording" in told("review.recorded")["Maya Lindqvist"]
    accept_counter(CounterProposal.objects.get(), by=cast.maya)
    assert "was accepted" in told("counter.accepted")["Max Finance"]


def test_colleagues_two_levels_apart_are_asked_to_talk(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    review(cast, request, 2)
    assert told("review.recorded") == {}
    review(cast, request, 4, by=cast.leads["FIN"])
    assert "far apart" in told("review.recorded")["Max Finance"]


def test_a_withdrawal_reaches_those_who_were_asked(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    withdraw_draft(submission.draft, by=cast.maya)
    assert set(told("draft.withdrawn")) == {"Lea Finance", "Max Finance"}


def test_hostile_names_stay_text_in_mail(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms", customer="<b>Evil</b>\r\nBcc: x@y.example")
    told("draft.submitted")
    message = mail.outbox[0]
    assert "\n" not in message.subject
    assert "<b>Evil</b>" not in str(message.alternatives[0][0])
    assert message.recipients() in (["lea.finance@fernhill.example"], ["max.finance@fernhill.example"])
