"""One term for one function: what is asked, what is answered, and who may see whose answer."""

from django.test import Client

from accounts.models import Membership
from contracts.actions import edit_term
from contracts.models import Draft
from reviews.actions import make_next_draft, submit_draft
from reviews.models import ReviewRequest, Submission
from tests.make import Cast, review
from tests.reviews.browser import browser_of, text_of
from tests.reviews.review_form import SOUND, answer_of, asked_of, page_of


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
