"""One term for one function: what is asked, what is answered, and who may see whose answer."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from contracts.actions import edit_term
from contracts.models import Draft, Term
from reviews.actions import make_next_draft, submit_draft
from reviews.models import Review, ReviewRequest, Submission, Verdict
from tests.make import Cast, make_deal, make_submission, make_term, review
from tests.reviews.browser import browser_of, text_of

SOUND = {
    "level": "3",
    "once_low": "8",
    "once_likely": "16",
    "once_high": "40,5",
    "once_unit": "hours",
    "monthly_low": "",
    "monthly_likely": "",
    "monthly_high": "",
    "monthly_unit": "hours",
    "confidence": "80",
    "verdict": "deliverable",
    "condition": "",
    "residual_level": "",
    "start_from": "",
    "counter_wording": "",
    "reasons": "We did it for two customers.",
    "feels_right": "no",
}


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """Payment terms for Finance, a liability cap for Finance and Legal."""
    return make_submission(cast.maya, "payment-terms", "liability-cap")


@pytest.fixture
def finance(cast: Cast) -> Client:
    return browser_of(cast.members["FIN"])


def asked_of(cast: Cast, submission: Submission, code: str, type_code: str) -> ReviewRequest:
    return ReviewRequest.objects.get(
        term__draft=submission.draft, function=cast.functions[code], term__type__code=type_code
    )


def page_of(asked: ReviewRequest, more: str = "") -> str:
    return f"/reviews/{asked.pk}/{more}"


def answer_of(asked: ReviewRequest) -> Review:
    return Review.objects.get(request=asked, replaced_at=None)


def test_the_page_shows_ask_reason_ladder_guidance_and_the_functions_anchors(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    page = text_of(finance.get(page_of(asked)))
    assert "Supplier accepts what the customer asks about liability-cap" in page
    assert "Their auditors ask for it." in page
    assert "Beyond our ladder" in page
    assert "1.5 × yearly fees, each contract year" in page
    assert "We do not sign without a cap" in page
    assert "How hard is this for Finance?" in page
    assert "Milestone billing that waits for the customer&#x27;s acceptance." in page
    assert "2 of 2" in page


def test_a_changed_term_shows_what_changed_since_the_draft_before(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    for asked in ReviewRequest.objects.filter(term__draft=submission.draft):
        review(cast, asked)
    following = make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    changed = following.terms.get(type__code="payment-terms")
    edit_term(changed, by=cast.maya, wording=f"{changed.wording} Net 120 days.", reason="")
    submit_draft(following, by=cast.maya)
    asked = ReviewRequest.objects.get(term=changed, function=cast.functions["FIN"])
    page = text_of(finance.get(page_of(asked)))
    assert "Changed since draft 1" in page
    assert "Net 120 days</ins>" in page
    kept = ReviewRequest.objects.get(
        term__draft=following, term__type__code="liability-cap", function=cast.functions["FIN"]
    )
    assert "Changed since draft 1" not in text_of(finance.get(page_of(kept)))


def test_saving_records_minutes_and_goes_to_the_next_term(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    following = asked_of(cast, submission, "FIN", "liability-cap")
    page = finance.post(page_of(asked), SOUND)
    assert page.status_code == 302
    assert page.headers["Location"] == page_of(following)
    given = answer_of(asked)
    assert given.once == (480, 960, 2430)
    assert given.monthly == (0, 0, 0)
    assert (given.level, given.confidence, given.verdict, given.feels_right) == (3, 80, "deliverable", False)
    assert given.reasons == "We did it for two customers."
    assert f"Saved: Payment terms of {submission.draft.deal.number}." in text_of(
        finance.get(page_of(following))
    )


def test_person_days_have_eight_hours(cast: Cast, submission: Submission, finance: Client) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    days = {"monthly_low": "0.25", "monthly_likely": "1", "monthly_high": "2.5", "monthly_unit": "days"}
    finance.post(page_of(asked), {**SOUND, **days})
    assert answer_of(asked).monthly == (120, 480, 1200)


def test_saving_the_last_one_ends_at_an_empty_queue(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    finance.post(page_of(asked_of(cast, submission, "FIN", "payment-terms")), SOUND)
    page = finance.post(page_of(asked_of(cast, submission, "FIN", "liability-cap")), SOUND, follow=True)
    text = text_of(page)
    assert page.redirect_chain[-1][0] == "/reviews/"
    assert "That was the last one." in text
    assert "Nobody waits for you" in text


def test_save_alone_stays_and_shows_what_was_saved(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    page = finance.post(page_of(asked), {**SOUND, "stay": "1"}, follow=True)
    assert page.redirect_chain[-1][0] == page_of(asked)
    form = page.context["form"]
    assert [form[name].value() for name in ("level", "once_low", "once_high")] == [3, "8", "40.5"]
    assert form["feels_right"].value() == "no"
    text = text_of(page)
    assert "You have answered this." in text
    assert "Answered" in text


def test_a_second_answer_replaces_the_first(cast: Cast, submission: Submission, finance: Client) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    finance.post(page_of(asked), SOUND)
    finance.post(page_of(asked), {**SOUND, "level": "5"})
    assert [given.level for given in asked.reviews.order_by("id")] == [3, 5]
    assert answer_of(asked).level == 5


def test_the_way_through_a_narrowed_queue_stays_narrowed(cast: Cast, submission: Submission) -> None:
    both = cast.members["FIN"]
    Membership.objects.create(function=cast.functions["LEG"], user=both)
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    following = asked_of(cast, submission, "FIN", "liability-cap")
    browser = browser_of(both)
    assert "1 of 2" in text_of(browser.get(page_of(asked, "?function=FIN")))
    page = browser.post(page_of(asked, "?function=FIN"), SOUND)
    assert page.headers["Location"] == page_of(following, "?function=FIN")


def test_enter_in_a_field_saves_and_fills_nothing_in(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    """A browser presses the first button of a form then, so that one must not carry a name."""
    page = text_of(finance.get(page_of(asked_of(cast, submission, "FIN", "payment-terms"))))
    form = page.split('aria-label="Finance’s review"')[1]
    assert "name=" not in form.split("<button")[1].split(">")[0]


def test_skip_leads_to_the_next_term(cast: Cast, submission: Submission, finance: Client) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    following = asked_of(cast, submission, "FIN", "liability-cap")
    assert finance.get(page_of(asked)).context["next_url"] == page_of(following)
    assert finance.get(page_of(following)).context["next_url"] == page_of(asked)


BAD = [
    ({"level": ""}, "level", "Choose a level from 1 to 5."),
    ({"level": "6"}, "level", "6 is not one of the available choices"),
    ({"confidence": ""}, "confidence", "Choose how sure you are."),
    ({"verdict": ""}, "verdict", "Choose a verdict."),
    ({"once_low": "20"}, "once_low", "must rise from good to likely to bad"),
    ({"once_high": ""}, "once_high", "Fill in all three, or none"),
    ({"monthly_low": "1"}, "monthly_high", "Fill in all three, or none"),
    ({"once_low": "a few"}, "once_low", "Write a number such as 12 or 1.5"),
    ({"once_low": "1e3"}, "once_low", "Write a number such as 12 or 1.5"),
    ({"once_low": "1,234"}, "once_low", "no more than 2 decimal places"),
    ({"once_low": "-1"}, "once_low", "greater than or equal to 0"),
    ({"verdict": "conditions"}, "condition", "Write the condition that must hold."),
    (
        {"verdict": "conditions", "condition": "A guarantee.", "residual_level": "4"},
        "residual_level",
        "must be the same or lower",
    ),
    ({"verdict": "counter_proposal"}, "counter_wording", "Write the wording that you can live with."),
    ({"verdict": "blocker", "reasons": " "}, "reasons", "Write why this must not be signed"),
]


def test_bad_input_names_the_field_and_keeps_what_was_typed(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    for typed, field, sentence in BAD:
        page = finance.post(page_of(asked), {**SOUND, "reasons": "Kept <as> typed.", **typed})
        assert page.status_code == 200
        assert sentence in " ".join(page.context["form"].errors[field]), typed
        text = text_of(page)
        assert "to put right" in text
        assert "Kept &lt;as&gt; typed." in text or "reasons" in typed
        assert 'value="40,5"' in text or "once_high" in typed
    assert not Review.objects.exists()


def test_condition_and_easier_level_are_kept_with_their_verdict_only(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    said = {**SOUND, "level": "4", "condition": "A parent guarantee.", "residual_level": "2"}
    finance.post(page_of(asked), {**said, "verdict": "conditions"})
    given = answer_of(asked)
    assert (given.condition, given.residual_level) == ("A parent guarantee.", 2)
    finance.post(page_of(asked), {**said, "verdict": "deliverable"})
    given = answer_of(asked)
    assert (given.condition, given.residual_level) == ("", None)


def test_a_counter_proposal_may_start_from_a_rung(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    rung = asked.term.type.rungs.get(label="Fallback B")
    typed = {
        **SOUND,
        "verdict": Verdict.COUNTER,
        "start_from": str(rung.pk),
        "counter_wording": asked.term.wording,
        "counter_value": "",
    }
    filled = finance.post(page_of(asked), {**typed, "fill": "1", "level": ""})
    form = filled.context["form"]
    assert form["counter_wording"].value() == rung.wording
    assert form["counter_value"].value() == "2"
    assert form["reasons"].value() == SOUND["reasons"]
    assert not form.errors
    assert not Review.objects.exists()
    fragment = finance.post(page_of(asked), {**typed, "fill": "1"}, headers={"HX-Request": "true"})
    assert text_of(fragment).startswith("<fieldset")
    finance.post(page_of(asked), typed)
    counter = answer_of(asked).counter
    assert (counter.wording, counter.value) == (rung.wording, rung.value)


def test_what_the_customer_asks_is_no_counter_proposal(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    typed = {**SOUND, "verdict": "counter_proposal", "counter_wording": asked.term.wording.upper()}
    page = finance.post(page_of(asked), typed)
    assert "This is what the customer asks." in " ".join(page.context["form"].errors["counter_wording"])


def test_a_value_beyond_the_types_range_is_refused(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    typed = {**SOUND, "verdict": "counter_proposal", "counter_wording": "Twice.", "counter_value": "21"}
    page = finance.post(page_of(asked), typed)
    assert "less than or equal to 20" in " ".join(page.context["form"].errors["counter_value"])


def test_an_earlier_confidence_that_is_on_no_card_keeps_a_card(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    review(cast, asked, 2, confidence=70)
    page = text_of(finance.get(page_of(asked)))
    assert "As before, 70 %" in page
    assert "Counts 0.2 of a level harder." in page


def test_when_the_draft_moved_on_while_typing_the_words_are_kept(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    page = text_of(finance.post(page_of(asked), SOUND))
    assert "nothing more can be decided on it" in page
    assert "We did it for two customers." in page
    assert not Review.objects.exists()


def test_a_draft_that_is_no_longer_in_review_is_only_read(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    review(cast, asked_of(cast, submission, "LEG", "liability-cap"), 4, reasons="Our insurer says no.")
    make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    page = text_of(finance.get(page_of(asked)))
    assert "Draft 1 is replaced by a later draft." in page
    assert "Our insurer says no." in page
    assert "How hard is this" not in page


def test_first_answers_are_hidden_from_other_functions_until_their_own_is_in(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    review(cast, asked_of(cast, submission, "LEG", "liability-cap"), 5, reasons="Our insurer says no.")
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    before = text_of(finance.get(page_of(asked)))
    assert "Our insurer says no." not in before
    assert "You see it once your own review is in." in before
    after = text_of(finance.post(page_of(asked), {**SOUND, "stay": "1"}, follow=True))
    assert "Our insurer says no." in after


def test_a_colleague_of_the_same_function_is_hidden_until_the_own_answer_is_in(
    cast: Cast, submission: Submission
) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    review(cast, asked, 5, reasons="Our bank forbids it.")
    lead = browser_of(cast.leads["FIN"])
    before = text_of(lead.get(page_of(asked)))
    assert "Our bank forbids it." not in before
    assert "A colleague of Finance has answered." in before
    after = text_of(lead.post(page_of(asked), {**SOUND, "stay": "1"}, follow=True))
    assert "Our bank forbids it." in after
    assert Review.objects.filter(request=asked, replaced_at=None).count() == 2


def test_a_second_member_accepts_a_condition_once(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    given = review(cast, asked, 4, verdict="conditions", condition="A guarantee.", residual_level=2)
    lead = browser_of(cast.leads["FIN"])
    assert "Accept for Finance" in text_of(lead.get(page_of(asked)))
    page = lead.post(f"/answers/{given.pk}/condition/", {"back": "review"}, follow=True)
    assert page.redirect_chain[-1][0] == page_of(asked)
    number = submission.draft.deal.number
    assert f"Accepted: Payment terms of {number} counts as easier now." in text_of(page)
    given.refresh_from_db()
    assert given.condition_accepted_by == cast.leads["FIN"]
    again = lead.post(f"/answers/{given.pk}/condition/")
    assert again.status_code == 409
    assert "The condition was accepted already." in text_of(again)


def test_a_condition_accepted_on_the_deal_leads_back_to_its_term(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    given = review(cast, asked, 4, verdict="conditions", condition="A guarantee.", residual_level=2)
    page = browser_of(cast.leads["FIN"]).post(f"/answers/{given.pk}/condition/")
    assert page.headers["Location"] == f"/deals/{submission.draft.deal.number}/#term-2"


def test_only_another_member_of_the_function_accepts_its_condition(
    cast: Cast, submission: Submission, finance: Client
) -> None:
    asked = asked_of(cast, submission, "FIN", "liability-cap")
    given = review(cast, asked, 4, verdict="conditions", condition="A guarantee.", residual_level=2)
    address = f"/answers/{given.pk}/condition/"
    assert finance.get(address).status_code == 405
    assert finance.post(address).status_code == 403
    assert browser_of(cast.members["LEG"]).post(address).status_code == 403
    assert browser_of(cast.maya).post(address).status_code == 403
    assert browser_of(cast.members["SUP"]).post(address).status_code == 404
    given.refresh_from_db()
    assert given.condition_accepted_at is None


OTHERS = {"maya": 403, "mark": 403, "ruth": 403, "desk": 403, "auditor": 403, "tom": 404, "outsider": 404}


def test_others_may_neither_read_nor_send_the_form(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    for who, status in OTHERS.items():
        browser = browser_of(getattr(cast, who))
        assert browser.get(page_of(asked)).status_code == status, who
        assert browser.post(page_of(asked), SOUND).status_code == status, who
    assert not Review.objects.exists()


def test_another_function_is_told_whose_review_it_is(cast: Cast, submission: Submission) -> None:
    asked = asked_of(cast, submission, "FIN", "payment-terms")
    page = browser_of(cast.members["LEG"]).get(page_of(asked))
    assert page.status_code == 403
    assert "This review belongs to Finance. Ask its lead, Lea Finance." in text_of(page)
    assert browser_of(cast.members["FIN"]).get("/reviews/999999/").status_code == 404


def test_hostile_wording_is_shown_as_text(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    term = make_term(deal.current_draft, "payment-terms", by=cast.maya)
    edit_term(term, by=cast.maya, wording="</textarea><script>alert(1)</script>", reason="<img src=x>")
    submit_draft(deal.current_draft, by=cast.maya)
    asked = ReviewRequest.objects.get(term=Term.objects.get(pk=term.pk), function=cast.functions["FIN"])
    page = text_of(browser_of(cast.members["FIN"]).get(page_of(asked)))
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2


def test_the_page_asks_as_many_questions_of_a_large_draft_as_of_a_small_one(cast: Cast) -> None:
    def queries(*codes: str) -> int:
        submission = make_submission(cast.maya, *codes)
        asked: Any = asked_of(cast, submission, "FIN", "liability-cap")
        review(cast, asked_of(cast, submission, "LEG", "liability-cap"))
        review(cast, asked, by=cast.leads["FIN"])
        browser = browser_of(cast.members["FIN"])
        browser.get(page_of(asked))
        with CaptureQueriesContext(connection) as captured:
            browser.get(page_of(asked))
        return len(captured)

    few = queries("liability-cap", "payment-terms")
    assert queries("liability-cap", "payment-terms", "renewal", "uptime", "uncapped-heads") == few
