"""A renewal or expansion waits for the answer to each open concern, or for an executive's word."""

import pytest

from activity.models import Event, Notification
from contracts.actions import answer_concern, assign_concern, edit_deal
from contracts.models import Concern, ConcernAcceptance, Draft
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.verification import INVARIANTS
from reviews.actions import accept_concern, clear_draft, make_next_draft, rescore, submit_draft
from reviews.actions.announcing import announce
from reviews.checks.concerns import concern_checks
from reviews.gate import gate_of
from reviews.gate_checks import CheckState
from reviews.models import Submission
from tests.make import Cast, make_customer, make_deal, make_term, review_all
from tests.make_conditions import make_concern

ANSWER = {"answer": "Night shift has a phone now.", "evidence": "Rota of November"}
WORDS = "The new export ships before their renewal starts."


def standard_deal(cast: Cast, kind: str) -> Submission:
    """A submitted draft that nobody has to review or approve, so that concerns alone decide."""
    deal = make_deal(cast.maya, kind=kind)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    rescore(submission.pk)
    return submission


def draft_of(submission: Submission) -> Draft:
    return Draft.objects.get(pk=submission.draft_id)


def held_by(submission: Submission) -> list[str]:
    """Reasons of the failed checks about concerns."""
    return [check.reason for check in gate_of(draft_of(submission)).failed if check.key.startswith("concern")]


@pytest.mark.parametrize(
    ("kind", "is_held"), [("renewal", True), ("expansion", True), ("new_business", False)]
)
def test_an_open_concern_holds_up_renewals_and_expansions(cast: Cast, kind: str, is_held: bool) -> None:
    make_concern(make_customer(cast.maya), cast.maya)
    submission = standard_deal(cast, kind)
    assert bool(held_by(submission)) == is_held
    assert any("Exports stall at night." in reason for reason in held_by(submission)) == is_held
    if is_held:
        with pytest.raises(Refused, match="waits for an answer"):
            clear_draft(draft_of(submission), by=cast.maya)


@pytest.mark.parametrize("kind", ["renewal", "expansion"])
def test_without_a_concern_the_check_has_passed(cast: Cast, kind: str) -> None:
    checks = concern_checks(draft_of(standard_deal(cast, kind)))
    assert [(check.key, check.state) for check in checks] == [("concerns", CheckState.PASSED)]


def test_the_concern_of_another_customer_holds_up_nothing(cast: Cast) -> None:
    make_concern(make_customer(cast.maya, "Aurelia Labs"), cast.maya)
    assert held_by(standard_deal(cast, "expansion")) == []


def test_each_concern_needs_its_own_answer(cast: Cast) -> None:
    first = make_concern(make_customer(cast.maya), cast.maya)
    make_concern(first.customer, cast.maya, "Invoices come late.")
    submission = standard_deal(cast, "expansion")
    assert len(held_by(submission)) == 2
    answer_concern(first, by=cast.maya, **ANSWER)
    assert len(held_by(submission)) == 1
    answer_concern(Concern.objects.get(answered_at=None), by=cast.maya, **ANSWER)
    assert held_by(submission) == []
    clear_draft(draft_of(submission), by=cast.maya)


@pytest.mark.parametrize("missing", ["answer", "evidence"])
def test_an_answer_needs_words_and_evidence(cast: Cast, missing: str) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    with pytest.raises(Refused):
        answer_concern(concern, by=cast.maya, **{**ANSWER, missing: " "})
    assert Concern.objects.get().is_open


def test_whoever_answers_without_an_owner_becomes_it(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    answer_concern(concern, by=cast.maya, **ANSWER)
    concern.refresh_from_db()
    assert (concern.owner, concern.answered_by, concern.evidence) == (
        cast.maya,
        cast.maya,
        "Rota of November",
    )


def test_the_owner_answers_whatever_the_role(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    max_ = cast.members["SUP"]
    with pytest.raises(Forbidden, match="It has no owner yet"):
        answer_concern(concern, by=max_, **ANSWER)
    assign_concern(concern, owner=max_, by=cast.maya)
    concern.refresh_from_db()
    with pytest.raises(Forbidden, match="It belongs to Max Support"):
        answer_concern(concern, by=cast.members["DEL"], **ANSWER)
    answer_concern(concern, by=max_, **ANSWER)
    with pytest.raises(Refused, match="has an answer"):
        assign_concern(concern, owner=cast.maya, by=cast.maya)


def test_only_those_who_keep_customers_give_it_to_somebody_who_is_here(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    with pytest.raises(Forbidden):
        assign_concern(concern, owner=cast.mark, by=cast.mark)
    cast.mark.is_active = False
    cast.mark.save()
    with pytest.raises(Refused, match="has left"):
        assign_concern(concern, owner=cast.mark, by=cast.maya)


def test_the_new_owner_hears_of_it(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    assign_concern(concern, owner=cast.leads["SUP"], by=cast.maya)
    announce(Event.objects.get(verb="concern.assigned").pk)
    assert "Exports stall" in Notification.objects.get(to=cast.leads["SUP"]).text


def test_an_executive_accepts_in_writing_for_one_deal(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    accepted, other = standard_deal(cast, "expansion"), standard_deal(cast, "expansion")
    accept_concern(concern, accepted.draft.deal, words=f" {WORDS} ", by=cast.anders)
    assert ConcernAcceptance.objects.get().words == WORDS
    assert held_by(accepted) == [] and held_by(other) != []
    clearance = clear_draft(draft_of(accepted), by=cast.maya)
    assert any("accepted in writing by Anders Holm" in title for title in clearance.certificate["checks"])
    assert Concern.objects.get().is_open
    assert [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()] == []


def test_the_deals_owner_hears_that_it_was_accepted(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    deal = standard_deal(cast, "expansion").draft.deal
    accept_concern(concern, deal, words=WORDS, by=cast.anders)
    announce(Event.objects.get(verb="concern.accepted").pk)
    assert "accepted the open concern" in Notification.objects.get(to=cast.maya).text


def test_what_was_accepted_stays_so_for_the_next_draft(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    submission = standard_deal(cast, "expansion")
    accept_concern(concern, submission.draft.deal, words=WORDS, by=cast.anders)
    following = make_next_draft(draft_of(submission), by=cast.maya)
    assert held_by(submit_draft(following, by=cast.maya)) == []


def test_a_concern_raised_after_the_acceptance_holds_the_deal_up_again(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    submission = standard_deal(cast, "expansion")
    accept_concern(concern, submission.draft.deal, words=WORDS, by=cast.anders)
    make_concern(concern.customer, cast.maya, "Invoices come late.")
    assert len(held_by(submission)) == 1


@pytest.mark.parametrize("who", ["ruth", "mark", "maya", "desk", "auditor"])
def test_nobody_but_an_executive_accepts(cast: Cast, who: str) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    deal = standard_deal(cast, "renewal").draft.deal
    with pytest.raises(Forbidden):
        accept_concern(concern, deal, words=WORDS, by=getattr(cast, who))


def test_an_executive_who_owns_the_deal_does_not_accept(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    deal = make_deal(cast.maya, kind="renewal")
    edit_deal(deal, by=cast.maya, owner=cast.anders)
    with pytest.raises(Forbidden, match="wrote in this deal"):
        accept_concern(concern, deal, words=WORDS, by=cast.anders)
    accept_concern(concern, deal, words=WORDS, by=cast.eva)


def test_what_cannot_be_accepted_is_refused_with_the_reason(cast: Cast) -> None:
    concern = make_concern(make_customer(cast.maya), cast.maya)
    elsewhere = make_concern(make_customer(cast.maya, "Aurelia Labs"), cast.maya)
    renewal, fresh = make_deal(cast.maya, kind="renewal"), make_deal(cast.maya)
    for wrong, deal, words, sentence in (
        (concern, renewal, " ", "Write why"),
        (concern, fresh, WORDS, "does not hold up this deal"),
        (elsewhere, renewal, WORDS, "does not hold up this deal"),
    ):
        with pytest.raises(Refused, match=sentence):
            accept_concern(wrong, deal, words=words, by=cast.anders)
    accept_concern(concern, renewal, words=WORDS, by=cast.anders)
    with pytest.raises(Refused, match="accepted this for the deal already"):
        accept_concern(concern, renewal, words="Again", by=cast.eva)
    answer_concern(concern, by=cast.maya, **ANSWER)
    with pytest.raises(Refused, match="has an answer already"):
        accept_concern(concern, make_deal(cast.maya, kind="renewal"), words=WORDS, by=cast.eva)


def test_after_clearing_nothing_is_left_to_accept(cast: Cast) -> None:
    submission = standard_deal(cast, "expansion")
    clear_draft(draft_of(submission), by=cast.maya)
    concern = make_concern(make_customer(cast.maya), cast.maya)
    with pytest.raises(Refused, match="clear to sign"):
        accept_concern(concern, submission.draft.deal, words=WORDS, by=cast.anders)


def test_a_renewal_still_needs_its_vp_after_the_acceptance(cast: Cast) -> None:
    """Accepting lets the check pass; the score keeps the rule that a renewal with an open concern has."""
    concern = make_concern(make_customer(cast.maya), cast.maya)
    submission = standard_deal(cast, "renewal")
    accept_concern(concern, submission.draft.deal, words=WORDS, by=cast.anders)
    review_all(cast, submission)
    assert held_by(submission) == []
    assert not gate_of(draft_of(submission)).is_open
