"""What did not change is not asked again: approvals kept on the next draft, each with its reason."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from contracts.actions import edit_deal, edit_term
from contracts.models import Draft
from dealdesk.kit.refusals import Refused
from reviews.actions import clear_draft, make_next_draft, submit_draft
from reviews.gate import gate_of
from reviews.models import Approval, Ask, Evidence, Submission
from reviews.queries.preview import preview_of
from tests.make import Cast, approve, make_submission, make_term, review_all
from tests.make_rules import publish_rules, rule, step

VP = "role:approver_vp"
DISCOUNTED = [{"fact": "discount", "above": 10}]


def approved(cast: Cast, **fields: Any) -> Submission:
    """A draft that Ruth, the VP, has approved: one term, a discount of 20 %."""
    submission = make_submission(cast.maya, "payment-terms", **{"discount": "20", **fields})
    review_all(cast, submission)
    approve(submission, cast.ruth)
    return submission


def next_one(cast: Cast, before: Submission, *, submit: bool = True, level: int = 2, **changes: Any) -> Draft:
    """The draft after it with the deal changed; submitted, and reviewed as before, unless said otherwise."""
    draft = make_next_draft(Draft.objects.get(pk=before.draft_id), by=cast.maya)
    if changes:
        edit_deal(draft.deal, by=cast.maya, **changes)
    if submit:
        review_all(cast, submit_draft(draft, by=cast.maya), level=level)
    return Draft.objects.get(pk=draft.pk)


def kept(draft: Draft) -> Approval | None:
    return Approval.objects.filter(submission__draft=draft, voided_at=None).first()


@dataclass(frozen=True)
class Case:
    """A rule's `keep` and what the next draft changes; the approval is kept, or asked again because."""

    name: str
    keep: dict[str, Any] | None
    changes: dict[str, Any] = field(default_factory=dict)
    because: str = ""
    is_kept: bool = False


CASES = [
    Case("nothing is kept unless the rule says so", None, {}, "does not let an approval be kept"),
    Case("what did not change is kept", {}, {"months": 30}, "nothing that it was approved on", True),
    Case("a better discount beyond tolerance is asked again", {}, {"discount": "15"}, "from 20 to 15"),
    Case("a better discount within tolerance", {"discount": 5}, {"discount": "15"}, "from 20 to 15", True),
    Case("just beyond the tolerance", {"discount": 5}, {"discount": "14.99"}, "from 20 to 14.99"),
    Case("a worse discount, however little", {"discount": 5}, {"discount": "20.01"}, "from 20 to 20.01"),
    Case("a tolerance in per cent", {"discount": "25 %"}, {"discount": "15"}, "from 20 to 15", True),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(cast: Cast, case: Case) -> None:
    keep = {} if case.keep is None else {"keep": case.keep}
    publish_rules(cast, rule("discounted", DISCOUNTED, step=step(VP), **keep))
    before = approved(cast)
    draft = next_one(cast, before, submit=False, **case.changes)
    preview = preview_of(draft)
    assert preview is not None
    (judged,) = preview.steps[0].earlier
    assert (judged.is_kept, case.because in judged.because) == (case.is_kept, True), judged.because
    review_all(cast, submit_draft(draft, by=cast.maya))
    found = kept(draft)
    assert (found is not None) == case.is_kept
    asked = Ask.objects.open().filter(submission__draft=draft, person=cast.ruth).exists()
    assert asked == (not case.is_kept), "whoever is kept is not asked again, and the other way round"
    if found is not None:
        assert case.because in found.kept_because and found.carried_from is not None
        assert "(kept:" in " ".join(check.reason for check in gate_of(draft).passed)
        clear_draft(draft, by=cast.maya)
    else:
        with pytest.raises(Refused, match="gate is closed"):
            clear_draft(draft, by=cast.maya)


def test_a_new_non_standard_term_is_always_asked_about(cast: Cast) -> None:
    publish_rules(cast, rule("discounted", DISCOUNTED, step=step(VP), keep={}))
    draft = next_one(cast, approved(cast), submit=False)
    make_term(draft, "renewal", by=cast.maya)
    review_all(cast, submit_draft(draft, by=cast.maya))
    assert kept(draft) is None


def test_a_term_that_became_standard_is_no_reason_to_ask(cast: Cast) -> None:
    publish_rules(cast, rule("discounted", DISCOUNTED, step=step(VP), keep={}))
    before = make_submission(cast.maya, "payment-terms", "renewal", discount="20")
    review_all(cast, before)
    approve(before, cast.ruth)
    draft = next_one(cast, before, submit=False)
    term = draft.terms.get(type__code="renewal")
    standard = term.type.rungs.get(position=0)
    edit_term(term, by=cast.maya, wording=standard.wording, value=standard.value, reason="They agreed.")
    review_all(cast, submit_draft(draft, by=cast.maya))
    assert kept(draft) is not None


def test_a_risen_band_is_always_asked_about(cast: Cast) -> None:
    publish_rules(cast, rule("discounted", DISCOUNTED, step=step(VP), keep={}))
    draft = next_one(cast, approved(cast), submit=False)
    term = draft.terms.get()
    edit_term(term, by=cast.maya, wording="A year after acceptance.", value=Decimal(365), reason="New.")
    review_all(cast, submit_draft(draft, by=cast.maya), level=5)
    assert kept(draft) is None


def test_a_draft_that_nobody_could_decide_on_is_passed_over(cast: Cast) -> None:
    publish_rules(cast, rule("discounted", DISCOUNTED, step=step(VP), keep={}))
    first = approved(cast)
    second = next_one(cast, first, submit=False)
    edit_term(second.terms.get(), by=cast.maya, wording="Net ninety.", value=Decimal(90), reason="Asked for.")
    submission = submit_draft(second, by=cast.maya)
    third = next_one(cast, submission)
    assert kept(third) is not None


def test_an_approver_who_may_no_longer_decide_is_not_kept(cast: Cast) -> None:
    publish_rules(cast, rule("discounted", DISCOUNTED, step=step(VP), keep={}))
    before = approved(cast)
    cast.ruth.grants.all().delete()
    assert kept(next_one(cast, before)) is None


def test_what_was_sent_back_is_never_kept(cast: Cast) -> None:
    publish_rules(
        cast,
        rule("discounted", DISCOUNTED, step=step(VP), keep={}),
        rule("long", [{"fact": "months", "above": 1}], step=step("role:approver_executive"), keep={}),
    )
    before = approved(cast)
    approve(before, cast.eva, decision="send_back", note="Ask them for less.")
    assert kept(next_one(cast, before)) is None


def test_evidence_stays_while_the_facts_that_ask_for_it_do(cast: Cast) -> None:
    check = {"title": "An architect has scoped it", "evidence": "text"}
    publish_rules(cast, rule("scoped", [{"fact": "months", "above": 12}], check=check, keep={}))
    before = make_submission(cast.maya, "payment-terms")
    review_all(cast, before)
    asked = before.scores.get(is_latest=True).ruling["checks"][0]
    Evidence.objects.create(
        submission=before,
        check_key=asked["key"],
        tested=asked["tested"],
        text="Scoped by Ada, 12 days.",
        by=cast.leads["DEL"],
        at=before.at,
    )
    draft = next_one(cast, before, delivery_months=4)
    assert gate_of(draft).is_open
    assert not gate_of(next_one(cast, draft.submission, months=36)).is_open


def test_small_changes_do_not_add_up(cast: Cast) -> None:
    publish_rules(cast, rule("discounted", DISCOUNTED, step=step(VP), keep={"discount": 3}))
    second = next_one(cast, approved(cast), discount="18")
    assert kept(second) is not None
    assert kept(next_one(cast, second.submission, discount="16")) is None, "4 points below what Ruth approved"
