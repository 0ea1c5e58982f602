"""Ways round the gate that somebody might try, each closed."""

import datetime as dt

import pytest

from accounts.actions import plan_absence
from accounts.models import Role, RoleGrant, User
from contracts.actions import edit_deal, raise_concern
from contracts.models import DealKind, Draft, DraftAuthor
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import clear_draft, decide, make_next_draft, rescore, submit_draft
from reviews.actions.concerns import accept_concern
from reviews.actions.conditions import AskedCondition
from reviews.actions.evidence import show_evidence, withdraw_evidence
from reviews.actions.reassigning import reassign_step
from reviews.gate import Gate, gate_of
from reviews.models import Approval, Condition, Decision, Evidence, Submission
from tests.make import Cast, approve, make_submission, review, review_all, token_of
from tests.make_absences import away_now
from tests.make_rules import publish_rules, rule, step

VP, EXECUTIVE = "role:approver_vp", "role:approver_executive"
SCOPED = {"title": "Scoped", "evidence": "text"}


def reviewed(cast: Cast, **fields: object) -> Submission:
    submission = make_submission(cast.maya, "payment-terms", **fields)
    review_all(cast, submission)
    return submission


def gate(submission: Submission) -> Gate:
    return gate_of(Draft.objects.get(pk=submission.draft_id))


def next_of(cast: Cast, submission: Submission, by: User | None = None, **changes: object) -> Submission:
    draft = make_next_draft(Draft.objects.get(pk=submission.draft_id), by=by or cast.maya)
    if changes:
        edit_deal(draft.deal, by=cast.maya, **changes)
    following = submit_draft(draft, by=cast.maya)
    review_all(cast, following)
    return following


def shown(cast: Cast, submission: Submission, by: User) -> Evidence:
    key = submission.scores.get(is_latest=True).ruling["checks"][0]["key"]
    return show_evidence(
        Draft.objects.get(pk=submission.draft_id), key, text="Ada scoped it: 12 days.", by=by
    )


def test_withdrawn_evidence_does_not_rise_again(cast: Cast) -> None:
    publish_rules(cast, rule("scoped", check=SCOPED, keep={}))
    first = reviewed(cast)
    shown(cast, first, cast.members["FIN"])
    second = next_of(cast, first)
    carried = Evidence.objects.get(submission=second)
    assert gate(second).is_open
    withdraw_evidence(carried, by=cast.members["FIN"])
    review(cast, second.draft.terms.get().requests.get(), level=1)
    rescore(second.pk)
    assert not gate(second).is_open


def test_evidence_is_not_carried_over_unless_the_rule_says_keep(cast: Cast) -> None:
    publish_rules(cast, rule("scoped", check=SCOPED))
    first = reviewed(cast)
    shown(cast, first, cast.members["FIN"])
    assert gate(first).is_open
    assert not gate(next_of(cast, first, committed_value=90_000_000)).is_open


def test_evidence_of_somebody_who_came_to_write_in_the_deal_does_not_count(cast: Cast) -> None:
    publish_rules(cast, rule("scoped", check={**SCOPED, "by": VP}, keep={}))
    first = reviewed(cast)
    shown(cast, first, cast.ruth)
    assert gate(first).is_open
    DraftAuthor.objects.create(draft=first.draft, user=cast.ruth)
    assert not gate(first).is_open


def test_a_concern_accepted_by_a_later_author_holds_the_deal_up_again(cast: Cast) -> None:
    submission = reviewed(cast, kind=DealKind.RENEWAL)
    deal = submission.draft.deal
    concern = raise_concern(
        deal.customer, text="Slow.", by=cast.tom, raised_on=dt.date(2026, 11, 1), severity="high"
    )
    accept_concern(concern, deal, words="We know, and go on.", by=cast.anders)
    assert not [check for check in gate(submission).failed if check.key.startswith("concern")]
    DraftAuthor.objects.create(draft=submission.draft, user=cast.anders)
    assert [check for check in gate(submission).failed if check.key.startswith("concern")]


def test_everybody_of_a_group_stays_everybody_while_one_is_away(cast: Cast) -> None:
    council = rule("council", step=step("group:council", need="all"))
    publish_rules(cast, council, groups={"council": [cast.ruth.email, cast.mark.email]})
    submission = reviewed(cast)
    away_now(cast.ruth, cast.mark)
    approve(submission, cast.mark)
    assert not gate(submission).is_open, "Mark alone is not everybody"
    approve(submission, cast.ruth)
    assert gate(submission).is_open


def test_one_stand_in_for_two_executives_is_one_person(cast: Cast) -> None:
    publish_rules(cast, rule("severe", step=step(EXECUTIVE, need=2)))
    submission = reviewed(cast)
    away_now(cast.anders, cast.ruth)
    away_now(cast.eva, cast.ruth)
    approve(submission, cast.ruth)
    assert not gate(submission).is_open
    with pytest.raises(Refused, match="decided already"):
        approve(submission, cast.ruth)


def test_the_deal_desk_lends_nobody_more_authority_than_they_have(cast: Cast) -> None:
    today = dt.date.today()
    with pytest.raises(Refused, match="let Anders Holm choose"):
        plan_absence(cast.anders, starts_on=today, ends_on=today, taker=cast.mark, by=cast.desk)
    plan_absence(cast.anders, starts_on=today, ends_on=today, taker=cast.eva, by=cast.desk)


def test_a_condition_that_lapses_goes_with_whatever_is_kept_of_the_decision(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("deep", [{"fact": "discount", "above": 10}], step=step(VP, chain="a"), keep={}),
        rule("always", step=step(VP, chain="b"), keep={}),
    )
    first = reviewed(cast, discount="20")
    purchase = AskedCondition("A purchase order arrives.", cast.maya, 10, lapses=True)
    draft = Draft.objects.get(pk=first.draft_id)
    decide(
        draft,
        Decision.CONDITIONS,
        by=cast.ruth,
        seen_digest=token_of(first),
        note="A purchase order arrives.",
        condition=purchase,
    )
    second = next_of(cast, first, discount="5")
    kept = Approval.objects.get(submission=second, voided_at=None)
    assert kept.step_key.startswith("b/")
    clear_draft(Draft.objects.get(pk=second.draft_id), by=cast.maya)
    condition = Condition.objects.get(submission=second)
    assert condition.lapses and condition.due_on is not None


def test_an_approval_under_other_words_of_a_rule_is_asked_again(cast: Cast) -> None:
    discounted = [{"fact": "discount", "above": 10}]
    publish_rules(cast, rule("vp", discounted, step=step(VP), keep={}))
    first = reviewed(cast, discount="20")
    approve(first, cast.ruth)
    publish_rules(cast, rule("vp", [{"fact": "discount", "above": 5}], step=step(VP), keep={}))
    assert not gate(next_of(cast, first)).is_open


def test_a_deal_cannot_be_handed_to_the_deal_desk_to_lose_the_reps_rules(cast: Cast) -> None:
    publish_rules(cast, rule("reps", [{"fact": "requester_roles", "has_any": ["sales_rep"]}], step=step(VP)))
    first = reviewed(cast)
    draft = make_next_draft(Draft.objects.get(pk=first.draft_id), by=cast.desk)
    second = submit_draft(draft, by=cast.desk)
    review_all(cast, second)
    assert [asked.label for asked in gate(second).steps] == ["A VP approves"]


def test_a_step_that_names_a_person_is_not_handed_to_somebody_who_approves_nothing(cast: Cast) -> None:
    publish_rules(cast, rule("ruth", step=step(f"person:{cast.ruth.email}")))
    submission = reviewed(cast)
    RoleGrant.objects.filter(user=cast.leads["FIN"]).exclude(role=Role.FUNCTION_LEAD).delete()
    from_ruth = submission.asks.standing().get()
    with pytest.raises((Refused, Forbidden)):
        reassign_step(from_ruth, to=cast.leads["FIN"], reason="On leave.", by=cast.desk)
