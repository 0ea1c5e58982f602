"""Who may hand a step over, add an approver, show evidence or break the glass: object rules."""

from typing import Any

from accounts.models import Role, User
from accounts.permissions import may, require
from contracts.models import Deal
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.models import Ask, BrokenGlass, Reassignment, ReviewRequest, Submission
from reviews.policy import wrote_in
from reviews.rulings import rulebook_of
from reviews.seats import Directory


def may_hand_over(ask: Ask, holder: int, *, by: User) -> None:
    """The person asked, whoever has the place of the one named, who had it before, and the deal desk."""
    require(by, "approval.hand_over")
    if wrote_in(ask.submission.draft.deal, by):
        raise Forbidden("You wrote in this deal, so you cannot choose who approves it.")
    if by.pk not in (ask.person_id, holder) and Role.DEAL_DESK not in by.roles and not had_it(ask, by):
        raise Forbidden(f"This step waits for {ask.person}. They or the deal desk can hand it over.")


def had_it(ask: Ask, person: User) -> bool:
    """Did the person hand this step over before?"""
    key = {"submission": ask.submission_id, "step_key": ask.step_key}
    return Reassignment.objects.filter(**key, from_person=person).exists()


def may_add_approver(deal: Deal, *, by: User) -> None:
    require(by, "approver.add")
    if by.pk == deal.owner_id or Role.DEAL_DESK in by.roles or reviews_deal(deal, by):
        return
    if not Ask.objects.filter(submission__draft__deal=deal, person=by).exists():
        raise Forbidden(
            f"Approvers are added by {deal.owner}, by who reviews or approves the deal, or by the deal desk."
        )


def reviews_deal(deal: Deal, person: User) -> bool:
    """Does the person belong to a function that was asked about the deal?"""
    asked = ReviewRequest.objects.filter(term__draft__deal=deal, function__in=person.function_ids)
    return may(person, "review.record") and asked.exists()


def may_show_evidence(submission: Submission, asked: dict[str, Any], *, by: User) -> None:
    """Whom the check names; where it names nobody, the owner, the deal desk and who reviews the deal."""
    require(by, "evidence.show")
    deal = submission.draft.deal
    if not asked.get("by"):
        if by.pk == deal.owner_id or Role.DEAL_DESK in by.roles or reviews_deal(deal, by):
            return
        raise Forbidden(f"This is shown by {deal.owner}, by who reviews the deal, or by the deal desk.")
    if wrote_in(deal, by):
        raise Forbidden("You wrote in this deal, so somebody else has to show this.")
    named = Directory.load([submission.pk]).named(asked["by"], deal, rulebook_of(submission.policy))
    if by.pk not in named:
        names = User.objects.filter(pk__in=named, is_active=True).order_by("name")
        whom = " or ".join(names.values_list("name", flat=True)) or "nobody at present; ask the deal desk"
        raise Forbidden(f"The policy names who shows this: {whom}.")


def may_break_glass(deal: Deal, *, by: User) -> None:
    require(by, "glass.break")
    if wrote_in(deal, by):
        raise Forbidden("Nobody breaks the glass for a deal that they own or wrote in.")


def may_confirm_glass(glass: BrokenGlass, *, by: User) -> None:
    may_break_glass(glass.submission.draft.deal, by=by)
    if glass.asked_by_id == by.pk:
        raise Refused("A second executive has to confirm it, not the one who asked.")
