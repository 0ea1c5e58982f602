"""Approve with conditions: who sees to it, until when, and that it was met."""

import datetime as dt

import pytest

from activity.models import Event, Notification
from contracts.actions import edit_term
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import clear_draft, make_next_draft, mark_signed, meet_condition, submit_draft
from reviews.actions.announcing import announce
from reviews.actions.conditions import copy_condition
from reviews.models import Approval, Condition, ReviewRequest, Verdict
from tests.make import Cast, approve, make_submission, review, review_all
from tests.make_conditions import ORDER, approve_on, asked, cleared_on, overdue, waiting_for_mark


def draft_of(condition: Condition) -> Draft:
    return Draft.objects.get(pk=condition.submission.draft_id)


def test_a_condition_counts_its_days_from_clearing(cast: Cast) -> None:
    submission = waiting_for_mark(cast)
    approval = approve_on(submission, cast.mark, asked(cast.maya, 10))
    condition = Condition.objects.get(approval=approval)
    assert (condition.owner, condition.due_on, condition.lapses) == (cast.maya, None, True)
    clearance = clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    condition.refresh_from_db()
    assert condition.due_on == clearance.at.date() + dt.timedelta(days=10)


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", 13), ("Europe/Berlin", 12), ("America/Los_Angeles", 12)]
)
def test_a_day_is_that_of_the_owner(cast: Cast, time_machine: object, zone: str, day: int) -> None:
    time_machine.move_to(dt.datetime(2026, 12, 2, 20, 0, tzinfo=dt.UTC), tick=False)  # type: ignore[attr-defined]
    cast.maya.time_zone = zone
    cast.maya.save()
    assert cleared_on(cast, asked(cast.maya, 10)).due_on == dt.date(2026, 12, day)


WRONG = [
    ({"days": 0}, "from 1 to 730"),
    ({"days": 731}, "from 1 to 730"),
    ({"text": "x" * 2001}, "below 2000"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_an_unsound_condition_is_refused_with_the_decision(
    cast: Cast, wrong: dict[str, object], sentence: str
) -> None:
    submission = waiting_for_mark(cast)
    with pytest.raises(Refused, match=sentence):
        approve_on(submission, cast.mark, asked(cast.maya, **wrong))  # type: ignore[arg-type]
    assert not Approval.objects.exists()


def test_whoever_cannot_see_the_deal_cannot_see_to_its_condition(cast: Cast) -> None:
    submission = waiting_for_mark(cast)
    for stranger in (cast.tom, cast.members["SEC"]):
        with pytest.raises(Refused, match="cannot see this deal"):
            approve_on(submission, cast.mark, asked(stranger))
    cast.eva.is_active = False
    cast.eva.save()
    with pytest.raises(Refused, match="cannot see this deal"):
        approve_on(submission, cast.mark, asked(cast.eva))


@pytest.mark.parametrize("who", ["maya", "mark", "desk"])
def test_owner_approver_and_deal_desk_say_that_it_is_met(cast: Cast, who: str) -> None:
    condition = cleared_on(cast, asked(cast.maya))
    person = getattr(cast, who)
    meet_condition(condition, evidence=" PO 4711 ", by=person)
    condition.refresh_from_db()
    assert (condition.evidence, condition.met_by) == ("PO 4711", person)
    assert condition.met_at is not None
    with pytest.raises(Refused, match="met already"):
        meet_condition(condition, evidence="Once more", by=person)


def test_nobody_else_says_so(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.maya))
    for person in (cast.tom, cast.ruth, cast.auditor, cast.members["FIN"]):
        with pytest.raises(Forbidden):
            meet_condition(condition, evidence="PO 4711", by=person)


@pytest.mark.parametrize("evidence", ["", "  ", "x" * 501])
def test_a_condition_is_not_met_without_evidence(cast: Cast, evidence: str) -> None:
    condition = cleared_on(cast, asked(cast.maya))
    with pytest.raises(Refused, match=r"evidence|what shows"):
        meet_condition(condition, evidence=evidence, by=cast.maya)


def test_it_may_be_met_before_clearing_and_after_signing(cast: Cast) -> None:
    early = Condition.objects.get(approval=approve_on(waiting_for_mark(cast), cast.mark, asked(cast.maya)))
    meet_condition(early, evidence="PO 4711", by=cast.maya)
    clear_draft(draft_of(early), by=cast.maya)
    early.refresh_from_db()
    assert early.due_on is None, "nothing is left to count"
    late = cleared_on(cast, asked(cast.maya))
    mark_signed(draft_of(late), signed_on=late.submission.clearance.at.date(), by=cast.maya)
    meet_condition(late, evidence="PO 4712", by=cast.maya)
    assert Condition.objects.filter(met_at__isnull=False).count() == 2


def test_one_that_does_not_lapse_is_met_late(cast: Cast) -> None:
    condition = overdue(cleared_on(cast, asked(cast.maya, lapses=False)))
    meet_condition(condition, evidence="PO 4711", by=cast.maya)


def test_one_that_lapses_is_not_met_late(cast: Cast) -> None:
    condition = overdue(cleared_on(cast, asked(cast.maya, lapses=True)))
    with pytest.raises(Refused, match="The day has passed"):
        meet_condition(condition, evidence="PO 4711", by=cast.maya)


def test_a_condition_of_a_voided_approval_does_not_stand(cast: Cast) -> None:
    submission = waiting_for_mark(cast)
    condition = Condition.objects.get(approval=approve_on(submission, cast.mark, asked(cast.maya)))
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    review(cast, request, 4, by=cast.leads["FIN"])
    with pytest.raises(Refused, match="does not stand"):
        meet_condition(condition, evidence="PO 4711", by=cast.maya)


def bound_review(cast: Cast, **also: object) -> Condition:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    said = {"verdict": Verdict.CONDITIONS, "condition": "They pay by direct debit."}
    review(cast, request, 1, **{**said, "condition_owner": cast.maya, "condition_days": 5, **also})
    return Condition.objects.get(submission=submission)


def test_a_reviewers_condition_has_an_owner_and_a_day_too(cast: Cast) -> None:
    condition = bound_review(cast, condition_lapses=True)
    assert (condition.owner, condition.due_days, condition.lapses) == (cast.maya, 5, True)
    assert (condition.function, condition.text) == (cast.functions["FIN"], "They pay by direct debit.")
    review_all(cast, condition.submission)
    clear_draft(draft_of(condition), by=cast.maya)
    condition.refresh_from_db()
    assert condition.due_on is not None
    meet_condition(condition, evidence="Mandate signed", by=cast.members["FIN"])


def test_without_owner_and_days_a_reviewers_condition_is_words_alone(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    said = {"verdict": Verdict.CONDITIONS, "condition": "They pay by direct debit."}
    review(cast, request, 2, **said)
    assert not Condition.objects.exists()
    for half in ({"condition_owner": cast.maya}, {"condition_days": 5}, {"condition_lapses": True}):
        with pytest.raises(Refused):
            review(cast, request, 2, **said, **half)


def test_an_answer_given_anew_takes_its_condition_along(cast: Cast) -> None:
    condition = bound_review(cast)
    request = ReviewRequest.objects.get(term__draft=draft_of(condition))
    review(cast, request, 2)
    with pytest.raises(Refused, match="does not stand"):
        meet_condition(condition, evidence="Mandate signed", by=cast.maya)


def test_a_kept_answer_keeps_its_condition_and_that_it_was_met(cast: Cast) -> None:
    condition = bound_review(cast)
    meet_condition(condition, evidence="Mandate signed", by=cast.maya)
    following = make_next_draft(draft_of(condition), by=cast.maya)
    submission = submit_draft(following, by=cast.maya)
    kept = Condition.objects.get(submission=submission)
    assert (kept.due_days, kept.owner, kept.evidence) == (5, cast.maya, "Mandate signed")


def test_a_changed_term_drops_the_condition_with_the_answer(cast: Cast) -> None:
    condition = bound_review(cast)
    following = make_next_draft(draft_of(condition), by=cast.maya)
    term = following.terms.get()
    edit_term(term, by=cast.maya, wording="Net 90 days.", value=term.value, reason="")
    submission = submit_draft(following, by=cast.maya)
    assert not Condition.objects.filter(submission=submission).exists()


def test_a_kept_approval_keeps_its_condition(cast: Cast) -> None:
    first = approve_on(waiting_for_mark(cast), cast.mark, asked(cast.maya, 7, lapses=True))
    other = approve(waiting_for_mark(cast), cast.mark)
    kept = copy_condition(first, other)
    assert kept is not None
    assert (kept.approval, kept.text, kept.due_days, kept.lapses) == (other, ORDER, 7, True)
    assert kept.submission == other.submission
    assert copy_condition(approve(waiting_for_mark(cast), cast.mark), first) is None


def test_the_owner_hears_when_the_days_begin_and_the_approver_that_it_is_met(cast: Cast) -> None:
    condition = cleared_on(cast, asked(cast.eva))
    announce(Event.objects.get(verb="condition.started").pk)
    told = Notification.objects.get(to=cast.eva, text__contains="see to")
    assert ORDER in told.text and "the clearance lapses" in told.text
    meet_condition(condition, evidence="PO 4711", by=cast.eva)
    announce(Event.objects.get(verb="condition.met").pk)
    met = Notification.objects.filter(text__contains="met the condition")
    assert {notice.to for notice in met} == {cast.mark, cast.maya}
