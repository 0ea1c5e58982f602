"""Whole deals as tables: what is asked, what the functions say, where the deal ends."""

import datetime as dt
from dataclasses import dataclass

import pytest

from contracts.actions import raise_concern
from contracts.models import Draft, DraftState
from dealdesk.kit.refusals import Refused
from reviews.actions import accept_condition, clear_draft, submit_draft
from reviews.gate import CheckState, gate_of
from reviews.models import ReviewRequest, Submission
from tests.make import Cast, approve, make_deal, make_submission, make_term, review, review_all


@dataclass(frozen=True)
class Story:
    """Term types asked, the level that everybody gives, and what must come of it."""

    name: str
    types: tuple[str, ...]
    level: int
    band: str
    approvers: tuple[str, ...]


STORIES = [
    Story("routine asks clear themselves", ("payment-terms",), 1, "AUTO", ()),
    Story("light asks stay low", ("payment-terms", "renewal"), 2, "AUTO", ()),
    Story("one hard term needs the rep's manager", ("payment-terms",), 4, "MGR", ("mark",)),
    Story("two hard terms need a VP", ("payment-terms", "renewal", "price-hold"), 4, "VP", ("ruth",)),
    Story("one term beyond us needs two executives", ("payment-terms",), 5, "EXEC", ("anders", "eva")),
    Story("many terms beyond us are nobody's", ("liability-cap", "uptime", "audit-rights"), 5, "BLOCKED", ()),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story(cast: Cast, story: Story) -> None:
    submission = make_submission(cast.maya, *story.types)
    review_all(cast, submission, level=story.level)
    draft = Draft.objects.get(pk=submission.draft_id)
    gate = gate_of(draft)
    assert gate.score is not None and gate.score.gate == story.band
    for who in story.approvers:
        with pytest.raises(Refused, match="The gate is closed"):
            clear_draft(draft, by=cast.maya)
        approve(submission, getattr(cast, who))
    if story.band == "BLOCKED":
        with pytest.raises(Refused, match="Blocked"):
            clear_draft(draft, by=cast.maya)
        return
    clear_draft(draft, by=cast.maya)
    assert Draft.objects.get(pk=draft.pk).state == DraftState.CLEARED


STANDINGS = [
    ("payment-terms", 30, True),
    ("payment-terms", 14, True),
    ("payment-terms", 120, False),
    ("uptime", "99.5", True),
    ("uptime", "99", True),
    ("uptime", "99.999", False),
    ("liability-cap", 1, True),
    ("liability-cap", None, False),
]


@pytest.mark.parametrize(("code", "value", "is_standard"), STANDINGS)
def test_a_structured_ask_is_compared_by_value(
    cast: Cast, code: str, value: str | int | None, is_standard: bool
) -> None:
    draft = make_deal(cast.maya).current_draft
    term = make_term(draft, code, by=cast.maya, value=value)
    assert term.is_standard == is_standard
    assert bool(term.functions) != is_standard


def test_a_missing_review_keeps_the_gate_closed_and_names_who(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "uptime")
    waiting = ReviewRequest.objects.get(term__draft=submission.draft, function__code="SUP")
    for request in ReviewRequest.objects.filter(term__draft=submission.draft).exclude(pk=waiting.pk):
        review(cast, request)
    gate = gate_of(submission.draft)
    assert not gate.is_open
    assert "Support has not reviewed Uptime" in gate.why_closed


def test_a_blocker_closes_the_gate_until_it_is_lifted(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    review(cast, request, 2, verdict="blocker", reasons="We cannot recognise the revenue.")
    review_all(cast, submission)
    gate = gate_of(Draft.objects.get(pk=submission.draft_id))
    assert gate.score.tenths == 1000 and [check.state for check in gate.failed][:1] == [CheckState.FAILED]
    review(cast, request, 2)
    review_all(cast, submission)
    assert gate_of(Draft.objects.get(pk=submission.draft_id)).is_open


def test_a_condition_counts_only_once_another_member_accepts_it(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    said = review(cast, request, 5, verdict="conditions", condition="They pay a deposit.", residual_level=2)
    review_all(cast, submission)
    assert gate_of(Draft.objects.get(pk=submission.draft_id)).score.gate == "EXEC"
    accept_condition(said, by=cast.leads["FIN"])
    review_all(cast, submission)
    assert gate_of(Draft.objects.get(pk=submission.draft_id)).score.gate == "AUTO"


def test_reviewers_two_levels_apart_go_to_a_vp(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    review(cast, request, 1)
    review(cast, request, 3, by=cast.leads["FIN"])
    review_all(cast, submission)
    assert gate_of(Draft.objects.get(pk=submission.draft_id)).score.gate == "VP"


def test_a_renewal_with_an_open_concern_goes_to_a_vp(cast: Cast) -> None:
    deal = make_deal(cast.maya, kind="renewal")
    raise_concern(
        deal.customer,
        text="Updates reach us late.",
        by=cast.maya,
        raised_on=dt.date(2026, 8, 14),
        severity="high",
    )
    make_term(deal.current_draft, "payment-terms", by=cast.maya)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    review_all(cast, submission, level=1)
    assert gate_of(Draft.objects.get(pk=submission.draft_id)).score.gate == "VP"


@pytest.mark.parametrize(("decision", "state"), [("send_back", "sent_back"), ("reject", "rejected")])
def test_an_approver_ends_the_review_with_a_reason(cast: Cast, decision: str, state: str) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    with pytest.raises(Refused, match="reason"):
        approve(submission, cast.mark, decision)
    approve(submission, cast.mark, decision, note="Ask for net 45.")
    assert Draft.objects.get(pk=submission.draft_id).state == state


def test_a_deal_in_a_currency_without_a_rate_stays_closed(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", currency="SEK")
    review_all(cast, submission, level=1)
    gate = gate_of(Draft.objects.get(pk=submission.draft_id))
    assert not gate.is_open and not Submission.objects.get().scores.exists()
