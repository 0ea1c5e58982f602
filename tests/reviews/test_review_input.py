"""What the review page refuses, and that nothing typed is lost."""

from django.test import Client

from contracts.models import Draft
from reviews.actions import make_next_draft
from reviews.models import Review, Submission, Verdict
from tests.make import Cast, review
from tests.reviews.browser import text_of
from tests.reviews.review_form import SOUND, answer_of, asked_of, page_of

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
