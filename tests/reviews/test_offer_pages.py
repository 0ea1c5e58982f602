"""Accepting, declining and reviewing again what a function offered, on the pages."""

import pytest
from django.test import Client

from contracts.models import Draft
from reviews.actions import accept_counter, submit_draft
from reviews.models import CounterProposal, Submission
from tests.make import Cast, make_submission
from tests.make_talk import make_offer, request_of
from tests.reviews.browser import browser_of, text_of
from tests.reviews.review_form import SOUND


@pytest.fixture
def submission(cast: Cast) -> Submission:
    return make_submission(cast.maya, "payment-terms", "price-hold")


@pytest.fixture
def offer(cast: Cast, submission: Submission) -> CounterProposal:
    return make_offer(cast, request_of(submission, "payment-terms"))


@pytest.fixture
def maya(cast: Cast) -> Client:
    return browser_of(cast.maya)


def deal_text(browser: Client, submission: Submission) -> str:
    return text_of(browser.get(submission.draft.deal.get_absolute_url()))


def test_an_offer_is_declined_with_a_reason(
    maya: Client, finance: Client, submission: Submission, offer: CounterProposal
) -> None:
    assert "Decline" in deal_text(maya, submission)
    address = f"/counters/{offer.pk}/decline/"
    empty = maya.post(address, {"reason": " "})
    assert empty.status_code == 422 and "the reviewer reads it" in text_of(empty)
    page = maya.post(address, {"reason": "Their <b>board</b> decided."}, follow=True)
    assert "Declined. Max Finance is told why" in text_of(page)
    assert "Declined by Maya Lindqvist: “Their &lt;b&gt;board&lt;/b&gt; decided.”" in text_of(page)
    assert f"/counters/{offer.pk}/accept/" not in text_of(page)
    assert maya.post(address, {"reason": "Twice."}).status_code == 302
    assert maya.get(address).status_code == 409
    assert maya.get(f"/counters/{offer.pk}/accept/").status_code == 409
    assert "declined the wording of Finance for Payment terms" in deal_text(finance, submission)


@pytest.mark.parametrize(("who", "status"), [("mark", 403), ("auditor", 403), ("finance", 403), ("tom", 404)])
def test_others_do_not_decline(cast: Cast, offer: CounterProposal, who: str, status: int) -> None:
    person = cast.members["FIN"] if who == "finance" else getattr(cast, who)
    address = f"/counters/{offer.pk}/decline/"
    assert browser_of(person).get(address).status_code == status
    assert browser_of(person).post(address, {"reason": "No."}).status_code == status
    offer.refresh_from_db()
    assert offer.declined_at is None


def test_offers_left_over_are_accepted_from_the_draft_being_written(
    cast: Cast, maya: Client, submission: Submission, offer: CounterProposal
) -> None:
    second = make_offer(cast, request_of(submission, "price-hold"), counter_wording="One year.")
    page = maya.post(f"/counters/{offer.pk}/accept/", follow=True)
    text = text_of(page)
    assert "Draft 2 has the offered wording for Payment terms. 1 more offer waits for your answer." in text
    assert "Accept: into draft 2" in text and f"/counters/{second.pk}/accept/" in text
    asked = text_of(maya.get(f"/counters/{second.pk}/accept/"))
    assert "into <b>draft 2</b>, which is being written" in asked and "Accept into draft 2" in asked
    done = maya.post(f"/counters/{second.pk}/accept/")
    assert done.headers["Location"].endswith("/draft/")
    assert submission.draft.deal.drafts.count() == 2


def test_the_form_begins_with_the_answer_whose_offer_was_accepted(
    cast: Cast, finance: Client, submission: Submission
) -> None:
    effort = {"once": (480, 960, 2400), "reasons": "We did 45 before."}
    offer = make_offer(cast, request_of(submission, "payment-terms"), **effort)
    accept_counter(offer, by=cast.maya)
    again = submit_draft(submission.draft.deal.current_draft, by=cast.maya)
    asked = request_of(again, "payment-terms")
    for browser in (finance, browser_of(cast.leads["FIN"])):
        page = browser.get(f"/reviews/{asked.pk}/")
        text = text_of(page)
        assert "Your wording was accepted." in text and "the answer that Max Finance gave on draft 1" in text
        form = page.context["form"]
        begun = [form[name].value() for name in ("level", "verdict", "once_high", "reasons")]
        assert begun == [4, "deliverable", "5", "We did 45 before."]
    assert asked.answered_at is None
    finance.post(f"/reviews/{asked.pk}/", SOUND)
    assert "Your wording was accepted." not in text_of(finance.get(f"/reviews/{asked.pk}/"))


def test_other_terms_do_not_begin_with_anything(
    cast: Cast, finance: Client, submission: Submission, offer: CounterProposal
) -> None:
    accept_counter(offer, by=cast.maya)
    again = submit_draft(Draft.objects.get(deal=submission.draft.deal, is_current=True), by=cast.maya)
    page = finance.get(f"/reviews/{request_of(again, 'price-hold').pk}/")
    assert "Your wording was accepted." not in text_of(page)
    assert page.context["form"]["level"].value() is None


def test_a_rung_is_offered_by_name(cast: Cast, maya: Client, finance: Client, submission: Submission) -> None:
    asked = request_of(submission, "payment-terms")
    rung = asked.term.type.rungs.get(position=2)
    typed = {**SOUND, "verdict": "counter_proposal", "start_from": rung.pk, "stay": "1"}
    typed |= {"counter_wording": "", "counter_value": ""}
    assert finance.post(f"/reviews/{asked.pk}/", typed).status_code == 302
    assert CounterProposal.objects.get().rung == rung
    assert f"Finance offers {rung}" in deal_text(maya, submission)
