"""Submitting by API, and reading gate and clearance."""

import pytest
from django.utils import timezone

from accounts.models import Membership
from contracts.models import Draft
from reviews.actions import ask_to_void, clear_draft, confirm_void, mark_signed, rescore
from reviews.models import ReviewRequest, Submission, Verdict
from tests.api.machine import Machine, Said, assert_problem, queries_for
from tests.make import (
    Cast,
    approve,
    make_deal,
    make_submission,
    make_term,
    review,
    review_all,
    token_of,
)


def gate_for(machine: Machine, submission: Submission) -> Said:
    answer = machine.get(f"/deals/{submission.draft.deal.number}/gate/")
    assert answer.status_code == 200, answer.content
    shown: Said = answer.json()
    return shown


def cleared(cast: Cast) -> Draft:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    Machine(cast.maya).post(f"/deals/{deal.number}/submission/")
    draft = deal.current_draft
    clear_draft(draft, by=cast.maya)
    return draft


def test_submitting_freezes_the_draft_and_says_who_is_asked(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "liability-cap", by=cast.maya)
    answer = Machine(cast.maya).post(f"/deals/{deal.number}/submission/")
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert {(row["function"], row["term"]) for row in said["asked"]} == {("LEG", 1), ("FIN", 1)}
    assert said["digest"] == deal.current_draft.digest != ""


def test_a_draft_is_submitted_once(cast: Cast) -> None:
    deal, machine = make_deal(cast.maya), Machine(cast.maya)
    make_term(deal.current_draft, "uptime", by=cast.maya)
    address = f"/deals/{deal.number}/submission/"
    first = machine.post(address, key="go")
    assert machine.post(address, key="go").json() == first.json()
    assert_problem(machine.post(address), 409, "is in review, so it cannot be submitted")
    assert Submission.objects.count() == 1


def test_what_hinders_a_submission_is_said(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    address = f"/deals/{deal.number}/submission/"
    assert_problem(Machine(cast.maya).post(address), 409, "no terms")
    assert_problem(Machine(cast.maya).post(address, {"draft": 1}), 400, "no such field")
    assert_problem(Machine(cast.tom).post(address), 404)
    assert_problem(Machine(cast.mark).post(address), 403, "Sales rep, Deal desk")


def test_the_gate_of_a_draft_that_is_written_is_closed(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    gate = Machine(cast.maya).get(f"/deals/{deal.number}/gate/").json()
    assert (gate["is_open"], gate["score"], gate["seen"], gate["digest"]) == (False, None, None, "")
    assert [check["state"] for check in gate["checks"]] == ["failed"]


def test_while_reviews_are_missing_the_score_is_an_interval(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "uptime")
    request = ReviewRequest.objects.get(term__draft=submission.draft, term__type__code="payment-terms")
    review(cast, request, 3)
    rescore(submission.pk)
    gate = gate_for(Machine(cast.maya), submission)
    score = gate["score"]
    assert not gate["is_open"] and not score["is_final"] and score["is_current"]
    assert 0 < score["low"] <= score["points"] <= score["high"] <= 100 and score["low"] < score["high"]
    waiting = [check for check in gate["checks"] if check["state"] == "pending"]
    assert any(check["term"] == 2 and "has not reviewed" in check["reason"] for check in waiting)
    assert all(check["next_step"] for check in waiting if check["key"].startswith("review-"))


def test_when_all_is_in_the_gate_shows_score_band_and_string(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=5)
    gate = gate_for(Machine(cast.ruth), submission)
    score = gate["score"]
    assert score["is_final"] and score["low"] == score["points"] == score["high"]
    assert (score["asks"], score["asks_word"]) == ("EXEC", "Severe")
    assert score["string"].startswith("DD:1.0/")
    assert gate["digest"] == submission.draft.digest
    assert gate["seen"] == token_of(submission)
    for approver in (cast.anders, cast.eva):
        approve(submission, approver)
    assert gate_for(Machine(cast.ruth), submission)["is_open"]


def test_who_owes_a_review_learns_nothing_of_the_others_answers(cast: Cast) -> None:
    submission = make_submission(cast.maya, "liability-cap")
    request = ReviewRequest.objects.get(function__code="LEG")
    review(cast, request, 5, verdict=Verdict.BLOCKER, reasons="Unlimited liability is out of the question.")
    rescore(submission.pk)
    hidden = gate_for(Machine(cast.members["FIN"]), submission)
    assert (hidden["is_hidden"], hidden["score"], hidden["seen"]) == (True, None, None)
    assert "out of the question" not in str(hidden) and cast.members["LEG"].name not in str(hidden)
    review(cast, ReviewRequest.objects.get(function__code="FIN"), 2)
    rescore(submission.pk)
    shown = gate_for(Machine(cast.members["FIN"]), submission)
    assert not shown["is_hidden"] and shown["score"]["band"] == "BLOCKED"
    assert "out of the question" in str(shown["checks"])


def test_a_member_of_two_functions_stays_blind_until_both_have_answered(cast: Cast) -> None:
    Membership.objects.create(function=cast.functions["FIN"], user=cast.members["LEG"])
    submission = make_submission(cast.maya, "liability-cap")
    review(cast, ReviewRequest.objects.get(function__code="LEG"), 5, by=cast.leads["LEG"])
    rescore(submission.pk)
    assert not gate_for(Machine(cast.members["LEG"]), submission)["is_hidden"], "both are their own"
    assert gate_for(Machine(cast.members["FIN"]), submission)["is_hidden"]


def test_a_hidden_gate_is_not_found(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    for person in (cast.tom, cast.outsider, cast.members["SUP"]):
        assert_problem(Machine(person).get(f"/deals/{submission.draft.deal.number}/gate/"), 404)


def test_the_gate_asks_as_little_of_a_long_draft_as_of_a_short_one(cast: Cast) -> None:
    short = make_submission(cast.maya, "payment-terms", "uptime")
    long = make_submission(
        cast.maya, "payment-terms", "uptime", "liability-cap", "renewal", "delivery-date", "price-hold"
    )
    machine = Machine(cast.maya)
    few = queries_for(machine, f"/deals/{short.draft.deal.number}/gate/")
    assert queries_for(machine, f"/deals/{long.draft.deal.number}/gate/") <= few


def test_a_clearance_names_exactly_the_draft_that_may_be_signed(cast: Cast) -> None:
    draft = cleared(cast)
    machine = Machine(cast.maya)
    said = machine.get(f"/deals/{draft.deal.number}/clearance/").json()
    clearance = draft.submission.clearance
    assert (said["digest"], said["code"], said["draft"]) == (draft.digest, clearance.code, 1)
    assert said["certificate_digest"] == clearance.digest
    assert said["cleared_by"]["name"] == "Maya Lindqvist" and said["signed_on"] is None
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    signed = machine.get(f"/deals/{draft.deal.number}/clearance/").json()
    assert signed["signed_on"] == timezone.localdate().isoformat()


def test_there_is_no_clearance_before_the_gate_and_after_a_void(cast: Cast) -> None:
    open_ = make_submission(cast.maya, "payment-terms").draft
    machine = Machine(cast.maya)
    assert_problem(machine.get(f"/deals/{open_.deal.number}/clearance/"), 404)
    draft = cleared(cast)
    address = f"/deals/{draft.deal.number}/clearance/"
    assert machine.get(address).status_code == 200
    assert_problem(Machine(cast.tom).get(address), 404)
    asked = ask_to_void(draft.submission.clearance, reason="Wrong customer.", by=cast.maya)
    assert machine.get(address).status_code == 200, "only asked for so far"
    confirm_void(asked, by=cast.desk)
    assert_problem(machine.get(address), 404)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_method_that_an_address_does_not_have_is_refused(cast: Cast, method: str) -> None:
    deal = make_deal(cast.maya)
    address = f"/deals/{deal.number}/{'submission' if method == 'get' else 'gate'}/"
    assert_problem(getattr(Machine(cast.maya), method)(address), 405)
