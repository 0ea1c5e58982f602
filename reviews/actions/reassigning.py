"""Hand a step of the approval to somebody else, who decides it in one's place."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.models import Draft
from dealdesk.kit.refusals import Refused
from reviews.actions.asks import sync_asks
from reviews.actions.drafts import locked_draft
from reviews.models import Ask, Reassignment, Submission
from reviews.policy import must_be_in_review
from reviews.policy_verbs import had_it, may_hand_over
from reviews.queries.authors import authors_of
from reviews.queries.steps import steps_now
from reviews.rulings import rulebook_of
from reviews.seats import Directory, approver_of

LONGEST_REASON = 300


@transaction.atomic
def reassign_step(ask: Ask, *, to: User, reason: str, by: User) -> Reassignment:
    """`to` decides the step in the place of the person asked. The earlier ask ends, and with it every link
    in a mail about it; a new one begins.

    Who had the step before may take it back, without a reason. Raises Forbidden for others than the person
    asked and the deal desk; Refused when `to` cannot decide the step, or somebody was faster.
    """
    draft = locked_draft(Draft.objects.get(submission=ask.submission_id))
    must_be_in_review(draft)
    submission = Submission.objects.select_related("policy", "draft__deal__owner").get(draft=draft)
    ask = Ask.objects.select_related("person", "principal", "submission__draft__deal").get(pk=ask.pk)
    directory = Directory.load([submission.pk])
    holder = holder_of(ask, directory, submission)
    may_hand_over(ask, holder, by=by)
    if ask.ended_at is not None:
        raise Refused(f"{ask.person} is no longer asked. {ask.ended_because}".strip())
    if by.pk not in (ask.person_id, holder) and had_it(ask, by) and to.pk != by.pk:
        raise Refused("You handed this step over. You may take it back, and hand it to somebody else then.")
    _must_be_able(to, ask, submission, directory, holder)
    if not reason.strip() and to.pk != by.pk:
        raise Refused("Write why you hand it over; whoever gets it reads that.")
    if len(reason.strip()) > LONGEST_REASON:
        raise Refused(f"Keep the reason below {LONGEST_REASON} characters.")
    return _hand_over(ask, submission, holder=directory.people[holder], to=to, reason=reason.strip(), by=by)


def holder_of(ask: Ask, directory: Directory, submission: Submission) -> int:
    """Id of who has the place in the step, whoever stands in for them at present."""
    deal, key = submission.draft.deal, ask.step_key
    named = directory.named(approver_of(key), deal, rulebook_of(submission.policy))
    places = directory.places(named, authors_of(deal), submission=submission.pk, key=key)
    place = ask.principal_id or ask.person_id
    return places.get(place, place)


def _must_be_able(to: User, ask: Ask, submission: Submission, directory: Directory, holder: int) -> None:
    if to.pk not in directory.people:
        raise Refused(f"{to} has no open account. Choose somebody else.")
    if to.pk in authors_of(submission.draft.deal):
        raise Refused(f"{to} wrote in this deal, so cannot approve it. Choose somebody else.")
    if to.pk == holder:
        raise Refused(f"The step is {to}’s already. Choose somebody else.")
    if not directory.has_authority(to.pk, ask.step_key):
        raise Refused(f"{to} has no role with which this step can be decided. Choose somebody who has.")
    if directory.stand_ins.is_away(to.pk):
        raise Refused(f"{to} is away at present. Choose somebody who is there.")
    _must_leave_enough(to, ask, submission, directory, holder)


def _must_leave_enough(to: User, ask: Ask, submission: Submission, directory: Directory, holder: int) -> None:
    """Handing it to somebody who is asked as well must not make one decision of two."""
    step = next((step for step in steps_now(submission) if step.key == ask.step_key), None)
    if step is None:
        raise Refused("The score is being computed. Try again in a moment.")
    deal, key = submission.draft.deal, ask.step_key
    moved = {
        **directory.moved,
        (submission.pk, key): [*directory.moved.get((submission.pk, key), []), (holder, to.pk)],
    }
    named = directory.named(approver_of(key), deal, rulebook_of(submission.policy))
    later = replace(directory, moved=moved)
    seats = later.seats(named, authors_of(deal), submission=submission.pk, key=key)
    if len(seats) < step.need:
        raise Refused(f"{to} is asked to decide this step already, and {step.need} people must decide it.")


def _hand_over(
    ask: Ask, submission: Submission, *, holder: User, to: User, reason: str, by: User
) -> Reassignment:
    now = timezone.now()
    handed = Reassignment.objects.create(
        submission=submission,
        step_key=ask.step_key,
        from_person=holder,
        to_person=to,
        reason=reason,
        by=by,
        at=now,
    )
    because = f"{by} handed the step to {to}."
    Ask.objects.filter(pk=ask.pk).update(ended_at=now, ended_because=because[:200], nudge_at=None)
    record(
        "approval.reassigned",
        chain=submission.draft.deal.chain,
        by=by,
        keys={"draft": submission.draft_id, "submission": submission.pk, "reassignment": handed.pk},
        was_asked=ask.person_id,
        whom=ask.person.name,
        to=to.name,
        step=ask.label,
        reason=reason,
        is_asked_already=Ask.objects.standing()
        .filter(submission=submission, step_key=ask.step_key, person=to)
        .exists(),
    )
    sync_asks(submission)
    return handed
